import { checkCall } from '../../model/props/check-call';
import { idOf } from '../../model/topology/object-id';
import { groupBy } from '../../model/group-by';
import { deadLetter, possibleDeaths, type DeadLettering } from '../../model/routing/dead-letters';
import { describeDeadLetter, describeHop } from '../../model/routing/describe';
import { anyMessage, publishedMessage, type DeathReason } from '../../model/routing/message';
import type { Router } from '../../model/routing/router';
import { whyNot } from '../../model/routing/why';
import type { QueueRef } from '../../constructs/references';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isQueue, queueName, routerOf, type QueueOrName } from './subject';

/** Which dead letters are meant. */
export interface DeadLetterOptions {
  /**
   * Why the queue gives the message up; `expired` also where only the message brings a time to live.
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
  options: DeadLetterOptions = {},
): MatcherResult {
  checkCall('toDeadLetterTo', [received, target, options]);
  const { reason, key } = options;
  const queue = expectKind<QueueRef>('toDeadLetterTo', 'a queue', isQueue, received);
  const router = routerOf(queue.vhost);
  const { vhostName } = queue.vhost;
  const indexed = router.index.queues.get(idOf(vhostName, queue.queueName));
  const possible = indexed === undefined ? [] : possibleDeaths(indexed);
  const reasons = reason === undefined ? possible : possible.length > 0 && mayDie(reason, possible) ? [reason] : [];
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
    ...alike(steps).flatMap(({ step, reasons: all }) => [
      `  ${describeDeadLetter(step, all)}`,
      ...step.route.path.map((hop) => `    ${describeHop(hop)}`),
      ...(this.isNot ? [] : obstacles(router, vhostName, step, name).map((line) => `    ${line}`)),
    ]),
  ]);
}

/** Any message may bring a time to live of its own. */
function mayDie(reason: DeathReason, possible: readonly DeathReason[]): boolean {
  return reason === 'expired' || possible.includes(reason);
}

/** The steps that go one way, with the reasons of all of them. */
function alike(steps: readonly DeadLettering[]) {
  const ways = groupBy(steps, ({ exchange, keys, route, cyclic }) => JSON.stringify([exchange, keys, route, cyclic]));
  return [...ways.values()].flatMap((group) => {
    const [step] = group;
    return step === undefined ? [] : [{ step, reasons: group.map(({ from }) => from.reason) }];
  });
}

/** Why a dead letter does not come to a queue, or not for certain. */
function obstacles(router: Router, vhost: string, { exchange, keys, route, message }: DeadLettering, queue: string) {
  if (exchange === undefined || route.certain.includes(queue)) return [];
  if (keys === undefined && router.exchange(vhost, exchange)?.type !== 'headers')
    return [`it keeps the routing key of the message, which is not known here: give 'key'`];
  if (route.queues.includes(queue)) return [];
  return whyNot(router, vhost, { ...message, exchange }, queue).because;
}
