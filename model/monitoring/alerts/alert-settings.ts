import { closest } from '../../validity/closest';
import type { Severity } from './alert';
import { alertingRules, type AlertingRule, type RecordingRule, type RuleFile } from './alerts';
import { like, series, type Matchers } from './promql';
import { runbookUrlOf } from './runbooks';

/** What is other than by default with the alerts of a broker. */
export interface AlertSettings {
  /**
   * Changes of alerts, by their names: `QueueMessagesHigh`.
   * @default - none
   */
  readonly changes?: Readonly<Record<string, AlertChange>>;
  /**
   * What holds for some queues only. The first that a queue matches counts, and its changes come on top of `changes`.
   * @default - all queues are alike
   */
  readonly queues?: readonly QueueAlerts[];
  /**
   * Alerts beside those that follow from the topology.
   * @default - none
   */
  readonly added?: readonly AddedAlert[];
  /**
   * Labels of every alert, such as an environment or a tenant.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * The URL of the folder of the runbooks that the annotation `runbook_url` leads to; or one with `{name}` where the name of a
   * runbook belongs: `https://wiki.example.com/{name}.html`.
   * @default - the published page of the runbooks, as the package knows it; where it knows none, there is only the path in the package, `runbook`
   */
  readonly runbookUrl?: string;
}

/** What is other with an alert. */
export interface AlertChange {
  /**
   * The number that its expression compares with: messages, seconds, a ratio, as the expression has it.
   * @default - as it is
   */
  readonly threshold?: number;
  /**
   * How long it must hold, as Prometheus writes it: `90s`, `1h30m`.
   * @default - as it is
   */
  readonly for?: string;
  /**
   * `critical` wakes somebody up.
   * @default - as it is
   */
  readonly severity?: Severity;
  /**
   * More labels, such as `team`.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Leaves the alert out, and says why.
   * @default - it is there
   */
  readonly leftOutBecause?: string;
}

/** What is other with the alerts of some queues. */
export interface QueueAlerts {
  /**
   * The virtual host, an RE2 expression that matches all of its name.
   * @default - any
   */
  readonly vhost?: string;
  /**
   * The queue, an RE2 expression that matches all of its name.
   * @default - any
   */
  readonly queue?: string;
  /**
   * Labels of all their alerts, such as `team`.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Changes of alerts, by their names.
   * @default - none
   */
  readonly changes?: Readonly<Record<string, AlertChange>>;
}

/** An alert of one's own. */
export interface AddedAlert {
  readonly name: string;
  /** PromQL: it fires for every series that is there. */
  readonly expr: string;
  /**
   * How long the expression must hold, as Prometheus writes it.
   * @default - it fires at the first evaluation
   */
  readonly for?: string;
  readonly severity: Severity;
  /**
   * More labels.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What it means, and what happens if nothing is done. */
  readonly description: string;
  /** Why it is there. */
  readonly reason: string;
  /**
   * Its runbook.
   * @default - none
   */
  readonly runbookUrl?: string;
}

/** Rules as they were set. */
export interface SetRules {
  readonly rules: RuleFile;
  /** What was left out, and why. */
  readonly leftOut: readonly string[];
}

/**
 * Rules with settings applied.
 * @param rules - those of one broker
 * @param broker - its name
 */
export function withAlertSettings(rules: RuleFile, broker: string, settings: AlertSettings): SetRules {
  const { changes = {}, queues = [], added = [], labels = {}, runbookUrl } = settings;
  const change = (rule: AlertingRule | RecordingRule): readonly (AlertingRule | RecordingRule)[] =>
    'record' in rule ? [rule] : changedRules(rule, broker, changes[rule.alert] ?? {}, queues);
  const groups = [
    ...rules.groups.map(({ name, rules: some }) => ({ name, rules: some.flatMap(change) })),
    ...(added.length === 0
      ? []
      : [{ name: `${broker}: added`, rules: added.map((alert) => addedRule(alert, broker)) }]),
  ].filter((group) => group.rules.length > 0);
  const finish = (rule: AlertingRule | RecordingRule) =>
    'record' in rule
      ? rule
      : {
          ...rule,
          labels: { ...labels, ...rule.labels },
          annotations: { ...rule.annotations, ...runbookAt(rule, runbookUrl, added) },
        };
  return {
    rules: { groups: groups.map(({ name, rules: some }) => ({ name, rules: some.map(finish) })) },
    leftOut: Object.entries(changes).flatMap(([name, { leftOutBecause: why }]) =>
      why === undefined ? [] : [`${name}: ${why}`],
    ),
  };
}

function runbookAt(
  { alert }: AlertingRule,
  base: string | undefined,
  added: readonly AddedAlert[],
): Record<string, string> {
  if (base === undefined || added.some(({ name }) => name === alert)) return {};
  return { runbook_url: runbookUrlOf(alert, base) };
}

