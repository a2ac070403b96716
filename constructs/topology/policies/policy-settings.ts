import type { Duration } from '../../../model/units/duration';
import type { Size } from '../../../model/units/size';
import { numberLikeFaults } from '../../terraform/provider-limits';
import type { ExchangeRef, VhostRef } from '../../references';

/** What a queue does with a message when it is full. */
export type Overflow = 'drop-head' | 'reject-publish' | 'reject-publish-dlx';

/** Where the leader of a new replicated queue is placed. */
export type QueueLeaderLocator = 'client-local' | 'balanced';

/** Whether dead-lettering may lose a message when its target cannot take it. */
export type DeadLetterStrategy = 'at-most-once' | 'at-least-once';

/** Settings that every type of queue takes from a policy. */
export interface CommonQueueSettings {
  /**
   * The most bytes of message bodies in the queue; beyond, `overflow` decides (a stream drops its oldest segments).
   * @see https://www.rabbitmq.com/docs/maxlength
   * @default - no limit
   */
  readonly maxLengthBytes?: Size;
}

/** Settings that classic and quorum queues take from a policy. */
export interface MessageQueueSettings extends CommonQueueSettings {
  /**
   * How long a message may wait before it is dropped or dead-lettered.
   * @see https://www.rabbitmq.com/docs/ttl
   * @default - for ever
   */
  readonly messageTtl?: Duration;
  /**
   * How long the queue may go unused (no consumer, no declare, no get) before RabbitMQ deletes it, messages and all.
   * @see https://www.rabbitmq.com/docs/ttl#queue-ttl
   * @default - never
   */
  readonly expires?: Duration;
  /**
   * The most ready messages in the queue; beyond, `overflow` decides.
   * @see https://www.rabbitmq.com/docs/maxlength
   * @default - no limit
   */
  readonly maxLength?: number;
  /**
   * What becomes of messages when the queue is full: the oldest is dropped or dead-lettered, or the new one is refused.
   * @see https://www.rabbitmq.com/docs/maxlength#overflow-behaviour
   * @default - RabbitMQ's: 'drop-head'
   */
  readonly overflow?: Overflow;
  /**
   * Where rejected, expired and overflowing messages go.
   * @see https://www.rabbitmq.com/docs/dlx
   * @default - nowhere: they are dropped
   */
  readonly deadLetterExchange?: ExchangeRef;
  /**
   * The routing key of dead-lettered messages.
   * @default - each message's own
   */
  readonly deadLetterRoutingKey?: string;
}

/** Settings that only quorum queues take from a policy. */
export interface QuorumQueueSettings extends MessageQueueSettings {
  /**
   * How often a message may be returned to the queue before it is dead-lettered, or dropped; -1 for no limit.
   * @see https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
   * @default - RabbitMQ's: 20
   */
  readonly deliveryLimit?: number;
  /**
   * Whether dead-lettering may lose messages. `at-least-once` works only with `overflow: 'reject-publish'`.
   * @see https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
   * @default - RabbitMQ's: 'at-most-once'
   */
  readonly deadLetterStrategy?: DeadLetterStrategy;
  /**
   * How many members continuous membership reconciliation keeps.
   * @see https://www.rabbitmq.com/docs/quorum-queues#replica-reconciliation
   * @default - no target: a queue keeps the members it has
   */
  readonly targetGroupSize?: number;
  /**
   * Where the queue's leader is placed when the queue is declared.
   * @see https://www.rabbitmq.com/docs/clustering#replica-placement
   * @default - RabbitMQ's: 'client-local'
   */
  readonly queueLeaderLocator?: QueueLeaderLocator;
}

/** Settings that only streams take from a policy. */
export interface StreamSettings extends CommonQueueSettings {
  /**
   * How long a message is kept at least.
   * @see https://www.rabbitmq.com/docs/streams#retention
   * @default - for ever
   */
  readonly maxAge?: Duration;
  /**
   * The size of a segment file, the unit in which a stream forgets; at most 3,000,000,000 bytes.
   * @default - RabbitMQ's: 500,000,000 bytes
   */
  readonly streamMaxSegmentSizeBytes?: Size;
  /**
   * The size of each chunk's filter, 16 to 255 bytes.
   * @see https://www.rabbitmq.com/docs/stream-filtering
   * @default - RabbitMQ's: 16 bytes
   */
  readonly streamFilterSizeBytes?: Size;
  /**
   * On how many nodes the stream starts; counts only when it is declared.
   * @default - RabbitMQ's: one replica a node
   */
  readonly initialClusterSize?: number;
  /**
   * Where the stream's leader is placed when it is declared.
   * @default - RabbitMQ's: 'client-local'
   */
  readonly queueLeaderLocator?: QueueLeaderLocator;
}

