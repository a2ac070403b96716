import { policyResource } from '../../../model/provider/policies';
import { isSentAsNumber } from '../../../model/provider/sent-values';
import type { Arguments } from '../../../model/topology/topology';
import { NEEDS_DEFINITIONS } from '../../terraform/topology-by';

/** A raw string that looks like a number is ambiguous, so it must be written as a number or with its type. */
export function rawDefinitionFaults(definition: Arguments): string[] {
  const { lacks } = policyResource;
  return Object.entries(definition).flatMap(([key, value]) => {
    if (typeof value === 'number') {
      return Number.isSafeInteger(value) ? [] : [`'definition.${key}' must be a whole number, got ${value}`];
    }
    if (typeof value !== 'string') {
      return [
        `'definition.${key}' must be a string or a whole number, got ${JSON.stringify(value)}: the provider ${lacks['values that are no strings and no whole numbers']}; ${NEEDS_DEFINITIONS}`,
      ];
    }
    return isSentAsNumber(value)
      ? [
          `'definition.${key}' must not be a string that looks like a number, got '${value}': the provider ${lacks['strings that look like whole numbers']}; write a number if one is meant, else use another value`,
        ]
      : [];
  });
}