/** The rule of a queue's alert becomes several where some queues have changes: each queue belongs to just one. */
function changedRules(
  rule: AlertingRule,
  broker: string,
  change: AlertChange,
  queues: readonly QueueAlerts[],
): readonly AlertingRule[] {
  const general = change.leftOutBecause === undefined ? [changed(rule, change)] : [];
  if (!isOfQueues(rule)) return general;
  const special = queues.filter(
    ({ labels = {}, changes = {} }) => Object.keys(labels).length > 0 || changes[rule.alert] !== undefined,
  );
  const rest = (expr: string, others: readonly QueueAlerts[]) =>
    others.reduce((left, other) => `${left} unless ${BY_QUEUE} ${selectorOf(broker, other)}`, expr);
  const bracketed = ({ expr, ...more }: AlertingRule, produce: (expr: string) => string): AlertingRule => ({
    ...more,
    expr: produce(`(${expr})`),
  });
  return [
    ...(special.length === 0 ? general : general.map((one) => bracketed(one, (expr) => rest(expr, special)))),
    ...special.flatMap((of, at) => {
      const own = of.changes?.[rule.alert] ?? {};
      if (own.leftOutBecause !== undefined) return [];
      if (change.leftOutBecause !== undefined && of.changes?.[rule.alert] === undefined) return [];
      const labels = { ...change.labels, ...of.labels, ...own.labels };
      return [
        bracketed(changed(rule, { ...change, ...own, labels }), (expr) =>
          rest(`${expr} and ${BY_QUEUE} ${selectorOf(broker, of)}`, special.slice(0, at)),
        ),
      ];
    }),
  ];
}

const BY_QUEUE = 'on (broker, vhost, queue)';

function selectorOf(broker: string, { vhost, queue }: QueueAlerts): string {
  const matchers: Matchers = {
    broker,
    ...(vhost === undefined ? {} : { vhost: like(vhost) }),
    ...(queue === undefined ? {} : { queue: like(queue) }),
  };
  return series('rabbitmq_detailed_queue_messages', matchers);
}

/** Whether what fires has the label of a queue, which its summary names then. */
function isOfQueues({ annotations }: AlertingRule): boolean {
  return annotations['summary']?.includes('$labels.queue') === true;
}

function changed(rule: AlertingRule, { threshold, for: lasting, severity, labels }: AlertChange): AlertingRule {
  return {
    ...rule,
    expr: threshold === undefined ? rule.expr : withThreshold(rule.expr, threshold),
    ...(lasting === undefined ? {} : { for: lasting }),
    labels: { ...rule.labels, ...(severity === undefined ? {} : { severity }), ...labels },
  };
}

function addedRule({ name, expr, severity, ...alert }: AddedAlert, broker: string): AlertingRule {
  const { summary, description, reason, runbookUrl } = alert;
  return {
    alert: name,
    expr,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    labels: { severity, scope: 'broker', broker, ...alert.labels },
    annotations: {
      ...{ summary, description, reason },
      ...(runbookUrl === undefined ? {} : { runbook: runbookUrl, runbook_url: runbookUrl }),
    },
  };
}

/** A text, or a comparison with a number: what looks like one within a text is none. */
const comparisons = /"(?:[^"\\]|\\.)*"|(>=|<=|>|<) (\d+(?:\.\d+)?)(?![\w.])/g;

function thresholdsOf(expr: string): number {
  return [...expr.matchAll(comparisons)].filter(([, operator]) => operator !== undefined).length;
}

function withThreshold(expr: string, threshold: number): string {
  return expr.replaceAll(comparisons, (whole, operator?: string) =>
    operator === undefined ? whole : `${operator} ${threshold}`,
  );
}

/**
 * What is wrong with settings: an alert that no broker has, a threshold where there is none.
 * @param files - the rules of each broker that they are for
 */
export function alertSettingsFaults(
  { changes = {}, queues = [], added = [] }: AlertSettings,
  files: readonly RuleFile[],
): readonly string[] {
  const rules = files.flatMap(alertingRules);
  const names = [...new Set(rules.map(({ alert }) => alert))];
  return [
    ...changesFaults('changes', changes, rules, names, () => true),
    ...queues.flatMap(({ vhost, queue, changes: own = {} }, at) => [
      ...(vhost === undefined && queue === undefined
        ? [`'queues[${at}]' must say which queues; give 'vhost' or 'queue'`]
        : []),
      ...changesFaults(`queues[${at}].changes`, own, rules, names, isOfQueues),
    ]),
    ...added.flatMap(({ name, for: lasting }, at) => [
      ...(/^[A-Za-z]\w*$/.test(name)
        ? []
        : [`'added[${at}].name' must be letters, digits and underscores, got '${name}'`]),
      ...(names.includes(name) ? [`'added[${at}].name': there is an alert '${name}'; rename yours`] : []),
      ...durationFaults(`added[${at}].for`, lasting),
    ]),
  ];
}

function changesFaults(
  path: string,
  changes: Readonly<Record<string, AlertChange>>,
  rules: readonly AlertingRule[],
  names: readonly string[],
  fits: (rule: AlertingRule) => boolean,
): string[] {
  return Object.entries(changes).flatMap(([name, { threshold, for: lasting }]) => {
    const own = rules.filter(({ alert }) => alert === name);
    if (own.length === 0) {
      const meant = closest(name, names);
      return [
        `'${path}.${name}': there is no alert '${name}'; ${meant === undefined ? `there are: ${names.join(', ')}` : `did you mean '${meant}'?`}`,
      ];
    }
    if (!own.some(fits)) return [`'${path}.${name}': '${name}' is not about single queues; set it in 'changes'`];
    return [
      ...(threshold !== undefined && own.some(({ expr }) => thresholdsOf(expr) !== 1)
        ? [
            `'${path}.${name}.threshold': '${name}' has no single threshold; leave it out by 'leftOutBecause' and add your own`,
          ]
        : []),
      ...durationFaults(`${path}.${name}.for`, lasting),
    ];
  });
}

function durationFaults(path: string, lasting: string | undefined): string[] {
  return lasting === undefined || /^(\d+(ms|[smhdwy]))+$/.test(lasting)
    ? []
    : [`'${path}' must be a duration such as '90s' or '1h30m', got '${lasting}'`];
}
