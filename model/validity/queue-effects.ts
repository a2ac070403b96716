import { queueSubject, type IndexedQueue, type TopologyIndex } from '../analysis/topology-index';
import { hazard, show, type Finding } from '../finding';
import { KHEPRI_FLAG } from '../server/feature-flags';
import { unheeded } from '../server/queue-setting';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import { idOf } from '../topology/object-id';

/** Settings that the broker takes, from arguments and policies together, and that do something else than they say. */
export function* judgeQueueEffects({ queues, bindingsToQueue, version }: TopologyIndex): Iterable<Finding> {
  for (const indexed of queues.values()) {
    if (indexed.queue.imported === true) continue;
    yield* judgeOne(indexed, version);
    const { vhost, name } = indexed.queue;
    if (bindingsToQueue.has(idOf(vhost, name))) yield* judgeBound(indexed, version);
  }
}

/**
 * A transient queue with a binding, whose deletion at a boot with Khepri looks for exchange types that are not registered yet:
 * the boot ends with `badarg` in `rabbit_registry:lookup_module`, and the next one works. Seen on 4.0.5, where Khepri is an
 * opt-in; Mnesia and later servers do not mind.
 * @see https://github.com/rabbitmq/rabbitmq-server/issues/13352
 */
function* judgeBound({ queue, type }: IndexedQueue, version: ServerVersion): Iterable<Finding> {
  if (type !== 'classic' || queue.durable || isAtLeast(version, '4.0.7')) return;
  const message = `it is transient and has a binding: before 4.0.7 a node with Khepri (feature flag '${KHEPRI_FLAG}') fails its next boot once`;
  const remedy = "set 'durable' to true, upgrade to 4.0.7 or later, or boot the node a second time";
  yield hazard(queueSubject(queue), 'queue/transient-bound', message, remedy);
}

function* judgeOne({ queue, type, settings }: IndexedQueue, version: ServerVersion): Iterable<Finding> {
  if (type === undefined) return;
  const subject = queueSubject(queue);
  for (const [key, value] of settings) {
    const does = unheeded(key, value, type, version);
    if (does === undefined) continue;
    const message = `its '${key}' is ${show(value)}, and a ${type} queue ${does}`;
    yield hazard(subject, `queue/${key}-of-other-type`, message, 'use a value that it supports');
  }
  const limit = settings.get('delivery-limit');
  // Its members compare the limit as it is set with the one that they keep, which has no negative numbers.
  if (type === 'quorum' && typeof limit === 'number' && limit < 0 && !isAtLeast(version, '4.1.5')) {
    const message = `its 'delivery-limit' is ${limit}: before 4.1.5 its Raft log grows for ever with that, even unused`;
    yield hazard(subject, 'queue/delivery-limit-grows-log', message, 'set a limit that no message reaches');
  }
}
