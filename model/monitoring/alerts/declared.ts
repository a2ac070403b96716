import { Duration } from '../../units/duration';
import { isAtLeast } from '../../server/server-version';
import { groupBy } from '../../group-by';
import type { QueueDefinition } from '../../topology/topology';
import type { Alert, AlertSource, Timing, WatchedBroker } from './alert';
import { expectationsOf, type LimitedQueue } from './expectations';
import { literal } from './literal';
import { monitoredQueues } from '../monitored';
import type { MetricName } from './metrics';
import { ownedAlike, type OwnedAlike } from './owned-alike';
import { aggregate, oneOf, orZero, over, series } from './promql';

const byQueue = ['broker', 'vhost', 'queue'];

/** Alerts that only the declared topology can tell: what should be empty, consumed, below its limit, replicated, there. */
export const declaredAlerts: AlertSource = (broker, timing) => {
  const { deadLetterTargets, consumed, lasting, limited, replicated } = expectationsOf(broker);
  const how = monitoredQueues(broker.monitored ?? [], broker.topology.vhosts);
  const counted = broker.topology.queues.filter((queue) => how(queue).consumers !== undefined);
  const alike = (queues: readonly QueueDefinition[]) => ownedAlike(queues, how);
  return [
    ...alike(deadLetterTargets).map((queues) => deadLetterQueueFilling(broker, timing, queues)),
    ...alike(consumed.filter((queue) => !counted.includes(queue))).map((queues) =>
      declaredConsumerMissing(broker, timing, queues),
    ),
    ...[...groupBy(counted, (queue) => how(queue).consumers ?? 1)].flatMap(([count, queues]) =>
      alike(queues).map((some) => fewerConsumers(broker, timing, some, count)),
    ),
    ...alike(lasting).map((queues) => declaredQueuesMissing(broker, timing, queues)),
    ...limited.flatMap((queue) => queueNearLimit(broker, timing, queue, how(queue.queue).labels)),
    ...vhostsNearLimit(broker, timing),
    ...[...groupBy(replicated, ({ groupSize }) => groupSize)].flatMap(([groupSize, some]) =>
      alike(some.map(({ queue }) => queue)).flatMap((queues) =>
        queueWithoutMajority(broker, timing, queues, groupSize),
      ),
    ),
  ];
};

function deadLetterQueueFilling({ name }: WatchedBroker, timing: Timing, { vhost, names, labels }: OwnedAlike): Alert {
  const ready = series('rabbitmq_detailed_queue_messages_ready', { broker: name, vhost, queue: oneOf(names) });
  return {
    name: 'DeadLetterQueueFilling',
    severity: 'warning',
    scope: 'queue',
    labels: { ...labels, vhost },
    expr: `${aggregate('max', byQueue, ready)} > 0`,
    for: timing.lasting(Duration.minutes(1)),
    summary: '{{ $value }} dead letters wait in {{ $labels.queue }} of {{ $labels.vhost }}',
    description:
      'They were rejected, expired, dropped by a length limit, or reached the delivery limit; the header x-death has the queue and the reason.',
  };
}

function declaredConsumerMissing({ name }: WatchedBroker, timing: Timing, { vhost, names, labels }: OwnedAlike): Alert {
  const consumers = series('rabbitmq_detailed_queue_consumers', { broker: name, vhost, queue: oneOf(names) });
  return {
    name: 'DeclaredConsumerMissing',
    severity: 'warning',
    scope: 'queue',
    labels: { ...labels, vhost },
    expr: `${aggregate('max', byQueue, consumers)} == 0`,
    for: timing.lasting(Duration.minutes(10)),
    summary: '{{ $labels.queue }} of {{ $labels.vhost }} has no consumer',
    description: 'A declared user may consume from it, but no consumer is connected: messages will wait.',
  };
}

function fewerConsumers(
  { name }: WatchedBroker,
  timing: Timing,
  { vhost, names, labels }: OwnedAlike,
  count: number,
): Alert {
  const consumers = series('rabbitmq_detailed_queue_consumers', { broker: name, vhost, queue: oneOf(names) });
  return {
    name: 'FewerConsumersThanDeclared',
    severity: 'warning',
    scope: 'queue',
    labels: { ...labels, vhost },
    expr: `${aggregate('max', byQueue, consumers)} < ${count}`,
    for: timing.lasting(Duration.minutes(10)),
    summary: `{{ $labels.queue }} of {{ $labels.vhost }} has {{ $value }} of ${count} declared consumers`,
    description: 'The others are gone or were never started: with none left, messages wait.',
  };
}

function declaredQueuesMissing({ name }: WatchedBroker, timing: Timing, { vhost, names, labels }: OwnedAlike): Alert {
  const there = aggregate(
    'count',
    [],
    aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages', { broker: name, vhost, queue: oneOf(names) })),
  );
  return {
    name: 'DeclaredQueuesMissing',
    severity: 'critical',
    scope: 'queue',
    labels: { ...labels, vhost },
    expr: `${orZero(there)} < ${names.length} and on () count(${series('rabbitmq_build_info', { broker: name })})`,
    for: timing.lasting(Duration.minutes(5)),
    summary: `{{ $value }} of ${names.length} declared queues of ${literal(vhost)} are there and have a leader`,
    description: 'The others were deleted, or have no leader to serve them.',
  };
}

