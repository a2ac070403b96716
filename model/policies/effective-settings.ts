import { lowerDeliveryLimit } from './operator-merge';
import { queueSettings } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, Json, QueueType } from '../topology/topology';
import { ownValue } from '../own-value';

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
export function effectiveSettings(
  type: QueueType,
  given: Arguments,
  definition: Arguments,
  version: ServerVersion,
): EffectiveSetting[] {
  return settingsOf(type, version).flatMap(
    ({ key, argument, rule }) => settle(rule, key, ownValue(given, argument), ownValue(definition, key)) ?? [],
  );
}

interface Setting {
  readonly key: string;
  /** The argument that says the same. */
  readonly argument: string;
  /** What counts of both. */
  readonly rule?: 'lower' | 'argument' | 'delivery-limit';
}

const known = new WeakMap<ServerVersion, Map<QueueType, readonly Setting[]>>();

/** What acts on a type, sorted by key. */
function settingsOf(type: QueueType, version: ServerVersion): readonly Setting[] {
  const byType = known.get(version) ?? new Map<QueueType, readonly Setting[]>();
  known.set(version, byType);
  const found = byType.get(type) ?? readSettings(type, version);
  byType.set(type, found);
  return found;
}

function readSettings(type: QueueType, version: ServerVersion): readonly Setting[] {
  return [...queueSettings(version).values()]
    .filter(({ policy }) => policy?.queues.includes(type) === true)
    .map(({ name, policy }) => ({ key: name, argument: `x-${name}`, rule: policy?.versusArgument?.[type] }))
    .sort(({ key: one }, { key: other }) => (one < other ? -1 : 1));
}

function settle(rule: Setting['rule'], key: string, argument?: Json, policy?: Json): EffectiveSetting | undefined {
  if (argument === undefined) return policy === undefined ? undefined : { key, value: policy, from: 'policy' };
  if (policy === undefined) return { key, value: argument, from: 'argument' };
  return argumentGoverns(rule, argument, policy)
    ? { key, value: argument, from: 'argument', over: policy }
    : { key, value: policy, from: 'policy', over: argument };
}

function argumentGoverns(rule: Setting['rule'], argument: Json, policy: Json): boolean {
  if (rule === undefined || rule === 'argument') return rule === 'argument';
  if (typeof argument !== 'number' || typeof policy !== 'number') return false;
  return rule === 'lower' ? argument <= policy : lowerDeliveryLimit(argument, policy) === argument;
}
