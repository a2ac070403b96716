import { idOf } from '../topology/object-id';
import { deadLetter } from './dead-letters';
import type { Message } from './message';
import type { Router } from './router';

/** A queue, and what is known of a message that comes there. */
interface Place {
  readonly id: string;
  readonly vhost: string;
  readonly queue: string;
  readonly message: Message;
}

/**
 * Cycles of queues that each pass on, after a time, all that nobody consumes, and to one queue alone: the broker drops a message
 * that so comes back by itself. Only what is certain for every message counts: of its key what a queue sets, and of its headers
 * nothing.
 * @returns by the id of a queue, the names from that queue on to itself; each cycle once
 */
export function expiryCycles(router: Router): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const told = new Set<string>();
  for (const [id, { queue }] of router.index.queues) {
    const path: Place[] = [];
    const start: Place = { id, vhost: queue.vhost, queue: queue.name, message: { deaths: [] } };
    for (let at: Place | undefined = start; at !== undefined; at = nextOf(router, at)) {
      const from = path.findIndex((before) => before.id === at?.id);
      if (from !== -1) {
        const cycle = path.slice(from);
        if (!cycle.some((before) => told.has(before.id)))
          found.set(
            at.id,
            [...cycle, at].map(({ queue: name }) => name),
          );
        for (const before of cycle) told.add(before.id);
        break;
      }
      const place = JSON.stringify([at.id, at.message.keys]);
      if (seen.has(place)) break;
      seen.add(place);
      path.push(at);
    }
  }
  return found;
}

/** Where all goes that expires there. */
function nextOf(router: Router, { id, vhost, queue, message }: Place): Place | undefined {
  const { settings } = router.index.queues.get(id) ?? {};
  if (settings?.has('message-ttl') !== true || !settings.has('dead-letter-exchange')) return undefined;
  // Rejected, because of a message that expires the broker leaves out what would be a cycle.
  const { route, message: after } = deadLetter(router, vhost, queue, message, 'rejected');
  const [only, ...others] = route.queues;
  if (only === undefined || others.length > 0 || route.certain.length === 0) return undefined;
  return { id: idOf(vhost, only), vhost, queue: only, message: { keys: after.keys, deaths: [] } };
}
