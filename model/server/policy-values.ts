import { policyKey } from './policy-key';
import { isAtLeast, type ServerVersion } from './server-version';
import { anything, integer, maxAge, notEmptyText, number, oneOf, text, type ValueRule } from './value-rule';

/**
 * What the broker takes as values in the definition of a policy, by key; it refuses other keys. Up to 4.2 seen on a live
 * 4.0.5; what is said of 4.3 is from the sources alone (`rabbit_policies`, and the validators of `rabbit_quorum_queue`).
 */
export function policyValues(version: ServerVersion): ReadonlyMap<string, ValueRule> {
  return isAtLeast(version, '4.3') ? from43 : before43;
}

/** Whether operator policies take a key. */
export function isOperatorKey(key: string): boolean {
  return policyKey(key)?.operator !== undefined || operatorSince43.includes(key);
}

const before43: ReadonlyMap<string, ValueRule> = new Map([
  ['message-ttl', integer(0)],
  ['expires', integer(1)],
  ['max-length', integer(0)],
  ['max-length-bytes', integer(0)],
  ['max-in-memory-length', integer(0)],
  ['max-in-memory-bytes', integer(0)],
  ['overflow', oneOf('drop-head', 'reject-publish', 'reject-publish-dlx')],
  ['delivery-limit', integer()],
  ['dead-letter-exchange', text],
  ['dead-letter-routing-key', text],
  ['dead-letter-strategy', oneOf('at-most-once', 'at-least-once')],
  ['queue-mode', oneOf('default', 'lazy')],
  ['queue-version', oneOf(1, 2)],
  // Unlike the argument, without `min-masters`.
  ['queue-leader-locator', oneOf('client-local', 'balanced', 'random', 'least-leaders')],
  ['queue-master-locator', oneOf('min-masters', 'client-local', 'random')],
  ['target-group-size', integer(1)],
  ['max-age', maxAge],
  ['stream-max-segment-size-bytes', integer(0, 3_000_000_000)],
  ['stream-filter-size-bytes', integer(16, 255)],
  // 0 is taken here, and refused as an argument.
  ['initial-cluster-size', integer(0)],
  ['consumer-timeout', integer(0)],
  ['alternate-exchange', text],
  // The plugin rabbitmq_federation.
  ['federation-upstream', text],
  ['federation-upstream-set', text],
  ['federation-upstream-pattern', text],
  // The plugin rabbitmq_sharding.
  ['shards-per-node', number],
  ['routing-key', text],
]);

const from43: ReadonlyMap<string, ValueRule> = new Map([
  ...before43,
  ['consumer-disconnected-timeout', integer(0)],
  ['delayed-retry-type', oneOf('all', 'failed', 'returned', 'disabled')],
  ['delayed-retry-min', integer(1)],
  ['delayed-retry-max', integer(1)],
  ['member-placement-tag', notEmptyText],
  // JMS queues.
  ['selector-fields', anything],
  ['selector-field-max-bytes', anything],
]);

const operatorSince43 = ['delayed-retry-type', 'delayed-retry-min', 'delayed-retry-max', 'member-placement-tag'];
