import { Duration } from '../../units/duration';
import type { Alert, AlertSource, Timing, WatchedBroker } from './alert';
import { declaredAlerts } from './declared';
import { linkAlerts } from './links';
import { literal } from './literal';
import { isServed, metricsIn } from './metrics';
import { kubernetesAlerts, nodeAlerts } from './nodes';
import { objectiveAlerts, recordings } from './objectives';
import { queueAlerts } from './queues';
import { resourceAlerts } from './resources';
import { publishedRunbooks, runbookOf, runbookUrlOf } from './runbooks';
import { monitoringAlerts, scrapeAlerts, surroundingAlerts } from './surroundings';
import { trafficAlerts } from './traffic';

/** How alerts are timed. */
export interface AlertTiming {
  /** How often Prometheus scrapes. */
  readonly scrapeInterval: Duration;
  /**
   * By what every duration and window of alerts is multiplied: 1 in production, less in tests that wait for alerts.
   * Windows keep room for four scrapes.
   */
  readonly scale: number;
}

/** A file of rules as Prometheus reads it. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[];
}

/** Rules that are evaluated together. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (AlertingRule | RecordingRule)[];
}

/** A recording rule as Prometheus reads it. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** An alerting rule as Prometheus reads it. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const sources: readonly AlertSource[] = [
  nodeAlerts,
  resourceAlerts,
  trafficAlerts,
  queueAlerts,
  declaredAlerts,
  linkAlerts,
  surroundingAlerts,
  kubernetesAlerts,
  objectiveAlerts,
];

/**
 * Every alert of a broker, by its version, its nodes and its declared topology.
 * @throws Error when an alert names a metric that a server of that version does not serve
 */
export function alertsOf(broker: WatchedBroker, timing: AlertTiming): readonly Alert[] {
  const scaled = timingOf(timing);
  const alerts = sources.flatMap((source) => source(broker, scaled));
  for (const { name, expr } of alerts) {
    const unserved = metricsIn([expr]).filter((metric) => !isServed(metric, broker.serverVersion));
    if (unserved.length > 0) throw new Error(`alert ${name} of ${broker.name} names ${unserved.join(', ')}`);
  }
  return alerts;
}

/** The rules of a broker as one file: a group for each scope. */
export function brokerRules(broker: WatchedBroker, timing: AlertTiming): RuleFile {
  const alerts = alertsOf(broker, timing);
  const scopes = [...new Set(alerts.map(({ scope }) => scope))];
  const recorded = recordings(broker, timingOf(timing));
  return {
    groups: [
      ...(recorded.length === 0 ? [] : [{ name: `${broker.name}: objectives`, rules: recorded }]),
      ...scopes.map((scope) => ({
        name: `${broker.name}: ${scope}`,
        rules: alerts.filter((alert) => alert.scope === scope).map((alert) => ruleOf(alert, { broker: broker.name })),
      })),
    ],
  };
}

/** The alerts of a file. */
export function alertingRules({ groups }: RuleFile): readonly AlertingRule[] {
  return groups.flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? [rule] : [])));
}

/** What the alerts of a broker judge, and what is recorded for them. */
export function judgedExpressions(broker: WatchedBroker, timing: AlertTiming): readonly string[] {
  return [...alertsOf(broker, timing), ...recordings(broker, timingOf(timing))].map(({ expr }) => expr);
}

/** The rules of a broker for a Prometheus that watches more than it: those about scrapes are about its own alone. */
export function ownBrokerRules(broker: WatchedBroker, timing: AlertTiming): RuleFile {
  const { name } = broker;
  const scrapes = scrapeAlerts(timingOf(timing), { broker: name });
  const rules = scrapes.map((alert) => ruleOf(alert, { broker: name }));
  return { groups: [...brokerRules(broker, timing).groups, { name: `${name}: monitoring`, rules }] };
}

/** The rules of the monitoring itself. */
export function monitoringRules(timing: AlertTiming): RuleFile {
  return {
    groups: [{ name: 'monitoring', rules: monitoringAlerts(timingOf(timing)).map((alert) => ruleOf(alert, {})) }],
  };
}

function ruleOf(alert: Alert, labels: Readonly<Record<string, string>>): AlertingRule {
  const { name, expr, severity, scope, summary, description } = alert;
  const published = publishedRunbooks();
  const own = Object.entries(alert.labels ?? {}).map(([label, value]) => [label, literal(value)] as const);
  return {
    alert: name,
    expr,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    ...(alert.keepFiringFor === undefined ? {} : { keep_firing_for: alert.keepFiringFor }),
    labels: { severity, scope, ...labels, ...Object.fromEntries(own) },
    annotations: {
      ...{ summary, description, runbook: runbookOf(name) },
      ...(published === undefined ? {} : { runbook_url: runbookUrlOf(name, published) }),
    },
  };
}

function timingOf({ scrapeInterval, scale }: AlertTiming): Timing {
  const scaled = (duration: Duration) => Duration.milliseconds(Math.round(duration.toMilliseconds() * scale));
  const least = Duration.milliseconds(scrapeInterval.toMilliseconds() * 4);
  return {
    scrapeInterval,
    lasting: (duration) => scaled(duration).toString(),
    window: (duration) => {
      const window = scaled(duration);
      return window.toMilliseconds() < least.toMilliseconds() ? least : window;
    },
    ahead: (duration) => scaled(duration).toMilliseconds() / 1_000,
  };
}
