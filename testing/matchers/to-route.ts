import { checkCall } from '../../model/props/check-call';
import { describeRoute } from '../../model/routing/describe';
import { publishedMessage } from '../../model/routing/message';
import { why } from '../../model/routing/why';
import type { Arguments } from '../../model/topology/topology';
import type { ExchangeRef } from '../../constructs/references';
import { listed, result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isExchange, queueName, routerOf, type QueueOrName } from './subject';

/** What a message has beside its routing key. */
export interface MessageOptions {
  /**
   * Its headers: those that headers exchanges compare; `CC` and `BCC` are lists of more routing keys.
   * @default - none
   */
  readonly headers?: Arguments;
}

/**
 * Whether a message that is published to an exchange comes to exactly these queues, through every binding, exchange and
 * alternate exchange that the app declares. Behind `.not`: that it comes to none of them; and to some queue, when the list is empty.
 * @param received - the exchange
 * @param key - the routing key
 * @param queues - the queues that get it, in any order, or the one
 */
export function toRoute(
  this: MatcherContext,
  received: unknown,
  key: string,
  queues: QueueOrName | readonly QueueOrName[],
  options: MessageOptions = {},
): MatcherResult {
  checkCall('toRoute', [received, key, queues, options]);
  const { headers = {} } = options;
  const exchange = expectKind<ExchangeRef>('toRoute', 'an exchange', isExchange, received);
  const router = routerOf(exchange.vhost);
  const { vhostName } = exchange.vhost;
  const message = publishedMessage(exchange.exchangeName, key, headers);
  const route = router.publish(vhostName, message);
  const wanted = [...new Set((isList(queues) ? queues : [queues]).map(queueName))].sort();
  const missing = wanted.filter((queue) => !route.certain.includes(queue));
  const others = route.queues.filter((queue) => !wanted.includes(queue));
  const unwanted = wanted.filter((queue) => route.queues.includes(queue));
  const isMet = this.isNot
    ? wanted.length === 0
      ? route.certain.length > 0
      : unwanted.length === 0
    : missing.length + others.length === 0;
  return result(this, isMet, () => [
    `the message '${key}' to exchange '${exchange.exchangeName}' must come to ${demand(this.isNot === true, wanted)}`,
    ...(this.isNot === true ? [] : missing).flatMap((queue) => [
      `  it does not come to '${queue}'${route.queues.includes(queue) ? ' whatever is chosen' : ''}:`,
      ...why(router, vhostName, message, queue).because.map((line) => `    ${line}`),
    ]),
    ...(this.isNot === true || others.length === 0
      ? []
      : [`  it ${wanted.length === 0 ? '' : 'also '}comes to ${listed(others)}`]),
    'its way:',
    ...describeRoute(route).map((line) => `  ${line}`),
  ]);
}

function demand(isNot: boolean, wanted: readonly string[]): string {
  if (wanted.length === 0) return isNot ? 'a queue' : 'no queue';
  return isNot ? `none of ${listed(wanted)}` : `exactly ${listed(wanted)}`;
}

function isList(queues: QueueOrName | readonly QueueOrName[]): queues is readonly QueueOrName[] {
  return Array.isArray(queues);
}
