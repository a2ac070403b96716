import type { AmqpUri } from '../../access/amqp-uri';
import type { Reveal } from '../../declared/declaration';
import type { BrokerRef, ExchangeRef, QueueRef } from '../../references';
import { endOf } from '../end';

/** One end of a shovel: over AMQP 0-9-1 a queue or an exchange, over AMQP 1.0 an address. */
export interface ShovelEnd {
  /** The broker; `AmqpUri.local()` is the one that the shovel runs on. */
  readonly uri: AmqpUri;
  /**
   * The queue; by name where it is declared elsewhere.
   * @default - none
   */
  readonly queue?: QueueRef | string;
  /**
   * The exchange; by name where it is declared elsewhere.
   * @default - none
   */
  readonly exchange?: ExchangeRef | string;
  /**
   * The routing key, where an exchange is given: what a source binds with, or what a destination publishes with.
   * @default - a source's is empty; a destination keeps each message's own
   */
  readonly routingKey?: string;
  /**
   * The address of the node, which makes the protocol AMQP 1.0; RabbitMQ's are like `/queues/orders`.
   * @see https://www.rabbitmq.com/docs/amqp#addresses
   * @default - none: the protocol is AMQP 0-9-1
   */
  readonly address?: string;
}

/** From where a shovel takes messages: a queue, an exchange, or an address. */
export interface ShovelSource extends ShovelEnd {
  /**
   * How many messages may be on their way unacknowledged.
   * @default - RabbitMQ's: 1000
   */
  readonly prefetchCount?: number;
  /**
   * When the shovel deletes itself: after so many messages, or after as many as the queue holds when it starts. What is
   * declared is made again by the next plan.
   * @default - RabbitMQ's: 'never'
   */
  readonly deleteAfter?: 'never' | 'queue-length' | number;
}

/** To where a shovel publishes: a queue, an exchange, an address, or each message's own exchange and key. */
export interface ShovelDestination extends ShovelEnd {
  /**
   * Whether each message gets headers that say where it came from.
   * @default false
   */
  readonly addForwardHeaders?: boolean;
  /**
   * Whether each message gets a header that says when it was moved.
   * @default false
   */
  readonly addTimestampHeader?: boolean;
}

/** What is wrong with a source. */
export function sourceFaults(source: ShovelSource): string[] {
  const { deleteAfter } = source;
  return [
    ...(targets(source).length === 1
      ? []
      : [`'source' must have exactly one of 'queue', 'exchange' and 'address', got ${listOf(targets(source))}`]),
    ...(typeof deleteAfter !== 'number' || (Number.isSafeInteger(deleteAfter) && deleteAfter >= 1)
      ? []
      : [`'source.deleteAfter' must be a whole number, 1 or more, got ${deleteAfter}`]),
    ...keyFaults('source', source),
    ...protocolFaults('source', source),
  ];
}

/** What is wrong with a destination. */
export function destinationFaults(destination: ShovelDestination): string[] {
  return [
    ...(targets(destination).length <= 1
      ? []
      : [
          `'destination' must have at most one of 'queue', 'exchange' and 'address', got ${listOf(targets(destination))}`,
        ]),
    ...keyFaults('destination', destination),
    ...protocolFaults('destination', destination),
  ];
}

/** The protocol that an end speaks, as the parameter says it. */
function protocolOf({ address }: ShovelEnd): 'amqp091' | 'amqp10' {
  return address === undefined ? 'amqp091' : 'amqp10';
}

/** The URI of an end, as its protocol wants it. */
function uriOf({ uri, address }: ShovelEnd): string {
  return address === undefined ? uri.value : (uri.value10 ?? uri.value);
}

/** The name of a queue or an exchange. */
function endName(end: QueueRef | ExchangeRef | string | undefined): string | undefined {
  return typeof end === 'object' ? endOf(end).name : end;
}

/** Whether a queue or an exchange is declared on the broker. */
export function isHere<T extends QueueRef | ExchangeRef>(end: T | string | undefined, broker: BrokerRef): end is T {
  return typeof end === 'object' && end.vhost.broker === broker;
}

/** The keys of a shovel's parameter that speak of one end; those not given are undefined. */
export function endValue(
  side: 'src' | 'dest',
  end: ShovelSource & ShovelDestination,
  reveal: Reveal,
): Record<string, string | number | boolean | undefined> {
  return {
    [`${side}-uri`]: reveal(uriOf(end), end.uri.plain),
    [`${side}-protocol`]: protocolOf(end),
    [`${side}-queue`]: endName(end.queue),
    [`${side}-exchange`]: endName(end.exchange),
    [`${side}-exchange-key`]: end.routingKey,
    [`${side}-address`]: end.address,
    [`${side}-prefetch-count`]: end.prefetchCount,
    [`${side}-delete-after`]: end.deleteAfter,
    [`${side}-add-forward-headers`]: end.addForwardHeaders,
    [`${side}-add-timestamp-header`]: end.addTimestampHeader,
  };
}

function targets({ queue, exchange, address }: ShovelEnd): string[] {
  return Object.entries({ queue, exchange, address })
    .filter(([, target]) => target !== undefined)
    .map(([name]) => `'${name}'`);
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(' and ');
}

function keyFaults(side: string, { routingKey, exchange }: ShovelEnd): string[] {
  return routingKey === undefined || exchange !== undefined
    ? []
    : [`'${side}.routingKey' requires '${side}.exchange'; set both or neither`];
}

function protocolFaults(side: string, { uri, address }: ShovelEnd): string[] {
  return address === undefined || uri.value10 !== undefined
    ? []
    : [
        `'${side}.address' is of AMQP 1.0, which AmqpUri.local does not support; use AmqpUri.of with the address of the node, or a queue or an exchange`,
      ];
}
