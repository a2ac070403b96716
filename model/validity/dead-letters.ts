import { hazard, type Finding } from '../finding';
import { deadLetterGraph } from '../routing/dead-letter-graph';
import { expiryCycles } from '../routing/expiry-cycles';
import { queueSubject, type IndexedQueue, type TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';

/** Dead letters that are lost, or that come back. */
export function* judgeDeadLetters(index: TopologyIndex): Iterable<Finding> {
  const cyclic = expiryCycles(deadLetterGraph(index).router);
  for (const [id, indexed] of index.queues) {
    if (indexed.queue.imported === true) continue;
    yield* judgeStrategy(indexed);
    yield* judgeTarget(index, indexed);
    const cycle = cyclic.get(id);
    if (cycle !== undefined) {
      const message = `messages that expire come back to where they did, and are dropped: ${cycle.join(' → ')}`;
      const remedy = 'remove the TTL from one of these queues, or dead-letter elsewhere';
      yield hazard(queueSubject(indexed.queue), 'queue/dead-letter-cycle', message, remedy);
    }
  }
}

function* judgeStrategy({ queue, type, settings }: IndexedQueue): Iterable<Finding> {
  const subject = queueSubject(queue);
  const exchange = settings.get('dead-letter-exchange');
  if (settings.has('dead-letter-routing-key') && exchange === undefined) {
    const message = 'it has a dead-letter routing key but no dead-letter exchange: dead letters are dropped';
    yield hazard(subject, 'queue/routing-key-alone', message, 'set a dead-letter exchange');
  }
  if (type !== 'quorum' || settings.get('dead-letter-strategy') !== 'at-least-once') return;
  if (exchange === undefined) {
    const message = 'at-least-once dead-lettering requires a dead-letter exchange; without one it is disabled';
    yield hazard(subject, 'queue/at-least-once-exchange', message, 'set a dead-letter exchange');
  } else if (settings.get('overflow') !== 'reject-publish') {
    const message =
      "at-least-once dead-lettering requires overflow 'reject-publish'; without it the strategy is at-most-once";
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
