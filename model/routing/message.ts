import type { Arguments, Json } from '../topology/topology';

/** A message as exchanges see it. What is not known of it, as of what may be published some day, is absent. */
export interface Message {
  /** The exchange to which it was published, or dead-lettered, last. */
  readonly exchange?: string;
  /** Its routing keys: that of the publisher, then those of its headers `CC` and `BCC`. */
  readonly keys?: readonly string[];
  readonly headers?: Arguments;
  /** The queues that dead-lettered it and why, the latest first: each pair once. */
  readonly deaths: readonly Death[];
}

/** That a queue dead-lettered a message. */
export interface Death {
  readonly queue: string;
  readonly reason: DeathReason;
}

/**
 * Why a queue dead-letters a message, in the broker's words (header `x-first-death-reason`): a consumer rejects it, its time
 * to live ends, the queue is too long, or it was delivered too often.
 * @see https://www.rabbitmq.com/docs/dlx
 */
export type DeathReason = (typeof deathReasons)[number];

/** All reasons for which queues dead-letter. */
export const deathReasons = ['rejected', 'expired', 'maxlen', 'delivery_limit'] as const;

/** A message of which nothing is known. */
export const anyMessage: Message = { deaths: [] };

/** A message that comes to an exchange. */
export interface SentMessage extends Message {
  readonly exchange: string;
}

/**
 * A message that is published.
 * @param exchange - `''` is the default exchange, which reaches every queue by its name
 * @param key - its routing key
 * @param headers - the lists `CC` and `BCC` among them hold more routing keys
 * @see https://www.rabbitmq.com/docs/sender-selected
 */
export function publishedMessage(exchange: string, key: string, headers: Arguments = {}): SentMessage {
  const others = routingHeaders.flatMap((name) => keysOf(headers[name]));
  return { exchange, keys: others.length === 0 ? [key] : [key, ...others], headers, deaths: [] };
}

/** The headers `CC` and `BCC` of a message that are no lists: the broker refuses such a message with 406. */
export function wrongRoutingHeaders(headers: Arguments): readonly string[] {
  return routingHeaders.filter((name) => headers[name] !== undefined && !Array.isArray(headers[name]));
}

const routingHeaders = ['CC', 'BCC'] as const;

/** What of the list is no string, is passed over. */
function keysOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((key): key is string => typeof key === 'string') : [];
}
