import { classesOf } from '../../../model/policies/object-class';
import { firstWithPolicyKey, policyKey, unheeded } from '../../../model/server/queue-setting';
import { formatServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { maxAge as maxAgeRule, type ValueRule } from '../../../model/server/value-rule';
import type { ApplyTo, QueueType } from '../../../model/topology/topology';
import type { Duration } from '../../../model/units/duration';
import type { Size } from '../../../model/units/size';
import { numberLikeFaults } from '../../terraform/provider-limits';
import type { ExchangeRef, VhostRef } from '../../references';

/** What a queue does with a message when it is full. */
export type Overflow = 'drop-head' | 'reject-publish' | 'reject-publish-dlx';

/** What a quorum queue does with a message when it is full: it has no dead-lettering of what it refuses. */
export type QuorumOverflow = Exclude<Overflow, 'reject-publish-dlx'>;

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
   * What becomes of messages when the queue is full: the oldest is dropped or dead-lettered, or the new one is refused.
   * @see https://www.rabbitmq.com/docs/maxlength#overflow-behaviour
   * @default - RabbitMQ's: 'drop-head'
   */
  readonly overflow?: QuorumOverflow;
  /**
   * How often a delivery of a message may fail before it is dead-lettered, or dropped; -1 for no limit. It fails when the
   * consumer's channel ends without an answer, or says so over AMQP 1.0; before 4.3 also when the consumer returns the
   * message, which from 4.3 on it may do without end.
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
export interface PolicySettings
  extends MessageQueueSettings, Omit<QuorumQueueSettings, 'overflow'>, StreamSettings, ExchangeSettings {}

/** The props that a policy carries, in the order in which it is written; each is named as its key. */
const settingProps = Object.keys({
  messageTtl: true,
  expires: true,
  maxLength: true,
  maxLengthBytes: true,
  overflow: true,
  deadLetterExchange: true,
  deadLetterRoutingKey: true,
  deadLetterStrategy: true,
  deliveryLimit: true,
  targetGroupSize: true,
  queueLeaderLocator: true,
  maxAge: true,
  streamMaxSegmentSizeBytes: true,
  streamFilterSizeBytes: true,
  initialClusterSize: true,
  alternateExchange: true,
} satisfies Record<keyof PolicySettings, true>) as readonly (keyof PolicySettings)[];

/** The settings as the definition of a policy, in RabbitMQ's keys and units. */
export function policyDefinition(settings: PolicySettings): Record<string, string | number> {
  return Object.fromEntries(given(settings).map(({ key, setting }) => [key, valueOf(setting, key)]));
}

/**
 * What is wrong with the settings: what the broker's version does not know or take, or what it takes and does not do.
 * @param vhost - where they apply: exchanges they name must be there too
 * @param applyTo - what they are for
 */
export function policySettingFaults(vhost: VhostRef, settings: PolicySettings, applyTo: ApplyTo): string[] {
  const { deadLetterExchange, alternateExchange, deadLetterRoutingKey } = settings;
  const { serverVersion } = vhost.broker;
  const [only, ...others] = classesOf(applyTo);
  const type = others.length === 0 && only !== 'exchange' ? only : undefined;
  return [
    ...given(settings).flatMap((one) => settingFaults(one, serverVersion, type)),
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

type Setting = NonNullable<PolicySettings[keyof PolicySettings]>;

interface Given {
  readonly prop: string;
  readonly key: string;
  readonly setting: Setting;
}

function given(settings: PolicySettings): readonly Given[] {
  return settingKeys
    .filter(({ prop }) => settings[prop] !== undefined)
    .map(({ prop, key }) => ({ prop, key, setting: settings[prop] as Setting }));
}

const settingKeys = settingProps.map((prop) => ({
  prop,
  key: prop.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`),
}));

function valueOf(setting: Setting, key: string): string | number {
  if (typeof setting === 'string' || typeof setting === 'number') return setting;
  if ('toBytes' in setting) return setting.toBytes();
  if ('exchangeName' in setting) return setting.exchangeName;
  return key === 'max-age' ? maxAge(setting) : setting.toMilliseconds();
}

/** RabbitMQ's form of an age: digits and one of Y M D h m s, where a month has 30 days; days are the largest that is exact. */
function maxAge(age: Duration): string {
  return age.toString().replace(/d$/, 'D');
}

function settingFaults({ prop, key, setting }: Given, version: ServerVersion, type: QueueType | undefined): string[] {
  const known = policyKey(key, version);
  if (known === undefined) {
    return [
      `'${prop}' is not supported by RabbitMQ ${formatServerVersion(version)}; it requires ${firstWithPolicyKey(key)}`,
    ];
  }
  const value = valueOf(setting, key);
  // The provider sends no larger ones as numbers.
  const isSafe = typeof value !== 'number' || Number.isSafeInteger(value);
  if (!known.value.holds(value) || !isSafe) {
    return [`'${prop}' must be ${expected(known.value, setting)}, got ${written(setting)}`];
  }
  const does = type === undefined ? undefined : unheeded(key, value, type, version);
  return does === undefined
    ? []
    : [`'${prop}' must not be '${value}' for ${type} queues: a ${type} queue ${does}; use a value that it supports`];
}

function expected(rule: ValueRule, setting: Setting): string {
  if (typeof setting !== 'object') return rule.expected;
  if ('toBytes' in setting) return `${rule.expected} in bytes`;
  if (!('toMilliseconds' in setting)) return rule.expected;
  return rule === maxAgeRule ? 'whole seconds, at least 1' : `${rule.expected} in milliseconds`;
}

function written(setting: Setting): string {
  return typeof setting === 'object' && 'toBytes' in setting ? String(setting.toBytes()) : String(setting);
}

function otherVhostFaults(prop: string, vhost: VhostRef, exchange: ExchangeRef | undefined): string[] {
  if (exchange === undefined) return [];
  const there = exchange.vhost;
  if (there.vhostName === vhost.vhostName && there.broker === vhost.broker) return [];
  return [
    `'${prop}' must be in virtual host '${vhost.vhostName}' of the same broker, got '${exchange.exchangeName}' of '${there.vhostName}'; use a shovel or federation between virtual hosts`,
  ];
}
