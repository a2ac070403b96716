import { lowerDeliveryLimit } from './operator-merge';
import { policyKey, policyKeys } from '../server/policy-key';
import type { Arguments, Json, QueueType } from '../topology/topology';

/** A setting that governs a queue in the end. */
export interface EffectiveSetting {
  /** The key as policies have it. */
  readonly key: string;
  readonly value: Json;
  readonly from: 'argument' | 'policy';
  /** What the other said, where both did. */
  readonly over?: Json;
}

/**
 * What governs a queue when some settings are arguments and some come from policies: by key and type the lower value,
 * the argument, or the policy.
 * @param definition - the effective definition of its policies
 * @returns sorted by key; keys without effect on the type are left out
 * @see https://www.rabbitmq.com/docs/parameters#policies
 */
export function effectiveSettings(type: QueueType, given: Arguments, definition: Arguments): EffectiveSetting[] {
  return settings[type].flatMap(
    ({ key, argument }) => settle(type, key, own(given, argument), own(definition, key)) ?? [],
  );
}

/** The keys that act on a type, sorted, and the argument that says the same. */
const settings = {
  classic: settingsOf('classic'),
  quorum: settingsOf('quorum'),
  stream: settingsOf('stream'),
} as const satisfies Readonly<Record<QueueType, unknown>>;

function settingsOf(type: QueueType) {
  const keys = Object.keys(policyKeys).filter((key) => policyKey(key)?.queues.includes(type));
  return keys.sort().map((key) => ({ key, argument: `x-${key}` }));
}

function settle(type: QueueType, key: string, argument?: Json, policy?: Json): EffectiveSetting | undefined {
  if (argument === undefined) return policy === undefined ? undefined : { key, value: policy, from: 'policy' };
  if (policy === undefined) return { key, value: argument, from: 'argument' };
  return argumentGoverns(type, key, argument, policy)
    ? { key, value: argument, from: 'argument', over: policy }
    : { key, value: policy, from: 'policy', over: argument };
}

function argumentGoverns(type: QueueType, key: string, argument: Json, policy: Json): boolean {
  const rule = policyKey(key)?.versusArgument?.[type];
  if (rule === undefined || rule === 'argument') return rule === 'argument';
  if (typeof argument !== 'number' || typeof policy !== 'number') return false;
  return rule === 'lower' ? argument <= policy : lowerDeliveryLimit(argument, policy) === argument;
}

function own(table: Arguments, key: string): Json | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
