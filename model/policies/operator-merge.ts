import { policyKey, type OperatorMerge } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, Json } from '../topology/topology';
import { ownValue } from '../own-value';

/**
 * The definition that an object has from its policy and its operator policy together.
 * @returns undefined when the server fails to merge them: both hold a key for which it knows no way
 * @see https://www.rabbitmq.com/docs/policies#operator-policies
 */
export function mergeOperatorPolicy(
  definition: Arguments,
  operator: Arguments,
  version: ServerVersion,
): Arguments | undefined {
  const merged: Record<string, Json> = { ...definition };
  for (const [key, limit] of Object.entries(operator)) {
    const value = ownValue(definition, key);
    const merge = policyKey(key, version)?.operator ?? 'fails';
    const both = value === undefined ? limit : mergeOperatorValue(merge, value, limit);
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}

/**
 * One value from a policy's and an operator policy's.
 * @returns undefined when the server fails to merge them
 */
export function mergeOperatorValue(merge: OperatorMerge, value: Json, operator: Json): Json | undefined {
  if (merge === 'operator') return operator;
  if (merge === 'fails' || typeof value !== 'number' || typeof operator !== 'number') return undefined;
  if (merge === 'lower') return Math.min(value, operator);
  if (merge === 'higher') return Math.max(value, operator);
  return lowerDeliveryLimit(value, operator);
}

/** The lower of two delivery limits; where one is negative, which stands for no limit, the other. */
export function lowerDeliveryLimit(one: number, other: number): number {
  return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
}
