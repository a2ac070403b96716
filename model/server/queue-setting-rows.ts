import type { QueueType } from '../topology/topology';
import {
  anything,
  boolean,
  integer,
  maxAge,
  notNegative,
  number,
  oneOf,
  segmentSize,
  tenYears,
  text,
  type ValueRule,
} from './value-rule';

/** What holds from some releases on: the first of the oldest series, and those of later series (`isAtLeast`). */
export interface Since {
  /** Absent: from 4.0 on. */
  readonly since?: readonly [string, ...string[]];
}

/** What a server makes of an argument; types that are named nowhere refuse it. */
export interface ArgumentRow extends Since {
  readonly value: ValueRule;
  /** Which of the values have an effect, where no validator says so; absent: all. */
  readonly heeds?: ValueRule;
  readonly used?: readonly QueueType[];
  /** Types that judge the value, and do nothing. */
  readonly ignored?: readonly QueueType[];
  /** Types that do not know it, and take any value. */
  readonly unknown?: readonly QueueType[];
  /** Types that would use it, if it weren't a deprecated feature that is denied by default. */
  readonly denied?: readonly QueueType[];
}

/** What a server makes of a policy's key. */
export interface PolicyRow extends Since {
  readonly value: ValueRule;
  /** The types of queues on which it acts. */
  readonly queues: readonly QueueType[];
  /** The plugin that knows it, when that isn't the server itself. */
  readonly plugin?: string;
  /**
   * Whether it acts on exchanges.
   * @default false
   */
  readonly exchanges?: boolean;
  /**
   * The types to which a policy does not apply at all because it holds the key.
   * @default - those on which it does not act
   */
  readonly disables?: readonly QueueType[];
  /** How a policy's value and an operator policy's become one; absent: operator policies can't hold the key. */
  readonly operator?: OperatorMerge;
  /** What counts when a queue has the key as an argument too; absent: there is no such argument, or only the policy counts. */
  readonly versusArgument?: Partial<Readonly<Record<QueueType, 'lower' | 'argument' | 'delivery-limit'>>>;
  /** Whether it is taken and does nothing any more. */
  readonly isIgnored?: boolean;
  /** Whether it is a deprecated feature that is denied by default. */
  readonly isDenied?: boolean;
  /** Types that take more values than they act on: on those they do, and what they do with the others. */
  readonly acts?: Partial<Readonly<Record<QueueType, { readonly on: readonly string[]; readonly else: string }>>>;
}

/** `lower` and `higher` of the two; the operator's; `delivery-limit`: the lower, where negative is no limit; none: the server fails. */
export type OperatorMerge = 'lower' | 'higher' | 'operator' | 'delivery-limit' | 'fails';

/** What servers make of a setting; where that changed, one row an era, the oldest first. */
export interface SettingRow {
  readonly argument?: ArgumentRow | readonly ArgumentRow[];
  readonly policy?: PolicyRow | readonly PolicyRow[];
}

const all: readonly QueueType[] = ['classic', 'quorum', 'stream'];
const messages: readonly QueueType[] = ['classic', 'quorum'];
const lower = { classic: 'lower', quorum: 'lower' } as const;
const argumentWins = { classic: 'argument', quorum: 'argument' } as const;
const locators = ['client-local', 'balanced', 'random', 'least-leaders'] as const;
const retryTypes = oneOf('all', 'failed', 'returned', 'disabled');
const masterLocators = oneOf('min-masters', 'client-local', 'random');
const federation: PolicyRow = {
  value: text,
  queues: messages,
  exchanges: true,
  disables: [],
  plugin: 'rabbitmq_federation',
};
const sharding = { queues: [], exchanges: true, disables: [], plugin: 'rabbitmq_sharding' } as const;

