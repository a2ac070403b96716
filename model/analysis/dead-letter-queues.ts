import type { IndexedQueue, TopologyIndex } from './topology-index';
import { idOf } from '../topology/object-id';

/** The queues, by id, that dead letters of others reach. */
export function deadLetterQueues(index: TopologyIndex): ReadonlySet<string> {
  return new Set([...index.queues.values()].flatMap((queue) => [...deadLettersReach(index, queue)]));
}

/** The queues, by id, that dead letters of a queue reach, through bindings of exchanges with each other too. */
export function deadLettersReach(
  { bindingsFrom, exchanges }: TopologyIndex,
  { queue: { vhost }, settings }: IndexedQueue,
): ReadonlySet<string> {
  const found = new Set<string>();
  const exchange = settings.get('dead-letter-exchange');
  const key = settings.get('dead-letter-routing-key');
  if (exchange === '' && typeof key === 'string') found.add(idOf(vhost, key));
  const seen = new Set<string>();
  const follow = (name: string): void => {
    const id = idOf(vhost, name);
    if (seen.has(id)) return;
    seen.add(id);
    for (const { destination, destination_type } of bindingsFrom.get(id) ?? []) {
      if (destination_type === 'exchange') follow(destination);
      else found.add(idOf(vhost, destination));
    }
    const alternate = exchanges.get(id)?.alternate;
    if (alternate !== undefined) follow(alternate);
  };
  if (typeof exchange === 'string') follow(exchange);
  return found;
}
