import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Arguments } from '../topology/topology';

/** What a client may try. */
export type Action =
  'publish' | 'consume' | 'get' | 'purge' | 'declare' | 'declare-passively' | 'delete' | 'bind' | 'unbind';

/** Something that a client tries over AMQP 0-9-1. */
export interface Attempt {
  readonly action: Action;
  /** The queue it is about, or the one that is bound; to declare the empty one is to let the server name it. */
  readonly queue?: string;
  /** The exchange it is about, or the source from which is bound; the default exchange is empty. */
  readonly exchange?: string;
  /** The exchange that is bound to `exchange`, instead of a queue. */
  readonly destination?: string;
  /**
   * The routing key.
   * @default ''
   */
  readonly key?: string;
  /**
   * The arguments of a declaration.
   * @default - none
   */
  readonly arguments?: Arguments;
}

/** A permission that must be there. */
export interface Need {
  /** `any`: one of the three is enough. */
  readonly permission: 'configure' | 'write' | 'read' | 'any';
  readonly kind: 'queue' | 'exchange' | 'topic';
  /** The queue's or exchange's name as permissions know it: the default exchange is `amq.default`. */
  readonly name: string;
  /** The routing key that the topic permission must allow, where `kind` is `topic`. */
  readonly routingKey?: string;
}

/** The objects that exist already, as far as they change what an attempt needs. */
export interface Existing {
  hasQueue(name: string): boolean;
  /** The type of an exchange, or undefined when there is none. */
  exchangeType(name: string): string | undefined;
}

/**
 * What an attempt needs, in the order in which the broker asks for it.
 * @param existing - what there is: a new object can need more than one that is only declared again
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export function needsOf(attempt: Attempt, existing: Existing, version: ServerVersion): readonly Need[] {
  const { action, queue, exchange, destination, key = '' } = attempt;
  const topic = (permission: 'write' | 'read'): readonly Need[] =>
    exchange !== undefined && existing.exchangeType(exchange) === 'topic'
      ? [{ permission, kind: 'topic', name: exchange, routingKey: key }]
      : [];
  switch (action) {
    case 'publish':
      return [...on('write', 'exchange', exchange), ...topic('write')];
    case 'consume':
      return isReplyTo(queue) ? [] : on('read', 'queue', queue);
    case 'get':
    case 'purge':
      return on('read', 'queue', queue);
    case 'delete':
      return object('configure', attempt);
    case 'declare':
      if (queue === '') return needsOf({ ...attempt, queue: SERVER_NAMED }, existing, version);
      return [...object('configure', attempt), ...declarationNeeds(attempt, existing)];
    case 'declare-passively':
      return passiveNeeds(attempt, version);
    case 'bind':
    case 'unbind':
      return [
        ...on('write', 'queue', queue),
        ...on('write', 'exchange', destination),
        ...on('read', 'exchange', exchange),
        ...topic('read'),
      ];
  }
}

/** What the server calls a queue that is declared without a name: `amq.gen-` and 22 characters, others each time. */
const SERVER_NAMED = 'amq.gen-JzTY20BRgKO-HjmUJj0wLg';

/** The queue from which a requester gets its replies without declaring one; anyone may. */
function isReplyTo(queue: string | undefined): boolean {
  return queue === 'amq.rabbitmq.reply-to';
}

/** Dead-lettering and alternate exchanges publish for whoever declares, so that one must be allowed to, once. */
function declarationNeeds({ queue, exchange, arguments: given = {} }: Attempt, existing: Existing): readonly Need[] {
  if (queue !== undefined) {
    const deadLetterExchange = given['x-dead-letter-exchange'];
    if (existing.hasQueue(queue) || typeof deadLetterExchange !== 'string') return [];
    return [...on('read', 'queue', queue), ...on('write', 'exchange', deadLetterExchange)];
  }
  const alternateExchange = given['alternate-exchange'];
  const isNew = exchange !== undefined && existing.exchangeType(exchange) === undefined;
  if (!isNew || typeof alternateExchange !== 'string') return [];
  return [...on('read', 'exchange', exchange), ...on('write', 'exchange', alternateExchange)];
}

/** Asking whether something exists was free, became as much as declaring it, and is now free to all who may use it. */
function passiveNeeds(attempt: Attempt, version: ServerVersion): readonly Need[] {
  if (isAtLeast(version, '4.2.7', '4.3.1')) return object('any', attempt);
  return isAtLeast(version, '4.2.6') ? object('configure', attempt) : [];
}

function object(permission: Need['permission'], { queue, exchange }: Attempt): readonly Need[] {
  return queue === undefined ? on(permission, 'exchange', exchange) : on(permission, 'queue', queue);
}

function on(permission: Need['permission'], kind: 'queue' | 'exchange', name: string | undefined): readonly Need[] {
  if (name === undefined) return [];
  return [{ permission, kind, name: kind === 'exchange' && name === '' ? 'amq.default' : name }];
}
