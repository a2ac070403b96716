import { permissionsOf } from '../../access/can';
import { queueTypeOf } from '../../topology/queue-type';
import { indexTopology, type IndexedQueue, type TopologyIndex } from '../../analysis/topology-index';
import { deadLetterGraph } from '../../routing/dead-letter-graph';
import type { QueueDefinition } from '../../topology/topology';
import type { WatchedBroker } from './alert';

/** What a declared topology lets one expect of its queues at run time. */
export interface Expectations {
  /** The queues that dead letters end in. */
  readonly deadLetterTargets: readonly QueueDefinition[];
  /** Queues whose messages wait there until they expire and go on to where they came from: nobody consumes them. */
  readonly waitingRooms: readonly QueueDefinition[];
  /** Queues that a declared user without tags may read, dead letters and waiting rooms aside. */
  readonly consumed: readonly QueueDefinition[];
  /** Queues that are there as long as the broker is: none that the broker deletes by itself. */
  readonly lasting: readonly QueueDefinition[];
  readonly streams: readonly QueueDefinition[];
  readonly limited: readonly LimitedQueue[];
  readonly replicated: readonly ReplicatedQueue[];
}

/** A queue with limits, of ready messages and of their bytes. */
export interface LimitedQueue {
  readonly queue: QueueDefinition;
  readonly maxLength?: number;
  readonly maxLengthBytes?: number;
}

/** A quorum queue, and how many nodes have a member of it. */
export interface ReplicatedQueue {
  readonly queue: QueueDefinition;
  readonly groupSize: number;
}

/** The members of a quorum queue that doesn't say how many it wants. */
const DEFAULT_GROUP_SIZE = 3;

/** Reads from a broker's topology what to expect of it. */
export function expectationsOf(broker: WatchedBroker): Expectations {
  const { topology, serverVersion, nodeCount, quorumGroupSize } = broker;
  const index = indexTopology(topology, serverVersion);
  const indexed = [...index.queues.values()];
  const targets = deadLetterTargets(index);
  const waiting = new Set(indexed.filter((queue) => isWaitingRoom(index, queue)).map(({ queue }) => queue));
  const may = permissionsOf(topology, serverVersion);
  const users = topology.users.filter(({ tags }) => tags.length === 0);
  const isConsumed = (queue: QueueDefinition) =>
    users.some(({ name }) => may(name, queue.vhost, { action: 'consume', queue: queue.name }).allowed === true);
  const isStream = (queue: QueueDefinition) =>
    queueTypeOf(queue, index.vhosts.get(queue.vhost)?.default_queue_type, index.version) === 'stream';
  return {
    deadLetterTargets: topology.queues.filter((queue) => targets.has(queue)),
    waitingRooms: [...waiting],
    consumed: topology.queues.filter((queue) => !targets.has(queue) && !waiting.has(queue) && isConsumed(queue)),
    lasting: indexed
      .filter(({ queue, settings }) => !queue.auto_delete && !settings.has('expires'))
      .map(({ queue }) => queue),
    streams: topology.queues.filter(isStream),
    limited: indexed.flatMap((queue) => limitedQueue(queue, isStream(queue.queue)) ?? []),
    replicated: indexed
      .filter(({ type }) => type === 'quorum')
      .map((queue) => ({ queue: queue.queue, groupSize: Math.min(groupSizeOf(queue, quorumGroupSize), nodeCount) })),
  };
}

/**
 * A queue that passes its own dead letters on is no end of anybody's, nor is what a waiting room returns messages to.
 */
function deadLetterTargets(index: TopologyIndex): ReadonlySet<QueueDefinition> {
  const senders = [...index.queues.values()].filter((queue) => !isWaitingRoom(index, queue));
  return new Set(
    senders.flatMap((queue) => reached(index, queue).flatMap((end) => (passesOn(end) ? [] : [end.queue]))),
  );
}

/** Its messages expire into the default exchange, that is, into a queue by name, or come back to a queue of work. */
function isWaitingRoom(index: TopologyIndex, queue: IndexedQueue): boolean {
  const { settings } = queue;
  if (!settings.has('message-ttl')) return false;
  return settings.get('dead-letter-exchange') === '' || reached(index, queue).some(passesOn);
}

function passesOn({ settings }: IndexedQueue): boolean {
  return settings.has('dead-letter-exchange');
}

function reached(index: TopologyIndex, queue: IndexedQueue): readonly IndexedQueue[] {
  return [...deadLetterGraph(index).from(queue)].flatMap((id) => index.queues.get(id) ?? []);
}

/** A stream's limits cut off what is old, which is no fault. */
function limitedQueue({ queue, settings }: IndexedQueue, isStream: boolean): LimitedQueue | undefined {
  const maxLength = numberOf(settings.get('max-length'));
  const maxLengthBytes = numberOf(settings.get('max-length-bytes'));
  if (isStream || (maxLength === undefined && maxLengthBytes === undefined)) return undefined;
  return { queue, maxLength, maxLengthBytes };
}

/** Where members are added later, a queue is declared with few and grows; none is taken away. */
function groupSizeOf({ queue, settings }: IndexedQueue, brokersTarget: number | undefined): number {
  const initial = numberOf(queue.arguments['x-quorum-initial-group-size']);
  const target = numberOf(settings.get('target-group-size'));
  if (brokersTarget === undefined) return initial ?? target ?? DEFAULT_GROUP_SIZE;
  return Math.max(initial ?? DEFAULT_GROUP_SIZE, target ?? brokersTarget);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