/** Settings that exchanges take from a policy. */
export interface ExchangeSettings {
  /**
   * Where messages go that no binding takes.
   * @see https://www.rabbitmq.com/docs/ae
   * @default - nowhere: they are dropped, or returned to a publisher that asked for it (`mandatory`)
   */
  readonly alternateExchange?: ExchangeRef;
}

/** Every setting that a policy can carry, whatever it applies to. */
export interface PolicySettings extends QuorumQueueSettings, StreamSettings, ExchangeSettings {}

/** The settings as the definition of a policy, in RabbitMQ's keys and units. */
export function policyDefinition(settings: PolicySettings): Record<string, string | number> {
  const definition = {
    'message-ttl': settings.messageTtl?.toMilliseconds(),
    expires: settings.expires?.toMilliseconds(),
    'max-length': settings.maxLength,
    'max-length-bytes': settings.maxLengthBytes?.toBytes(),
    overflow: settings.overflow,
    'dead-letter-exchange': settings.deadLetterExchange?.exchangeName,
    'dead-letter-routing-key': settings.deadLetterRoutingKey,
    'dead-letter-strategy': settings.deadLetterStrategy,
    'delivery-limit': settings.deliveryLimit,
    'target-group-size': settings.targetGroupSize,
    'queue-leader-locator': settings.queueLeaderLocator,
    'max-age': settings.maxAge === undefined ? undefined : maxAge(settings.maxAge),
    'stream-max-segment-size-bytes': settings.streamMaxSegmentSizeBytes?.toBytes(),
    'stream-filter-size-bytes': settings.streamFilterSizeBytes?.toBytes(),
    'initial-cluster-size': settings.initialClusterSize,
    'alternate-exchange': settings.alternateExchange?.exchangeName,
  };
  return Object.fromEntries(
    Object.entries(definition).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/**
 * What is wrong with the settings.
 * @param vhost - where they apply: exchanges they name must be there too
 */
export function policySettingFaults(vhost: VhostRef, settings: PolicySettings): string[] {
  const { deadLetterExchange, alternateExchange, deadLetterRoutingKey, maxAge: age, expires } = settings;
  return [
    ...wholeNumberFaults({ maxLength: settings.maxLength, initialClusterSize: settings.initialClusterSize }, 0),
    ...wholeNumberFaults({ targetGroupSize: settings.targetGroupSize }, 1),
    ...wholeNumberFaults({ deliveryLimit: settings.deliveryLimit }, -1),
    ...(expires !== undefined && expires.toMilliseconds() < 1
      ? [`'expires' must be at least 1 ms, got ${expires}`]
      : []),
    ...(age !== undefined && (age.toMilliseconds() === 0 || age.toMilliseconds() % 1_000 !== 0)
      ? [`'maxAge' must be whole seconds, at least 1, got ${age}`]
      : []),
    ...otherVhostFaults('deadLetterExchange', vhost, deadLetterExchange),
    ...otherVhostFaults('alternateExchange', vhost, alternateExchange),
    ...numberLikeFaults(
      {
        deadLetterRoutingKey,
        deadLetterExchange: deadLetterExchange?.exchangeName,
        alternateExchange: alternateExchange?.exchangeName,
      },
      vhost.broker,
    ),
  ];
}

/** RabbitMQ's form of an age: digits and one of Y M D h m s, where a month has 30 days; days are the largest that is exact. */
function maxAge(age: Duration): string {
  return age.toString().replace(/d$/, 'D');
}

function wholeNumberFaults(values: Readonly<Record<string, number | undefined>>, least: number): string[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && !(Number.isSafeInteger(value) && value >= least))
    .map(([prop, value]) => `'${prop}' must be a whole number, ${least} or more, got ${value}`);
}

function otherVhostFaults(prop: string, vhost: VhostRef, exchange: ExchangeRef | undefined): string[] {
  if (exchange === undefined) return [];
  const there = exchange.vhost;
  if (there.vhostName === vhost.vhostName && there.broker === vhost.broker) return [];
  return [
    `'${prop}' must be in virtual host '${vhost.vhostName}' of the same broker, got '${exchange.exchangeName}' of '${there.vhostName}'; use a shovel or federation between virtual hosts`,
  ];
}
