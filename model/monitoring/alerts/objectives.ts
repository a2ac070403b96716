import { groupBy } from '../../group-by';
import type { QueueDefinition } from '../../topology/topology';
import { Duration } from '../../units/duration';
import { monitoredQueues } from '../monitored';
import type { Alert, AlertSource, Timing, WatchedBroker } from './alert';
import type { MetricName } from './metrics';
import { ownedAlike, type OwnedAlike } from './owned-alike';
import { aggregate, oneOf, over, series, type Matcher } from './promql';

/** A rule that records what an expression was, under the name of a metric. */
export interface Recording {
  readonly record: MetricName;
  readonly expr: string;
}

/**
 * How fast the budget of errors burns, in a long window and a short one, that is worth an alert, of an objective of 30 days.
 * @see https://sre.google/workbook/alerting-on-slos/ table 5-8
 */
const burnRates = [
  { rate: 14.4, long: '1h', short: '5m', severity: 'critical', budget: '2 % of the budget of 30 days in an hour' },
  { rate: 6, long: '6h', short: '30m', severity: 'critical', budget: '5 % of the budget of 30 days in six hours' },
  { rate: 1, long: '3d', short: '6h', severity: 'warning', budget: '10 % of the budget of 30 days in three days' },
] as const;

const windows = {
  '5m': Duration.minutes(5),
  '30m': Duration.minutes(30),
  '1h': Duration.hours(1),
  '6h': Duration.hours(6),
  '3d': Duration.days(3),
} as const;

const windowNames = Object.keys(windows) as (keyof typeof windows)[];

const byQueue = ['broker', 'vhost', 'queue'];

/** Alerts about what is promised, as soon as it is broken so often that the promise will not hold. */
export const objectiveAlerts: AlertSource = (broker) => [
  ...promisedWaits(broker).flatMap(({ seconds, objective, vhost, names, labels }) =>
    burnRates.map(({ rate, long, short, severity, budget }): Alert => {
      const of = { broker: broker.name, vhost, queue: oneOf(names) };
      const burns = `> ${budgetOf(objective, rate)}`;
      return {
        name: 'WaitObjectiveBurns',
        severity,
        scope: 'queue',
        labels: { ...labels, vhost, objective: `${seconds}s ${objective}`, window: long },
        expr: `${series(waitBroken[long], of)} ${burns} and ${series(waitBroken[short], of)} ${burns}`,
        summary: `messages of {{ $labels.queue }} of {{ $labels.vhost }} waited longer than ${seconds} s in {{ $value | humanizePercentage }} of ${long}`,
        description: `${percent(objective)} of the time they shall wait less: this uses ${budget}.`,
      };
    }),
  ),
  ...(broker.kept === undefined ? [] : keptAlerts(broker.name, broker.kept.objective)),
];

/** What the alerts about promises judge, evaluated before. */
export function recordings(broker: WatchedBroker, timing: Timing): readonly Recording[] {
  return [...waitRecordings(broker, timing), ...(broker.kept === undefined ? [] : lostRecordings(broker.name, timing))];
}

function keptAlerts(name: string, objective: number): readonly Alert[] {
  return burnRates.map(({ rate, long, short, severity, budget }) => {
    const burns = `> ${budgetOf(objective, rate)}`;
    return {
      name: 'KeptObjectiveBurns',
      severity,
      scope: 'broker',
      labels: { objective: String(objective), window: long },
      expr: `${series(lost[long], { broker: name })} ${burns} and ${series(lost[short], { broker: name })} ${burns}`,
      summary: `{{ $value | humanizePercentage }} of the messages of ${name} were lost within ${long}`,
      description: `${percent(objective)} shall be kept: this uses ${budget}. Lost are those that found no queue, and those that were rejected, expired or dropped where no dead letter exchange took them.`,
    };
  });
}

const waitBroken = {
  '5m': 'queue:rabbitmq_wait_broken:ratio5m',
  '30m': 'queue:rabbitmq_wait_broken:ratio30m',
  '1h': 'queue:rabbitmq_wait_broken:ratio1h',
  '6h': 'queue:rabbitmq_wait_broken:ratio6h',
  '3d': 'queue:rabbitmq_wait_broken:ratio3d',
} as const satisfies Record<keyof typeof windows, MetricName>;

