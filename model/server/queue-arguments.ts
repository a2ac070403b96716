import { isAtLeast, type ServerVersion } from './server-version';
import type { QueueType } from '../topology/topology';
import { anything, boolean, integer, maxAge, notEmptyText, oneOf, tenYears, text, type ValueRule } from './value-rule';

/** What queues of a type do with an argument: use it, accept it without effect, or refuse it. */
export type Support = 'used' | 'ignored' | 'refused';

/** An argument of queues. */
export interface QueueArgument {
  readonly support: Readonly<Record<QueueType, Support>>;
  readonly value: ValueRule;
}

/**
 * The arguments that a broker knows. Support and values up to 4.2 were seen on a live 4.0.5 (HTTP API, Mnesia and Khepri);
 * what is said of 4.2.7 and 4.3 is from the sources alone (`rabbit_amqqueue:declare_args/0`, and `capabilities/0` of
 * `rabbit_classic_queue`, `rabbit_quorum_queue` and `rabbit_stream_queue`).
 */
export function queueArguments(version: ServerVersion): ReadonlyMap<string, QueueArgument> {
  const key = isAtLeast(version, '4.3') ? '4.3' : isAtLeast(version, '4.2.7') ? '4.2.7' : '4.0';
  const known = tables.get(key) ?? tableOf(version);
  tables.set(key, known);
  return known;
}

const tables = new Map<string, ReadonlyMap<string, QueueArgument>>();

function tableOf(version: ServerVersion): ReadonlyMap<string, QueueArgument> {
  return new Map([
    ...common,
    ...(isAtLeast(version, '4.2.7') ? since427 : before427),
    ...(isAtLeast(version, '4.3') ? since43 : []),
  ]);
}

function row(classic: Support, quorum: Support, stream: Support, value: ValueRule): QueueArgument {
  return { support: { classic, quorum, stream }, value };
}

const common: readonly (readonly [string, QueueArgument])[] = [
  ['x-expires', row('used', 'used', 'refused', integer(1, tenYears))],
  ['x-message-ttl', row('used', 'used', 'refused', integer(0, tenYears))],
  ['x-dead-letter-exchange', row('used', 'used', 'refused', text)],
  ['x-dead-letter-routing-key', row('used', 'used', 'refused', text)],
  ['x-dead-letter-strategy', row('refused', 'used', 'refused', oneOf('at-most-once', 'at-least-once'))],
  ['x-max-length', row('used', 'used', 'refused', integer(0))],
  ['x-max-length-bytes', row('used', 'used', 'used', integer(0))],
  // Nothing is kept in memory alone since 3.10.
  ['x-max-in-memory-length', row('refused', 'ignored', 'refused', integer(0))],
  ['x-max-in-memory-bytes', row('refused', 'ignored', 'refused', integer(0))],
  ['x-max-priority', row('used', 'refused', 'refused', integer(0, 255))],
  ['x-overflow', row('used', 'used', 'refused', oneOf('drop-head', 'reject-publish', 'reject-publish-dlx'))],
  // Classic queues are lazy, and of version 2, since 3.12 and 4.0.
  ['x-queue-mode', row('ignored', 'refused', 'refused', oneOf('default', 'lazy'))],
  ['x-queue-version', row('ignored', 'refused', 'refused', oneOf(1, 2))],
  ['x-single-active-consumer', row('used', 'used', 'refused', boolean)],
  ['x-quorum-initial-group-size', row('refused', 'used', 'refused', integer(1))],
  ['x-initial-cluster-size', row('refused', 'refused', 'used', integer(1))],
  ['x-max-age', row('refused', 'refused', 'used', maxAge)],
  ['x-stream-max-segment-size-bytes', row('refused', 'refused', 'used', integer(0, 3_000_000_000))],
  // No validator: a text is stored as it is and, compared as an Erlang term, never reached.
  ['x-delivery-limit', row('refused', 'used', 'refused', anything)],
  [
    'x-queue-leader-locator',
    row('used', 'used', 'used', oneOf('client-local', 'balanced', 'random', 'least-leaders', 'min-masters')),
  ],
  ['x-queue-master-locator', row('used', 'refused', 'refused', anything)],
  ['x-consumer-timeout', row('used', 'used', 'used', anything)],
];

const before427: readonly (readonly [string, QueueArgument])[] = [
  // Only streams know it, so what it says on other queues is never looked at.
  ['x-stream-filter-size-bytes', row('ignored', 'ignored', 'used', integer(16, 255))],
];

const since427: readonly (readonly [string, QueueArgument])[] = [
  ['x-stream-filter-size-bytes', row('refused', 'refused', 'used', integer(16, 255))],
];

const since43: readonly (readonly [string, QueueArgument])[] = [
  ['x-queue-mode', row('ignored', 'refused', 'refused', anything)],
  ['x-queue-version', row('ignored', 'refused', 'refused', oneOf(2))],
  ['x-consumer-timeout', row('refused', 'used', 'refused', integer(0))],
  ['x-consumer-disconnected-timeout', row('refused', 'used', 'refused', integer(0))],
  // No validators at v4.3.5.
  ['x-delayed-retry-type', row('refused', 'used', 'refused', anything)],
  ['x-delayed-retry-min', row('refused', 'used', 'refused', anything)],
  ['x-delayed-retry-max', row('refused', 'used', 'refused', anything)],
  ['x-member-placement-tag', row('refused', 'used', 'refused', notEmptyText)],
];
