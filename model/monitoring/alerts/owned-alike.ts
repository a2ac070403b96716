import { groupBy } from '../../group-by';
import { idOf } from '../../topology/object-id';
import type { QueueDefinition } from '../../topology/topology';
import type { MonitoredQueue } from '../monitored';

/** Queues of one virtual host whose alerts have the same labels of their owner. */
export interface OwnedAlike {
  readonly vhost: string;
  readonly names: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Queues by their virtual host and owner.
 * @param how - how each is monitored
 */
export function ownedAlike(
  queues: readonly QueueDefinition[],
  how: (queue: QueueDefinition) => MonitoredQueue,
): readonly OwnedAlike[] {
  const owned = queues.map((queue) => ({ queue, labels: how(queue).labels }));
  const keyOf = ({ queue, labels }: (typeof owned)[number]) =>
    idOf(queue.vhost, JSON.stringify(Object.entries(labels).sort()));
  return [...groupBy(owned, keyOf).values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    return [{ vhost: first.queue.vhost, names: some.map(({ queue }) => queue.name).sort(), labels: first.labels }];
  });
}