/**
 * The settings of queues, with the keys of policies that are for exchanges: those of the server and of its own plugins,
 * each once. From the sources at all tags of 4.2 and 4.3 and at samples of 4.0 and 4.1 (`rabbit_amqqueue:declare_args/0`, `capabilities/0` of each
 * queue type, `rabbit_policies`, `rabbit_quorum_queue`), and tried on a live 4.0.5 and 4.3.6.
 * @see https://www.rabbitmq.com/docs/queues#optional-arguments
 * @see https://www.rabbitmq.com/docs/policies#working-with-policies
 */
export const settingRows: Readonly<Record<string, SettingRow>> = {
  'message-ttl': {
    argument: { used: messages, value: integer(0, tenYears) },
    policy: { queues: messages, value: integer(0), operator: 'lower', versusArgument: lower },
  },
  expires: {
    argument: { used: messages, value: integer(1, tenYears) },
    policy: { queues: messages, value: integer(1), operator: 'lower', versusArgument: lower },
  },
  'max-length': {
    argument: { used: messages, value: integer(0) },
    policy: { queues: messages, value: integer(0), operator: 'lower', versusArgument: lower },
  },
  'max-length-bytes': {
    argument: { used: all, value: integer(0) },
    policy: { queues: all, value: integer(0), operator: 'lower', versusArgument: lower },
  },
  overflow: {
    argument: { used: messages, value: oneOf('drop-head', 'reject-publish', 'reject-publish-dlx') },
    policy: {
      queues: messages,
      value: oneOf('drop-head', 'reject-publish', 'reject-publish-dlx'),
      operator: 'operator',
      versusArgument: { classic: 'argument' },
      acts: { quorum: { on: ['drop-head', 'reject-publish'], else: "takes it for 'drop-head'" } },
    },
  },
  'dead-letter-exchange': {
    argument: { used: messages, value: text },
    policy: { queues: messages, value: text, versusArgument: argumentWins },
  },
  'dead-letter-routing-key': {
    argument: { used: messages, value: text },
    policy: { queues: messages, value: text, versusArgument: argumentWins },
  },
  'dead-letter-strategy': {
    argument: { used: ['quorum'], value: oneOf('at-most-once', 'at-least-once') },
    policy: {
      queues: ['quorum'],
      value: oneOf('at-most-once', 'at-least-once'),
      versusArgument: { quorum: 'argument' },
    },
  },
  'delivery-limit': {
    argument: [
      { used: ['quorum'], value: anything, heeds: number },
      { since: ['4.2.5'], used: ['quorum'], value: anything, heeds: integer() },
    ],
    policy: {
      queues: ['quorum'],
      value: integer(),
      operator: 'delivery-limit',
      versusArgument: { quorum: 'delivery-limit' },
    },
  },
  'target-group-size': { policy: { queues: ['quorum'], value: integer(1), operator: 'higher' } },
  'queue-leader-locator': {
    argument: { used: all, value: oneOf(...locators, 'min-masters') },
    policy: { queues: all, value: oneOf(...locators) },
  },
  'max-age': {
    argument: { used: ['stream'], value: maxAge },
    policy: { queues: ['stream'], value: maxAge },
  },
  'stream-max-segment-size-bytes': {
    argument: { used: ['stream'], value: segmentSize },
    policy: { queues: ['stream'], value: segmentSize },
  },
  'stream-filter-size-bytes': {
    argument: [
      { used: ['stream'], unknown: messages, value: integer(16, 255) },
      { since: ['4.2.7', '4.3.1'], used: ['stream'], value: integer(16, 255) },
    ],
    policy: { queues: ['stream'], disables: [], value: integer(16, 255) },
  },
  'initial-cluster-size': {
    argument: { used: ['stream'], value: integer(1) },
    policy: { queues: ['stream'], value: integer(0) },
  },
  'consumer-timeout': {
    argument: [
      { used: all, value: anything, heeds: integer(0) },
      // Quorum queues keep the time themselves, and nobody keeps it for the others.
      { since: ['4.3.0'], used: ['quorum'], unknown: ['classic', 'stream'], value: anything, heeds: integer(0) },
      { since: ['4.3.2'], used: ['quorum'], value: integer(0) },
    ],
    policy: [
      { queues: all, value: integer(0), versusArgument: { ...lower, stream: 'lower' } },
      { since: ['4.3.0'], queues: ['quorum'], disables: [], value: integer(0), versusArgument: { quorum: 'lower' } },
    ],
  },
  'consumer-disconnected-timeout': {
    argument: [
      { since: ['4.3.0'], used: ['quorum'], value: anything, heeds: integer(0) },
      { since: ['4.3.2'], used: ['quorum'], value: integer(0) },
    ],
    policy: {
      since: ['4.3.0'],
      queues: ['quorum'],
      disables: [],
      value: integer(0),
      versusArgument: { quorum: 'lower' },
    },
  },
  'delayed-retry-type': {
    argument: { since: ['4.3.0'], used: ['quorum'], value: anything, heeds: retryTypes },
    policy: {
      since: ['4.3.1'],
      queues: ['quorum'],
      disables: [],
      value: retryTypes,
      operator: 'operator',
    },
  },
  'delayed-retry-min': {
    argument: { since: ['4.3.0'], used: ['quorum'], value: anything, heeds: integer(1) },
    policy: {
      since: ['4.3.1'],
      queues: ['quorum'],
      disables: [],
      value: integer(1),
      operator: 'higher',
      versusArgument: { quorum: 'lower' },
    },
  },
  'delayed-retry-max': {
    argument: { since: ['4.3.0'], used: ['quorum'], value: anything, heeds: integer(1) },
    policy: {
      since: ['4.3.1'],
      queues: ['quorum'],
      disables: [],
      value: integer(1),
      operator: 'lower',
      versusArgument: { quorum: 'lower' },
    },
  },
  'max-priority': { argument: { used: ['classic'], value: integer(0, 255) } },
  'single-active-consumer': { argument: { used: messages, value: boolean } },
  'quorum-initial-group-size': { argument: { used: ['quorum'], value: integer(1) } },
  // Nothing is kept in memory alone since 3.10.
  'max-in-memory-length': {
    argument: { ignored: ['quorum'], value: integer(0) },
    policy: { queues: ['quorum'], value: integer(0), operator: 'lower', isIgnored: true },
  },
  'max-in-memory-bytes': {
    argument: { ignored: ['quorum'], value: integer(0) },
    policy: { queues: ['quorum'], value: integer(0), operator: 'lower', isIgnored: true },
  },
  // Classic queues are lazy, and of version 2, since 3.12 and 4.0.
  'queue-mode': {
    argument: [
      { ignored: ['classic'], value: oneOf('default', 'lazy') },
      { since: ['4.3.0'], ignored: ['classic'], value: anything },
    ],
    policy: { queues: ['classic'], value: oneOf('default', 'lazy'), isIgnored: true },
  },
  'queue-version': {
    argument: [
      { ignored: ['classic'], value: oneOf(1, 2) },
      { since: ['4.3.0'], ignored: ['classic'], value: oneOf(2) },
    ],
    policy: { queues: ['classic'], disables: [], value: oneOf(1, 2), operator: 'operator', isIgnored: true },
  },
  'queue-master-locator': {
    argument: [
      { used: ['classic'], value: anything, heeds: masterLocators },
      { since: ['4.3.0'], denied: ['classic'], value: anything },
    ],
    policy: [
      { queues: ['classic'], value: masterLocators, operator: 'fails' },
      { since: ['4.3.0'], queues: ['classic'], value: anything, operator: 'fails', isDenied: true },
    ],
  },
  'alternate-exchange': { policy: { queues: [], exchanges: true, disables: [], value: text } },
  'federation-upstream': { policy: federation },
  'federation-upstream-set': { policy: federation },
  'federation-upstream-pattern': { policy: federation },
  'shards-per-node': { policy: { ...sharding, value: notNegative } },
  'routing-key': { policy: { ...sharding, value: text } },
};
