import type { Arguments, Json } from '../topology/topology';
import { booleanOf, mapOf, numberOf, stringOf, type Attributes } from './attributes';

/** One setting of a runtime parameter, as the provider has it and as the broker has it. */
export interface ParameterSetting {
  readonly attribute: string;
  readonly key: string;
  readonly type: 'string' | 'number' | 'boolean' | 'map' | 'string-or-number';
  /** What the provider sends where nothing is given. */
  readonly default?: Json;
  /** Whether the provider sends also what is empty, 0 or false. */
  readonly isAlwaysSent?: boolean;
}

/** The attributes of a parameter's value; keys without a setting are left out. */
export function renderSettings(settings: readonly ParameterSetting[], value: Json): Attributes {
  const given = value as Arguments;
  return Object.fromEntries(
    settings.map(({ attribute, key, type }) => {
      const one = given[key];
      return [attribute, type === 'string-or-number' && one !== undefined ? String(one) : one];
    }),
  );
}

/** The value that the provider sends. */
export function readSettings(settings: readonly ParameterSetting[], attributes: Attributes): Arguments {
  return Object.fromEntries(
    settings.flatMap(({ attribute, key, type, default: otherwise, isAlwaysSent = false }) => {
      const given = attributes[attribute];
      const value = given === undefined || given === null ? otherwise : readers[type](given);
      const isSent = value !== undefined && (isAlwaysSent || !isEmpty(value));
      return isSent ? [[key, value]] : [];
    }),
  );
}

const readers: Readonly<Record<ParameterSetting['type'], (value: unknown) => Json | undefined>> = {
  string: stringOf,
  number: numberOf,
  boolean: booleanOf,
  map: mapOf,
  'string-or-number': (value) => {
    const text = stringOf(value);
    return /^[+-]?\d+$/.test(text) ? Number(text) : text;
  },
};

function isEmpty(value: Json): boolean {
  return (
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' && Object.keys(value ?? {}).length === 0)
  );
}