function queueNearLimit(
  { name }: WatchedBroker,
  timing: Timing,
  { queue, ...limits }: LimitedQueue,
  labels: Readonly<Record<string, string>>,
): readonly Alert[] {
  const of = { broker: name, vhost: queue.vhost, queue: queue.name };
  const alerts = (metric: MetricName, limit: number | undefined, unit: string): readonly Alert[] => {
    if (limit === undefined) return [];
    const about = {
      severity: 'warning',
      scope: 'queue',
      labels: { ...labels, vhost: queue.vhost, queue: queue.name, limit: unit },
      description: 'At the limit it drops the oldest messages or rejects new ones, depending on its overflow setting.',
    } as const;
    const window = timing.window(Duration.minutes(30));
    const expected = `predict_linear(${series(metric, of)}[${window}], ${timing.ahead(Duration.hours(1))})`;
    return [
      {
        ...about,
        name: 'QueueNearLimit',
        expr: `${aggregate('max', byQueue, series(metric, of))} >= ${Math.ceil(limit * 0.8)}`,
        for: timing.lasting(Duration.minutes(5)),
        summary: `{{ $labels.queue }} of {{ $labels.vhost }} holds {{ $value | humanize }} of ${limit} ${unit}`,
      },
      {
        ...about,
        name: 'QueueLimitPredicted',
        expr: `${aggregate('max', byQueue, expected)} > ${limit}`,
        for: timing.lasting(Duration.minutes(10)),
        summary: `{{ $labels.queue }} of {{ $labels.vhost }} will hold more than its limit of ${limit} ${unit} within an hour`,
      },
    ];
  };
  return [
    ...alerts('rabbitmq_detailed_queue_messages_ready', limits.maxLength, 'messages'),
    ...alerts('rabbitmq_detailed_queue_messages_ready_bytes', limits.maxLengthBytes, 'bytes'),
  ];
}

function vhostsNearLimit({ name, topology }: WatchedBroker, timing: Timing): readonly Alert[] {
  return topology.parameters.flatMap(({ component, vhost, value }): readonly Alert[] => {
    if (component !== 'vhost-limits' || typeof value !== 'object' || value === null) return [];
    const limit = 'max-queues' in value ? value['max-queues'] : undefined;
    if (typeof limit !== 'number' || limit < 1) return [];
    const queues = aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages', { broker: name, vhost }));
    return [
      {
        name: 'VhostNearLimit',
        severity: 'warning',
        scope: 'broker',
        labels: { vhost },
        expr: `${aggregate('count', ['broker', 'vhost'], queues)} >= ${Math.ceil(limit * 0.8)}`,
        for: timing.lasting(Duration.minutes(5)),
        summary: `{{ $labels.vhost }} has {{ $value }} of ${limit} queues`,
        description: 'At the limit, declaring another queue fails.',
      },
    ];
  });
}

/**
 * Every member of a quorum queue reports its Raft state; those of a node that is down are missing. Since 4.2 what a member
 * reported stays when it stops and its node goes on: then the leader has entries that nobody commits.
 */
function queueWithoutMajority(
  { name, serverVersion }: WatchedBroker,
  timing: Timing,
  { vhost, names, labels }: OwnedAlike,
  groupSize: number,
): readonly Alert[] {
  if (groupSize < 2) return [];
  const isRenamed = isAtLeast(serverVersion, '4.2.0');
  const of = { broker: name, vhost, queue: oneOf(names) };
  const committed = series(
    isRenamed ? 'rabbitmq_detailed_raft_commit_index' : 'rabbitmq_detailed_raft_log_commit_index',
    of,
  );
  const about = {
    name: 'QuorumQueueWithoutMajority',
    severity: 'critical',
    scope: 'queue',
    for: timing.lasting(Duration.minutes(1)),
    description: 'Without a majority it neither accepts nor delivers messages.',
  } as const;
  const missing: Alert = {
    ...about,
    labels: { ...labels, vhost, group_size: String(groupSize) },
    expr: `${aggregate('count', byQueue, committed)} <= ${groupSize / 2}`,
    summary: `only {{ $value }} of ${groupSize} members of {{ $labels.queue }} of {{ $labels.vhost }} are there`,
  };
  if (!isRenamed) return [missing];
  const waiting = `${aggregate('max', byQueue, series('rabbitmq_detailed_raft_last_written_index', of))} - ${aggregate('max', byQueue, committed)}`;
  const progress = aggregate('max', byQueue, over('increase', committed, timing.window(Duration.minutes(1))));
  return [
    missing,
    {
      ...about,
      labels: { ...labels, vhost, group_size: String(groupSize), state: 'stalled' },
      expr: `${waiting} > 0 unless on (${byQueue.join(', ')}) ${progress} > 0`,
      summary:
        '{{ $value | humanize }} entries of {{ $labels.queue }} of {{ $labels.vhost }} wait for a majority of its members',
    },
  ];
}
