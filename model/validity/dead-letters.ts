import { hazard, type Finding } from '../finding';
import { idOf, queueSubject, type IndexedQueue, type TopologyIndex } from '../analysis/topology-index';

/** Dead letters that are lost, or that go round for ever. */
export function* judgeDeadLetters(index: TopologyIndex): Iterable<Finding> {
  const cyclic = cyclesWithoutExit(index);
  for (const [id, indexed] of index.queues) {
    if (indexed.queue.imported === true) continue;
    yield* judgeStrategy(indexed);
    yield* judgeTarget(index, indexed);
    const cycle = cyclic.get(id);
    if (cycle !== undefined) {
      const message = `messages that expire go round for ever: ${cycle.join(' → ')}`;
      const remedy = 'let one of these queues keep its messages, or dead-letter elsewhere';
      yield hazard(queueSubject(indexed.queue), 'queue/dead-letter-cycle', message, remedy);
    }
  }
}

function* judgeStrategy({ queue, type, settings }: IndexedQueue): Iterable<Finding> {
  const subject = queueSubject(queue);
  const exchange = settings.get('dead-letter-exchange');
  if (settings.has('dead-letter-routing-key') && exchange === undefined) {
    const message = 'it has a dead-letter routing key and no dead-letter exchange: dead letters are dropped';
    yield hazard(subject, 'queue/routing-key-alone', message, 'set a dead-letter exchange');
  }
  if (type !== 'quorum' || settings.get('dead-letter-strategy') !== 'at-least-once') return;
  if (exchange === undefined) {
    const message = 'at-least-once dead-lettering without a dead-letter exchange is off';
    yield hazard(subject, 'queue/at-least-once-exchange', message, 'set a dead-letter exchange');
  } else if (settings.get('overflow') !== 'reject-publish') {
    const message = "at-least-once dead-lettering without the overflow 'reject-publish' is at-most-once";
    yield hazard(subject, 'queue/at-least-once-overflow', message, "set 'overflow' to 'reject-publish'");
  }
}

/** A dead-letter exchange that is there and passes dead letters on to nothing. */
function* judgeTarget(index: TopologyIndex, { queue, settings }: IndexedQueue): Iterable<Finding> {
  const exchange = settings.get('dead-letter-exchange');
  const key = settings.get('dead-letter-routing-key');
  const subject = queueSubject(queue);
  if (exchange === '') {
    if (typeof key === 'string' && !index.queues.has(idOf(queue.vhost, key))) {
      const message = `dead letters go to the queue '${key}', which is not declared`;
      yield hazard(subject, 'queue/dead-letter-queue-missing', message, 'declare it');
    }
    return;
  }
  if (typeof exchange !== 'string' || typeof key !== 'string') return;
  const id = idOf(queue.vhost, exchange);
  const target = index.exchanges.get(id);
  if (target?.exchange.type !== 'direct' || target.alternate !== undefined) return;
  const bindings = index.bindingsFrom.get(id) ?? [];
  if (bindings.length === 0 || bindings.some(({ routing_key }) => routing_key === key)) return;
  const message = `dead letters go to the exchange '${exchange}' with the key '${key}', for which it has no binding`;
  yield hazard(subject, 'queue/dead-letter-unroutable', message, `bind a queue to '${exchange}' with the key '${key}'`);
}

/**
 * Cycles of queues that each pass on, after a time, all that nobody consumes. The broker breaks cycles of expiry alone
 * by dropping the message, and only if no other reason comes between.
 */
function cyclesWithoutExit(index: TopologyIndex): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string>();
  for (const [id, { queue, settings }] of index.queues) {
    if (!settings.has('message-ttl')) continue;
    const [only, ...others] = targetsOf(index, queue.vhost, settings);
    if (only !== undefined && others.length === 0) next.set(id, only);
  }
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const start of next.keys()) {
    const path: string[] = [];
    for (let at: string | undefined = start; at !== undefined && !seen.has(at); at = next.get(at)) {
      seen.add(at);
      path.push(at);
      const then = next.get(at);
      const from = then === undefined ? -1 : path.indexOf(then);
      if (from === -1 || then === undefined) continue;
      const names = [...path.slice(from), then].map((id) => index.queues.get(id)?.queue.name ?? id);
      found.set(then, names);
    }
  }
  return found;
}

/** The queues that dead letters reach, as far as that is certain. */
function targetsOf(index: TopologyIndex, vhost: string, settings: IndexedQueue['settings']): readonly string[] {
  const exchange = settings.get('dead-letter-exchange');
  const key = settings.get('dead-letter-routing-key');
  if (typeof exchange !== 'string') return [];
  if (exchange === '') return typeof key === 'string' && index.queues.has(idOf(vhost, key)) ? [idOf(vhost, key)] : [];
  const type = index.exchanges.get(idOf(vhost, exchange))?.exchange.type;
  const bindings = index.bindingsFrom.get(idOf(vhost, exchange)) ?? [];
  const taken = bindings.filter(
    ({ routing_key, destination_type }) =>
      destination_type === 'queue' && (type === 'fanout' || (type === 'direct' && routing_key === key)),
  );
  return [...new Set(taken.map(({ destination }) => idOf(vhost, destination)))];
}
