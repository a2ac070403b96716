import type { Arguments, Json } from '../topology/topology';
import { mapOf, type Attributes } from './attributes';

/**
 * Arguments in the form in which the provider reads them back unchanged: `arguments` when all values are strings, else
 * `arguments_json`.
 */
export function renderArguments(values: Arguments): Attributes {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return {};
  const sorted = Object.fromEntries(entries);
  return entries.every(([, value]) => typeof value === 'string')
    ? { arguments: sorted }
    : { arguments_json: JSON.stringify(sorted) };
}

/** Arguments as the provider sends them, from its two ways of writing them; JSON that cannot be read is none. */
export function readArguments(attributes: Attributes): Arguments {
  const json = attributes['arguments_json'];
  return typeof json === 'string' && json !== '' ? parsed(json) : mapOf(attributes['arguments']);
}

/** The definition of a policy as the provider takes it: a map of strings. */
export function renderDefinition(definition: Arguments): Readonly<Record<string, string>> {
  return mapOf(definition);
}

/** The definition of a policy as the provider sends it. */
export function readDefinition(value: unknown): Arguments {
  const sent = ([key, string]: readonly [string, string]) => [key, isSentAsNumber(string) ? Number(string) : string];
  return Object.fromEntries(Object.entries(mapOf(value)).map(sent)) as Arguments;
}

/** Whether the provider sends a string of a policy's definition as a number, as Go's `strconv.ParseInt` reads one. */
export function isSentAsNumber(value: string): boolean {
  return (
    /^[+-]?\d+$/.test(value) && BigInt.asIntN(64, BigInt(value.replace('+', ''))) === BigInt(value.replace('+', ''))
  );
}

function parsed(json: string): Arguments {
  try {
    const value: Json = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Arguments) : {};
  } catch {
    return {};
  }
}
