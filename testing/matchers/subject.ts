import type { IConstruct } from 'constructs';
import { topologyOf } from '../../constructs/declared/declaration';
import type { BrokerRef, ExchangeRef, QueueRef, UserRef, VhostRef } from '../../constructs/references';
import { indexTopology } from '../../model/analysis/topology-index';
import { Router } from '../../model/routing/router';
import type { Topology } from '../../model/topology/topology';

/** A queue, as a construct or by its name. */
export type QueueOrName = QueueRef | string;

/** An exchange, as a construct or by its name. */
export type ExchangeOrName = ExchangeRef | string;

/** All that the app declares on a broker, in whatever stack. */
export function topologyOn(broker: BrokerRef): Topology {
  return topologyOf(broker.node.root, broker);
}

/** Routes messages through all that the app declares on the broker of a virtual host. */
export function routerOf({ broker }: VhostRef): Router {
  return new Router(indexTopology(topologyOn(broker), broker.serverVersion));
}

export function queueName(queue: QueueOrName): string {
  return typeof queue === 'string' ? queue : queue.queueName;
}

export function exchangeName(exchange: ExchangeOrName): string {
  return typeof exchange === 'string' ? exchange : exchange.exchangeName;
}

export function isQueue(value: unknown): value is QueueRef {
  return isObject(value) && typeof value.queueName === 'string' && isObject(value.vhost);
}

export function isExchange(value: unknown): value is ExchangeRef {
  return isObject(value) && typeof value.exchangeName === 'string' && isObject(value.vhost);
}

export function isUser(value: unknown): value is UserRef {
  return isObject(value) && typeof value.userName === 'string' && isObject(value.broker);
}

export function isConstruct(value: unknown): value is IConstruct {
  return isObject(value) && isObject(value.node);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * What a matcher is asked of, when it is of the kind that the matcher is for.
 * @throws Error when it is something else: what the matcher takes, and what it got
 */
export function expectKind<T>(matcher: string, takes: string, isKind: (value: unknown) => value is T, got: unknown): T {
  if (isKind(got)) return got;
  const what = got === null ? 'null' : Array.isArray(got) ? 'a list' : isObject(got) ? 'another object' : typeof got;
  throw new Error(`${matcher} is for ${takes}, got ${what}; for example ${examples[matcher] ?? matcher}`);
}

const examples: Readonly<Record<string, string>> = {
  toRoute: `expect(events).toRoute('order.created', [billing])`,
  toDeadLetterTo: `expect(orders).toDeadLetterTo(deadLetters)`,
  toBeReachable: 'expect(orders).toBeReachable()',
  toGrantOnly: `expect(worker).toGrantOnly({ read: [orders] })`,
  toHaveEffectivePolicy: `expect(orders).toHaveEffectivePolicy({ 'max-length': 1000 })`,
  toPassRules: 'expect(stack).toPassRules(production)',
  toBeAcceptedBy: `expect(stack).toBeAcceptedBy('4.3')`,
};
