import { Duration } from '../../units/duration';
import { groupBy } from '../../group-by';
import type { QueueDefinition } from '../../topology/topology';
import { isAtLeast } from '../../server/server-version';
import type { Alert, AlertSource, Timing, WatchedBroker } from './alert';
import { expectationsOf } from './expectations';
import { forOwners } from './for-owners';
import { aggregate, oneOf, over, present, series } from './promql';
import { thresholds } from './thresholds';

const byQueue = ['broker', 'vhost', 'queue'];

/** Alerts about any queue, declared or not; what is declared to hold messages that nobody consumes is left out. */
export const queueAlerts: AlertSource = (broker, timing) => {
  const { deadLetterTargets, waitingRooms, streams } = expectationsOf(broker);
  const of = { broker: broker.name };
  const except = (queues: readonly QueueDefinition[], expression: string) =>
    [...groupBy(queues, ({ vhost }) => vhost)].reduce(
      (rest, [vhost, some]) => `${rest} unless on (${byQueue.join(', ')}) ${selector(broker.name, vhost, some)}`,
      expression,
    );
  const ready = aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages_ready', of));
  const unacked = aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages_unacked', of));
  const consumers = aggregate('max', byQueue, series('rabbitmq_detailed_queue_consumers', of));
  const messages = series('rabbitmq_detailed_queue_messages', of);
  const window = timing.window(Duration.minutes(10));
  const depth = aggregate('max', byQueue, over('avg_over_time', messages, window));
  const ago = timing.window(Duration.minutes(1));
  const before = aggregate('max', byQueue, `avg_over_time(${messages}[${window}] offset ${ago})`);
  // Where scrapes are rare, it is longer than a minute ago.
  const minutes = ago.toMilliseconds() / 1_000 / timing.ahead(Duration.minutes(1));
  return forOwners(broker, [
    {
      name: 'QueueMessagesHigh',
      severity: 'warning',
      scope: 'queue',
      expr: except([...deadLetterTargets, ...streams], `${ready} > ${thresholds.QueueMessagesHigh}`),
      for: timing.lasting(Duration.minutes(5)),
      summary: '{{ $value }} messages are ready in {{ $labels.queue }} of {{ $labels.vhost }}',
      description: 'Consumers are too few or too slow for the publishing rate.',
    },
    {
      name: 'NoConsumers',
      severity: 'warning',
      scope: 'queue',
      expr: except([...deadLetterTargets, ...waitingRooms, ...streams], `${consumers} == 0 and ${ready} > 0`),
      for: timing.lasting(Duration.minutes(5)),
      summary: '{{ $labels.queue }} of {{ $labels.vhost }} holds messages and has no consumer',
      description: 'Its messages are not delivered.',
    },
    {
      name: 'UnackedHigh',
      severity: 'warning',
      scope: 'queue',
      expr: `${unacked} > ${thresholds.UnackedHigh}`,
      for: timing.lasting(Duration.minutes(10)),
      summary: '{{ $value }} messages of {{ $labels.queue }} of {{ $labels.vhost }} wait for an acknowledgement',
      description: 'Consumers hang, do not acknowledge, or have a prefetch count that is too high.',
    },
    {
      name: 'QueueIsGrowing',
      severity: 'warning',
      scope: 'queue',
      expr: except(streams, `(${depth} - ${before}) / ${minutes} > 1`),
      for: timing.lasting(Duration.minutes(10)),
      summary: '{{ $labels.queue }} of {{ $labels.vhost }} grows by {{ $value | humanize }} messages a minute',
      description: 'It has grown for ten minutes: the publishing rate exceeds the consuming rate.',
    },
    ...raftLogGrowth(broker, timing),
  ]);
};

/**
 * What is in the log beyond the messages that are in the queue. Servers of 4.3 and newer keep a message without the log
 * before and after it: one that is never acknowledged no longer holds the rest (seen on 4.3.6).
 */
function raftLogGrowth(broker: WatchedBroker, timing: Timing): readonly Alert[] {
  if (isAtLeast(broker.serverVersion, '4.3.0')) return [];
  const isRenamed = isAtLeast(broker.serverVersion, '4.2.0');
  const of = { broker: broker.name, queue: present };
  const written = series(
    isRenamed ? 'rabbitmq_detailed_raft_last_written_index' : 'rabbitmq_detailed_raft_log_last_written_index',
    of,
  );
  const snapshot = series(
    isRenamed ? 'rabbitmq_detailed_raft_snapshot_index' : 'rabbitmq_detailed_raft_log_snapshot_index',
    of,
  );
  const messages = aggregate('max', byQueue, series('rabbitmq_detailed_queue_messages', { broker: broker.name }));
  const alert: Alert = {
    name: 'RaftLogGrowth',
    severity: 'warning',
    scope: 'queue',
    expr: `${aggregate('max', byQueue, `${written} - ${snapshot}`)} - on (${byQueue.join(', ')}) ${messages} > 50000`,
    for: timing.lasting(Duration.minutes(30)),
    summary: 'the Raft log of {{ $labels.queue }} of {{ $labels.vhost }} has {{ $value | humanize }} entries too many',
    description:
      'A message that is never acknowledged, or an unavailable member, prevents truncation of the log: it fills the disk.',
  };
  return [alert];
}

/** The declared queues of one virtual host, as what `unless` takes away. */
function selector(broker: string, vhost: string, queues: readonly QueueDefinition[]): string {
  return series('rabbitmq_detailed_queue_messages', { broker, vhost, queue: oneOf(queues.map(({ name }) => name)) });
}