const lost = {
  '5m': 'broker:rabbitmq_messages_lost:ratio5m',
  '30m': 'broker:rabbitmq_messages_lost:ratio30m',
  '1h': 'broker:rabbitmq_messages_lost:ratio1h',
  '6h': 'broker:rabbitmq_messages_lost:ratio6h',
  '3d': 'broker:rabbitmq_messages_lost:ratio3d',
} as const satisfies Record<keyof typeof windows, MetricName>;

/** Queues of one virtual host and owner with the same promise. */
interface Waits extends OwnedAlike {
  readonly seconds: number;
  readonly objective: number;
}

/** The promises about waiting. */
export function promisedWaits({ topology, monitored = [] }: WatchedBroker): readonly Waits[] {
  const how = monitoredQueues(monitored, topology.vhosts);
  const promised = topology.queues.flatMap((queue) => {
    const { wait } = how(queue);
    return wait === undefined ? [] : [{ queue, wait }];
  });
  return [...groupBy(promised, ({ wait }) => `${wait.seconds} ${wait.objective}`).values()].flatMap((some) => {
    const [first] = some;
    const queues = some.map(({ queue }): QueueDefinition => queue);
    return first === undefined ? [] : ownedAlike(queues, how).map((alike) => ({ ...alike, ...first.wait }));
  });
}

/**
 * No metric tells how long messages wait. By Little's law they wait as long as what is ready takes at the rate at which it is
 * delivered: the promise is broken while more is ready than is delivered in the time that is promised.
 */
function waitRecordings(broker: WatchedBroker, timing: Timing): readonly Recording[] {
  const promised = promisedWaits(broker);
  if (promised.length === 0) return [];
  const window = timing.window(Duration.minutes(5));
  const broken = promised.map(({ seconds, vhost, names }): Recording => {
    const of = { broker: broker.name, vhost, queue: oneOf(names) };
    const ready = aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages_ready', of));
    const delivered = (
      [
        'rabbitmq_detailed_queue_messages_delivered_ack_total',
        'rabbitmq_detailed_queue_messages_delivered_total',
        'rabbitmq_detailed_queue_get_ack_total',
        'rabbitmq_detailed_queue_get_total',
      ] as const
    ).map((metric) => `(${aggregate('sum', byQueue, over('rate', series(metric, of), window))} or ${ready} * 0)`);
    return {
      record: 'queue:rabbitmq_wait_broken:bool',
      expr: `${ready} > bool ${seconds} * (${delivered.join(' + ')})`,
    };
  });
  return [
    ...broken,
    ...windowNames.map((name) => ({
      record: waitBroken[name],
      expr: over(
        'avg_over_time',
        series('queue:rabbitmq_wait_broken:bool', { broker: broker.name }),
        timing.window(windows[name]),
      ),
    })),
  ];
}

/** Where dead letters are dropped, since the queue has no exchange for them. */
const dropped: Readonly<Record<string, string | Matcher>> = { dead_letter_strategy: 'disabled' };

function lostRecordings(broker: string, timing: Timing): readonly Recording[] {
  return windowNames.map((name) => {
    const total = (metric: MetricName, matchers: Readonly<Record<string, string | Matcher>> = {}) =>
      aggregate(
        'sum',
        ['broker'],
        over('increase', series(metric, { broker, ...matchers }), timing.window(windows[name])),
      );
    const received = total('rabbitmq_global_messages_received_total');
    const gone = [
      total('rabbitmq_global_messages_unroutable_dropped_total'),
      total('rabbitmq_global_messages_dead_lettered_rejected_total', dropped),
      total('rabbitmq_global_messages_dead_lettered_expired_total', dropped),
      total('rabbitmq_global_messages_dead_lettered_maxlen_total', dropped),
      total('rabbitmq_global_messages_dead_lettered_delivery_limit_total', dropped),
    ];
    return {
      record: lost[name],
      expr: `(${gone.map((one) => `(${one} or ${received} * 0)`).join(' + ')}) / (${received} > 0)`,
    };
  });
}

/** The part of errors above which the budget burns at a rate: without the noise of binary fractions. */
function budgetOf(objective: number, rate: number): number {
  return Number(((1 - objective) * rate).toPrecision(6));
}

function percent(objective: number): string {
  return `${Number((objective * 100).toPrecision(6))} %`;
}
