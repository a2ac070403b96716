import type { Arguments, BindingDefinition, ExchangeDefinition } from '../topology/topology';
import { matchHeaders } from './headers-match';
import type { Message } from './message';
import type { Hop } from './route';
import { TopicTrie } from './topic-trie';
import { ownValue } from '../own-value';

/** What an exchange's own bindings do with a message. */
export interface Taken {
  readonly hops: readonly Hop[];
  /** Whether the exchange chooses one of them. */
  readonly choice: boolean;
  /** Whether it may choose none, although there are some. */
  readonly mayBeNone: boolean;
  /** Whether its alternate exchange gets the message all the same. */
  readonly alternateToo?: boolean;
  readonly remark?: string;
}

/** Finds the bindings of one exchange that take a message. */
export type FindBindings = (message: Message) => Taken;

/**
 * The bindings of an exchange, made ready for many messages.
 * @param bindings - those whose source it is
 * @see https://www.rabbitmq.com/docs/exchanges
 */
export function exchangeBindings(
  exchange: Pick<ExchangeDefinition, 'name' | 'type' | 'arguments'>,
  bindings: readonly BindingDefinition[],
): FindBindings {
  const links = bindings.map((binding) => newLink(exchange.name, binding));
  const find = ownValue(findersByType, exchange.type);
  return (find ?? ofUnknownType)(links, exchange);
}

/** A binding with its step, which is the same for each message that it takes for certain. */
interface Link {
  readonly binding: BindingDefinition;
  readonly hop: Hop;
}

function newLink(from: string, binding: BindingDefinition): Link {
  const to = { kind: binding.destination_type, name: binding.destination };
  return { binding, hop: { from, to, by: 'binding', binding, certainty: 'certain' } };
}

const none: Taken = { hops: [], choice: false, mayBeNone: false };

type Finder = (links: readonly Link[], exchange: Pick<ExchangeDefinition, 'name' | 'arguments'>) => FindBindings;

const findersByType: Readonly<Record<string, Finder>> = {
  direct: byKey,
  topic: byTopic,
  fanout: (links) => all(links),
  // It also keeps the last messages for queues that are bound later.
  'x-recent-history': (links) => all(links),
  headers: byHeaders,
  'x-consistent-hash': (links) => one(links),
  'x-modulus-hash': (links) => one(links),
  'x-random': (links) => one(links),
  'x-local-random': localRandom,
  'x-delayed-message': delayed,
  'x-jms-topic': bySelector,
};

function all(links: readonly Link[]): FindBindings {
  const taken = certainly(links);
  return () => taken;
}

/** One destination, however often it is bound. */
function one(links: readonly Link[]): FindBindings {
  const targets = new Map(links.map(({ hop }) => [`${hop.to.kind} ${hop.to.name}`, hop]));
  const taken =
    targets.size < 2
      ? certainly(links)
      : { hops: links.map(({ hop }) => as('chosen', hop)), choice: true, mayBeNone: false };
  return () => taken;
}

/** It chooses of the queues whose leader is on the node that the publisher is connected to. */
function localRandom(links: readonly Link[]): FindBindings {
  const bound = links.filter(({ binding }) => binding.routing_key === '');
  const taken: Taken = {
    hops: bound.map(({ hop }) => as('chosen', hop)),
    choice: true,
    mayBeNone: bound.length > 0,
    ...(bound.length === 0 ? {} : { remark: `it reaches a queue only on the node that the publisher is connected to` }),
  };
  return () => taken;
}

function byKey(links: readonly Link[]): FindBindings {
  const byRoutingKey = new Map<string, Link[]>();
  for (const link of links) {
    const found = byRoutingKey.get(link.binding.routing_key);
    if (found === undefined) byRoutingKey.set(link.binding.routing_key, [link]);
    else found.push(link);
  }
  const ready = new Map([...byRoutingKey].map(([key, found]) => [key, certainly(found)]));
  return ({ keys }) => {
    if (keys === undefined) return possibly(links);
    const [key, ...others] = keys;
    if (key !== undefined && others.length === 0) return ready.get(key) ?? none;
    return certainly([...new Set(keys)].flatMap((other) => byRoutingKey.get(other) ?? []));
  };
}

function byTopic(links: readonly Link[]): FindBindings {
  const trie = new TopicTrie<Link>();
  for (const link of links) trie.add(link.binding.routing_key, link);
  return ({ keys }) => {
    if (keys === undefined) return someCertain(links, ({ routing_key: key }) => /^#(\.#)*$/.test(key));
    const [key, ...others] = keys;
    if (key !== undefined && others.length === 0) return certainly(trie.find(key));
    return certainly([...new Set(keys.flatMap((other) => trie.find(other)))]);
  };
}

function byHeaders(links: readonly Link[]): FindBindings {
  return ({ headers }) => {
    const hops = links.flatMap(({ binding, hop }) => {
      const verdict = matchHeaders(binding.arguments, headers);
      return verdict === 'no' ? [] : [verdict === 'yes' ? hop : as('unknown', hop)];
    });
    return hops.length === 0 ? none : { hops, choice: false, mayBeNone: false };
  };
}

/**
 * Each binding has a JMS selector, which is about headers; the routing key is not looked at.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbitmq_jms_topic_exchange/src/rabbit_jms_topic_exchange.erl
 */
function bySelector(links: readonly Link[]): FindBindings {
  const remark = 'its bindings take messages by JMS selectors, which are not evaluated';
  const taken = links.length === 0 ? none : { ...possibly(links), mayBeNone: true, remark };
  return () => taken;
}

/**
 * It routes as an exchange of another type, at once or, where the header `x-delay` says so, later: until then it has nothing
 * for the message, which so goes to the alternate exchange, too.
 * @see https://github.com/rabbitmq/rabbitmq-delayed-message-exchange
 */
function delayed(links: readonly Link[], { name, arguments: args }: Parameters<Finder>[1]): FindBindings {
  const type = args['x-delayed-type'];
  const find = findersByType[typeof type === 'string' ? type : ''];
  if (find === undefined || type === 'x-delayed-message') return ofUnknownType(links, { type: String(type) });
  const own = find(links, { name, arguments: args });
  return (message) => {
    const taken = own(message);
    const delay = delayOf(message.headers);
    if (delay === 0) return taken;
    return { ...taken, alternateToo: true, remark: `it holds the message back by 'x-delay', and then routes it` };
  };
}

/** In milliseconds; a negative one is as none. */
function delayOf(headers: Arguments | undefined): number {
  const delay = headers?.['x-delay'];
  return typeof delay === 'number' && delay > 0 ? delay : 0;
}

function ofUnknownType(links: readonly Link[], { type }: Pick<ExchangeDefinition, 'type'>): FindBindings {
  const remark = `what an exchange of type '${type}' does with a message is not known`;
  const taken = { ...possibly(links), mayBeNone: true, remark };
  return () => taken;
}

function certainly(links: readonly Link[]): Taken {
  return links.length === 0 ? none : { hops: links.map(({ hop }) => hop), choice: false, mayBeNone: false };
}

function possibly(links: readonly Link[]): Taken {
  return someCertain(links, () => false);
}

function someCertain(links: readonly Link[], isCertain: (binding: BindingDefinition) => boolean): Taken {
  const hops = links.map(({ binding, hop }) => (isCertain(binding) ? hop : as('unknown', hop)));
  return { hops, choice: false, mayBeNone: false };
}

function as(certainty: Hop['certainty'], hop: Hop): Hop {
  return { ...hop, certainty };
}
