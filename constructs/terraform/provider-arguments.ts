import type { Arguments } from '../../model/topology/topology';

/**
 * Arguments in the form in which the provider reads them back unchanged: `arguments` when all values are strings,
 * else `arguments_json`.
 */
export function providerArguments(values: Arguments): { arguments?: Record<string, string>; argumentsJson?: string } {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return {};
  const strings = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return strings.length === entries.length
    ? { arguments: Object.fromEntries(strings) }
    : { argumentsJson: JSON.stringify(Object.fromEntries(entries)) };
}

/** The values that are given. */
export function given<T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== undefined));
}
