import { queueSubject, type IndexedQueue, type TopologyIndex } from '../analysis/topology-index';
import { hazard, show, type Finding } from '../finding';
import { unheeded } from '../server/queue-setting';
import { isAtLeast, type ServerVersion } from '../server/server-version';

/** Settings that the broker takes, from arguments and policies together, and that do something else than they say. */
export function* judgeQueueEffects({ queues, version }: TopologyIndex): Iterable<Finding> {
  for (const indexed of queues.values()) {
    if (indexed.queue.imported !== true) yield* judgeOne(indexed, version);
  }
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
