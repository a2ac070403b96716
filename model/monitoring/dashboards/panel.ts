import type { WatchedBroker } from '../alerts/alert';
import { isServed, type MetricName } from '../alerts/metrics';
import { series, type Matchers } from '../alerts/promql';

/** A unit as Grafana names it. */
export type Unit = 'short' | 'bytes' | 'Bps' | 'cps' | 's' | 'percentunit';

/** A query of a panel, and what its series are called: `{{queue}}`. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** What a panel shows: a course over time, one number, or a table of what is now. */
export interface Panel {
  readonly title: string;
  readonly kind: 'timeseries' | 'stat' | 'table';
  readonly unit: Unit;
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
  readonly rows: readonly Row[];
}

/** A course over time. */
export function graph(title: string, unit: Unit, ...queries: readonly (readonly [string, string])[]): Panel {
  return { title, kind: 'timeseries', unit, queries: queries.map(([expr, legend]) => ({ expr, legend })) };
}

/** One number. */
export function number(title: string, unit: Unit, expr: string): Panel {
  return { title, kind: 'stat', unit, queries: [{ expr, legend: title }] };
}

/** What is now, one series a row. */
export function table(title: string, expr: string): Panel {
  return { title, kind: 'table', unit: 'short', queries: [{ expr, legend: title }] };
}

/** The panel, which shows nothing on a broker that is fine for a reason. */
export function mayBeEmpty(panel: Panel, emptyWhen: string): Panel {
  return { ...panel, emptyWhen };
}

/** A metric of the brokers that are chosen in the dashboard's variable. */
export function chosen(metric: MetricName, matchers: Matchers = {}): string {
  return series(metric, { broker: { operator: '=~', value: '$broker' }, ...matchers });
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
