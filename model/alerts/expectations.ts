import { permissionsOf } from '../can';
import { queueTypeOf } from '../queue-type';
import { idOf, indexTopology, type IndexedQueue, type TopologyIndex } from '../topology-index';
import type { QueueDefinition } from '../topology';
import type { WatchedBroker } from './alert';

/** What a declared topology lets one expect of its queues at run time. */
export interface Expectations {
  /** The queues that dead letters end in, through an exchange made for them. */
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
  const { topology, serverVersion, nodeCount } = broker;
  const index = indexTopology(topology, serverVersion);
  const indexed = [...index.queues.values()];
  const targets = deadLetterTargets(index);
  const waiting = new Set(indexed.filter(isWaitingRoom).map(({ queue }) => queue));
  const may = permissionsOf(topology, serverVersion);
  const users = topology.users.filter(({ tags }) => tags.length === 0);
  const isConsumed = (queue: QueueDefinition) =>
    users.some(({ name }) => may(name, queue.vhost, { action: 'consume', queue: queue.name }).allowed === true);
  const isStream = (queue: QueueDefinition) => queueTypeOf(queue, index.vhosts.get(queue.vhost)) === 'stream';
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
      .map((queue) => ({ queue: queue.queue, groupSize: Math.min(groupSizeOf(queue), nodeCount) })),
  };
}

/** Follows the bindings of every dead letter exchange; the default exchange is used to send a message back to work. */
function deadLetterTargets(index: TopologyIndex): ReadonlySet<QueueDefinition> {
  const targets = new Set<QueueDefinition>();
  const seen = new Set<string>();
  const follow = (vhost: string, exchange: string): void => {
    const id = idOf(vhost, exchange);
    if (seen.has(id)) return;
    seen.add(id);
    for (const { destination, destination_type } of index.bindingsFrom.get(id) ?? []) {
      const queue = index.queues.get(idOf(vhost, destination))?.queue;
      if (destination_type === 'exchange') follow(vhost, destination);
      else if (queue !== undefined) targets.add(queue);
    }
  };
  for (const { queue, settings } of index.queues.values()) {
    const exchange = settings.get('dead-letter-exchange');
    if (typeof exchange === 'string' && exchange !== '') follow(queue.vhost, exchange);
  }
  return targets;
}

/** Its messages expire into the default exchange, that is, into a queue by name. */
function isWaitingRoom({ settings }: IndexedQueue): boolean {
  return settings.has('message-ttl') && settings.get('dead-letter-exchange') === '';
}

/** A stream's limits cut off what is old, which is no fault. */
function limitedQueue({ queue, settings }: IndexedQueue, isStream: boolean): LimitedQueue | undefined {
  const maxLength = numberOf(settings.get('max-length'));
  const maxLengthBytes = numberOf(settings.get('max-length-bytes'));
  if (isStream || (maxLength === undefined && maxLengthBytes === undefined)) return undefined;
  return { queue, maxLength, maxLengthBytes };
}

function groupSizeOf({ queue, settings }: IndexedQueue): number {
  const declared = numberOf(queue.arguments['x-quorum-initial-group-size']);
  return declared ?? numberOf(settings.get('target-group-size')) ?? DEFAULT_GROUP_SIZE;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
