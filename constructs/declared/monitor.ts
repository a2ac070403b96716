import type { IConstruct } from 'constructs';
import { checkCall } from '../../model/props/check-call';
import type { MonitoredAt } from '../../model/monitoring/monitored';
import type { Duration } from '../../model/units/duration';
import { refuse, unless } from '../terraform/validation-error';

/** How what is declared within a construct is monitored. */
export interface MonitorOptions {
  /**
   * Labels of the alerts about its queues, such as `team` and `owner`: Alertmanager tells those whose receiver asks for them.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How many consumers each of its queues has at least.
   * @default - one, where a declared user may consume
   */
  readonly consumers?: number;
  /**
   * How long messages wait in each of its queues at most; of a queue of dead letters, how soon somebody sees to them.
   * @default - nothing is promised
   */
  readonly wait?: WaitObjective;
  /**
   * Which part of the messages is kept, of a broker: neither unroutable nor dropped where no dead letter exchange takes
   * them. Servers count such messages for the whole broker alone.
   * @default - nothing is promised
   */
  readonly kept?: KeptObjective;
}

/** A promise about how long messages wait in a queue. */
export interface WaitObjective {
  readonly within: Duration;
  /** The part of the time in which it holds: 0.99. */
  readonly objective: number;
}

/** A promise that messages are kept. */
export interface KeptObjective {
  /** The part of the messages for which it holds: 0.9999. */
  readonly objective: number;
}

const MONITORED = Symbol.for('rabbitmq-cdk.monitored');

type Marked = IConstruct & { [MONITORED]?: MonitoredAt[] };

/**
 * Says how a queue is monitored, or all queues that are declared within a construct, or all in a virtual host. What stands
 * nearer to a queue counts more.
 * @throws ValidationError when a label is none that Prometheus takes, or a number is out of its range
 * @example monitor(orders, { labels: { team: 'payments' }, consumers: 3 });
 */
export function monitor(construct: IConstruct, options: MonitorOptions): void {
  checkCall('monitor', [construct, options]);
  const { labels, consumers, wait, kept } = options;
  refuse(
    construct,
    Object.keys(labels ?? {}).flatMap(labelFaults),
    unless(
      consumers === undefined || (Number.isSafeInteger(consumers) && consumers >= 1),
      `'consumers' must be a whole number, 1 or more, got ${consumers}`,
    ),
    objectiveFault('wait.objective', wait?.objective),
    objectiveFault('kept.objective', kept?.objective),
    unless(
      wait === undefined || wait.within.toMilliseconds() >= 1_000,
      `'wait.within' must be a second or more: metrics tell no less; got ${wait?.within}`,
    ),
  );
  const marked: Marked = construct;
  marked[MONITORED] ??= [];
  marked[MONITORED].push({
    at: construct.node.path,
    ...(labels === undefined ? {} : { labels }),
    ...(consumers === undefined ? {} : { consumers }),
    ...(wait === undefined
      ? {}
      : { wait: { seconds: wait.within.toMilliseconds() / 1_000, objective: wait.objective } }),
    ...(kept === undefined ? {} : { kept: { objective: kept.objective } }),
  });
}

/** What is said of a construct, of all that it is within, and of all within it. */
export function monitoredIn(scope: IConstruct): readonly MonitoredAt[] {
  const around = scope.node.scopes.slice(0, -1);
  return [...around, ...scope.node.findAll()].flatMap((construct: Marked) => construct[MONITORED] ?? []);
}

/** Those that alerts have already tell them apart. */
const own = ['alertname', 'broker', 'instance', 'job', 'limit', 'queue', 'scope', 'severity', 'vhost'];

function labelFaults(label: string): string[] {
  if (!/^[A-Za-z_]\w*$/.test(label) || label.startsWith('__'))
    return [`'labels' must be letters, digits and underscores, got '${label}'`];
  return own.includes(label) ? [`'labels' must not be one that alerts have themselves, got '${label}'`] : [];
}

function objectiveFault(prop: string, objective: number | undefined): string | undefined {
  return unless(
    objective === undefined || (objective > 0 && objective < 1),
    `'${prop}' must be more than 0 and less than 1, such as 0.99, got ${objective}`,
  );
}
