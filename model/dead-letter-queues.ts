import { idOf, type TopologyIndex } from './topology-index';

/** The queues, by id, that dead letters of others reach without a detour by another exchange. */
export function deadLetterQueues({ queues, bindingsFrom }: TopologyIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { queue, settings } of queues.values()) {
    const exchange = settings.get('dead-letter-exchange');
    const key = settings.get('dead-letter-routing-key');
    if (exchange === '' && typeof key === 'string') found.add(idOf(queue.vhost, key));
    if (typeof exchange !== 'string') continue;
    for (const binding of bindingsFrom.get(idOf(queue.vhost, exchange)) ?? []) {
      if (binding.destination_type === 'queue') found.add(idOf(binding.vhost, binding.destination));
    }
  }
  return found;
}
