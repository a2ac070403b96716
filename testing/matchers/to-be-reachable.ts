import { checkCall } from '../../model/props/check-call';
import { deadLetter, possibleDeaths } from '../../model/routing/dead-letters';
import { anyMessage } from '../../model/routing/message';
import type { Router } from '../../model/routing/router';
import { idOf } from '../../model/topology/object-id';
import type { QueueRef } from '../../constructs/references';
import { listed, result, type MatcherContext, type MatcherResult } from './matcher';
import { exchangeName, expectKind, isQueue, routerOf, type ExchangeOrName } from './subject';

/** From where a queue is to be reached. */
export interface ReachableOptions {
  /**
   * The exchange to which messages are published.
   * @default - any that is declared; the default exchange, which reaches every queue by its name, does not count
   */
  readonly from?: ExchangeOrName;
}

/**
 * Whether some message that is published to an exchange can come to a queue: by bindings, alternate exchanges, and dead letters
 * of other queues.
 * @param received - the queue
 */
export function toBeReachable(this: MatcherContext, received: unknown, options: ReachableOptions = {}): MatcherResult {
  checkCall('toBeReachable', [received, options]);
  const { from } = options;
  const queue = expectKind<QueueRef>('toBeReachable', 'a queue', isQueue, received);
  const router = routerOf(queue.vhost);
  const { vhostName } = queue.vhost;
  const declared = [...router.index.exchanges.values()]
    .filter(({ exchange }) => exchange.vhost === vhostName && !exchange.internal)
    .map(({ exchange }) => exchange.name);
  const sources = from === undefined ? declared : [exchangeName(from)];
  const reaching = sources.filter((source) => reach(router, vhostName, source).has(queue.queueName));
  return result(this, this.isNot ? reaching.length === 0 : reaching.length > 0, () => {
    const bound = router.index.bindingsToQueue.get(idOf(vhostName, queue.queueName)) ?? [];
    return this.isNot
      ? [`queue '${queue.queueName}' must not be reachable, but is from ${listed(reaching)}`]
      : [
          `queue '${queue.queueName}' must be reachable from ${from === undefined ? 'an exchange' : listed(sources)}`,
          bound.length === 0
            ? '  no binding leads to it'
            : `  it is bound to ${listed([...new Set(bound.map(({ source }) => source))])}, which no message to ${from === undefined ? 'another exchange' : listed(sources)} reaches`,
        ];
  });
}

/** All queues that a message may come to, whatever it is, and whatever becomes of it there. */
function reach(router: Router, vhost: string, exchange: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const work = [...(router.pass(vhost, { ...anyMessage, exchange })?.queues ?? [])];
  for (let name = work.shift(); name !== undefined; name = work.shift()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const queue = router.index.queues.get(idOf(vhost, name));
    for (const reason of queue === undefined ? [] : possibleDeaths(queue)) {
      work.push(...deadLetter(router, vhost, name, anyMessage, reason).route.queues);
    }
  }
  return reached;
}
