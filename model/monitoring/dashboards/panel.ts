import type { WatchedBroker } from '../alerts/alert';
import { isServed, type MetricName } from '../alerts/metrics';
import { series, type Matchers } from '../alerts/promql';
import { thresholds, type ThresholdName } from '../alerts/thresholds';
import type { DashboardName } from './dashboard-names';

/** A unit as Grafana names it: `count:messages` shortens numbers and says what they count. */
export type Unit =
  'bool_yes_no' | 'Bps' | 'bytes' | 'mps' | 'ops' | 'percentunit' | 's' | 'suffix:×' | `count:${string}`;

/** A query of a panel, and what its series are called: `{{queue}}`. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** From where on a value is a fault. */
export interface Limit {
  readonly at: number;
  /** On which side of it the fault is; the number itself is none. */
  readonly side: 'above' | 'below';
  readonly severity: 'warning' | 'critical';
  /**
   * The alert that compares with it.
   * @default - none, or one whose threshold is another number
   */
  readonly alert?: ThresholdName;
}

/** What is known of a panel beside its queries. */
export interface PanelFacts {
  readonly unit: Unit;
  /** What it shows, and what to do when it looks wrong. */
  readonly description: string;
  /**
   * From where on its values are faults.
   * @default - no number is right or wrong by itself
   */
  readonly limits?: readonly Limit[];
  /**
   * The dashboards that show more of it.
   * @default - none
   */
  readonly dashboards?: readonly DashboardName[];
  /**
   * The alerts whose runbooks say what to do.
   * @default - none
   */
  readonly alerts?: readonly string[];
  /**
   * Where one of its series or rows leads: a dashboard, of which the label chooses what it shows.
   * @default - nowhere
   */
  readonly drill?: Drill;
}

/** A dashboard that shows only what has the label's value. */
export interface Drill {
  readonly dashboard: DashboardName;
  readonly label: ChosenLabel;
}

/** A label by which a dashboard may be narrowed, as its variable. */
export type ChosenLabel = 'queue' | 'instance';

/** What a panel shows: a course over time, one number, or a table of what is now. */
export interface Panel extends PanelFacts {
  readonly title: string;
  readonly kind: 'timeseries' | 'stat' | 'table';
  readonly queries: readonly Query[];
  /**
   * Why it may show nothing on a broker that is fine.
   * @default - then something is wrong
   */
  readonly emptyWhen?: string;
}

/** Panels under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A dashboard as data. */
export interface Dashboard {
  readonly title: string;
  readonly description: string;
  /**
   * The labels by which it can be narrowed, beside the broker.
   * @default - none
   */
  readonly chosenBy?: readonly ChosenLabel[];
  readonly rows: readonly Row[];
}

/** A course over time. */
export function graph(title: string, facts: PanelFacts, ...queries: readonly (readonly [string, string])[]): Panel {
  return { title, kind: 'timeseries', ...facts, queries: queries.map(([expr, legend]) => ({ expr, legend })) };
}

/** One number. */
export function number(title: string, facts: PanelFacts, expr: string): Panel {
  return { title, kind: 'stat', ...facts, queries: [{ expr, legend: title }] };
}

/** What is now, one series a row. */
export function table(title: string, facts: PanelFacts, expr: string): Panel {
  return { title, kind: 'table', ...facts, queries: [{ expr, legend: title }] };
}

/** The panel, which shows nothing on a broker that is fine for a reason. */
export function mayBeEmpty(panel: Panel, emptyWhen: string): Panel {
  return { ...panel, emptyWhen };
}

/** A value above it is a fault. */
export function above(at: number, severity: Limit['severity']): Limit {
  return { at, side: 'above', severity };
}

/** A value below it is a fault. */
export function below(at: number, severity: Limit['severity']): Limit {
  return { at, side: 'below', severity };
}

/** The threshold of an alert. */
export function limitOf(alert: ThresholdName, severity: Limit['severity'] = 'warning'): Limit {
  return { at: thresholds[alert], side: 'above', severity, alert };
}

/** The panels with thresholds of alerts as they are set. */
export function withThresholds(
  dashboard: Dashboard,
  changes: Readonly<Record<string, { readonly threshold?: number }>> = {},
): Dashboard {
  const changed = ({ alert, ...limit }: Limit): Limit => ({
    ...limit,
    alert,
    at: (alert === undefined ? undefined : changes[alert]?.threshold) ?? limit.at,
  });
  return {
    ...dashboard,
    rows: dashboard.rows.map(({ title, panels }) => ({
      title,
      panels: panels.map((panel) => ({ ...panel, limits: panel.limits?.map(changed) })),
    })),
  };
}

/** A metric of the brokers that are chosen in the dashboard's variable. */
export function chosen(metric: MetricName, matchers: Matchers = {}): string {
  return series(metric, { broker: { operator: '=~', value: '$broker' }, ...matchers });
}

/** That the label is what the dashboard's variable of it says. */
export function narrowed(label: ChosenLabel): Matchers {
  return { [label]: { operator: '=~', value: `$${label}` } };
}

/** How much a counter grows a second, by the labels. */
export function rateBy(labels: string, metric: MetricName, matchers: Matchers = {}): string {
  return `sum by (${labels}) (rate(${chosen(metric, matchers)}[$__rate_interval]))`;
}

/** A sum by labels. */
export function sumBy(labels: string, metric: MetricName, matchers: Matchers = {}): string {
  return `sum by (${labels}) (${chosen(metric, matchers)})`;
}

/** The largest of the nodes' values by labels. */
export function maxBy(labels: string, metric: MetricName, matchers: Matchers = {}): string {
  return `max by (${labels}) (${chosen(metric, matchers)})`;
}

/**
 * The expression of the metrics, whose names differ between versions, that at least one of the brokers serves.
 * @param names - of the same thing, oldest first
 */
export function served(
  brokers: readonly WatchedBroker[],
  names: readonly MetricName[],
  expression: (name: MetricName) => string,
): string {
  const asked = names.filter((name) => brokers.some(({ serverVersion }) => isServed(name, serverVersion)));
  return asked.map(expression).join(' or ');
}

/** The queues with the most, so that a panel stays readable. */
export function most(expr: string): string {
  return `topk(20, ${expr})`;
}
