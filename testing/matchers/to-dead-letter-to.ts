import { idOf } from '../../model/topology/object-id';
import { deadLetter, possibleDeaths } from '../../model/routing/dead-letters';
import { describeDeadLetter, describeRoute } from '../../model/routing/describe';
import { anyMessage, publishedMessage, type DeathReason } from '../../model/routing/message';
import type { QueueRef } from '../../constructs/references';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isQueue, queueName, routerOf, type QueueOrName } from './subject';

/** Which dead letters are meant. */
export interface DeadLetterOptions {
  /**
   * Why the queue gives the message up.
   * @default - every reason that its settings make possible
   */
  readonly reason?: DeathReason;
  /**
   * The routing key of the message, where the queue keeps it for its dead letters.
   * @default - unknown: the way must be the same for every key
   */
  readonly key?: string;
}

/**
 * Whether what a queue dead-letters comes to another queue, for certain, by the queue's effective settings. Behind `.not`:
 * that it never does.
 * @param received - the queue that gives messages up
 * @param target - the queue that gets them
 */
export function toDeadLetterTo(
  this: MatcherContext,
  received: unknown,
  target: QueueOrName,
  { reason, key }: DeadLetterOptions = {},
): MatcherResult {
  const queue = expectKind<QueueRef>('toDeadLetterTo', 'a queue', isQueue, received);
  const router = routerOf(queue.vhost);
  const { vhostName } = queue.vhost;
  const indexed = router.index.queues.get(idOf(vhostName, queue.queueName));
  const possible = indexed === undefined ? [] : possibleDeaths(indexed);
  const reasons = reason === undefined ? possible : possible.filter((one) => one === reason);
  const message = key === undefined ? anyMessage : publishedMessage('', key);
  const steps = reasons.map((one) => deadLetter(router, vhostName, queue.queueName, message, one));
  const name = queueName(target);
  const isMet = this.isNot
    ? steps.every(({ route }) => !route.queues.includes(name))
    : steps.length > 0 && steps.every(({ route }) => route.certain.includes(name));
  return result(this, isMet, () => [
    `what queue '${queue.queueName}' dead-letters must ${this.isNot ? 'not ' : ''}come to queue '${name}'`,
    ...(steps.length > 0
      ? []
      : [`  its settings never dead-letter a message${reason === undefined ? '' : ` as ${reason}`}`]),
    ...steps.flatMap((step) => [
      describeDeadLetter(step),
      ...(step.exchange === undefined ? [] : describeRoute(step.route).map((line) => `  ${line}`)),
    ]),
  ]);
}
