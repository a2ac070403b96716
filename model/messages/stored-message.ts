import { isObject } from '../json/is-object';

/** A message as a line of a file holds it. */
export interface StoredMessage {
  /** Where it was published to; a copy that is sent back reaches its queue by the default exchange. */
  readonly exchange: string;
  readonly routingKey: string;
  /** The properties of AMQP 0-9-1 that it has, by the names of amqplib. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

/** The line of a message, without its end: properties and headers as JSON, what is binary in base64. */
export function messageLine({ exchange, routingKey, properties, headers, body }: StoredMessage): string {
  return JSON.stringify({
    exchange,
    routingKey,
    properties,
    headers: toJson(headers),
    body: Buffer.from(body).toString('base64'),
  });
}

/**
 * Reads the line of a message.
 * @throws TypeError when it is none
 */
export function readMessageLine(line: string): StoredMessage {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    throw new TypeError('it is no JSON');
  }
  if (!isObject(read)) throw new TypeError('it is no object');
  const { exchange, routingKey, properties, headers, body } = read;
  if (typeof exchange !== 'string' || typeof routingKey !== 'string' || typeof body !== 'string')
    throw new TypeError("'exchange', 'routingKey' or 'body' is missing");
  if (!isObject(properties) || !isObject(headers)) throw new TypeError("'properties' or 'headers' is missing");
  return {
    exchange,
    routingKey,
    properties,
    headers: fromJson(headers) as StoredMessage['headers'],
    body: Buffer.from(body, 'base64'),
  };
}

/** What a server adds to a message of a queue, and what would send a copy to other queues than its own. */
const LEFT_OUT = ['x-delivery-count', 'x-acquired-count', 'x-stream-offset', 'CC'];

/**
 * What of a message is published when it is sent back. The user's name goes, since a broker refuses that of another user.
 * @param username - who sends it
 */
export function sentBack({ properties, headers }: StoredMessage, username: string): Record<string, unknown> {
  const { userId, ...others } = properties;
  const kept = Object.entries(headers).filter(([name]) => !LEFT_OUT.includes(name));
  return {
    ...others,
    ...(userId === username ? { userId } : {}),
    headers: Object.fromEntries(kept),
  };
}

/** Bytes in headers, in JSON; timestamps and decimals are such objects in amqplib. */
const BYTES = 'bytes';

function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { '!': BYTES, value: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  return isObject(value) ? mapped(value, toJson) : value;
}

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (!isObject(value)) return value;
  return value['!'] === BYTES ? Buffer.from(String(value['value']), 'base64') : mapped(value, fromJson);
}

function mapped(table: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));
}
