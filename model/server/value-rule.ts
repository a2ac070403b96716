import type { Json } from '../topology/topology';

/** What a value must be. */
export interface ValueRule {
  /** In words, after "must be". */
  readonly expected: string;
  holds(value: Json): boolean;
}

export const tenYears = 315_360_000_000;

/** A JSON integer; a numeric text is none. */
export function integer(min = -Infinity, max = Infinity): ValueRule {
  const range = max !== Infinity ? ` from ${min} to ${max}` : min !== -Infinity ? ` of at least ${min}` : '';
  return {
    expected: `an integer${range}`,
    holds: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

export const text: ValueRule = { expected: 'a string', holds: (value) => typeof value === 'string' };

export const boolean: ValueRule = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };

export const number: ValueRule = { expected: 'a number', holds: (value) => typeof value === 'number' };

export const notNegative: ValueRule = {
  expected: 'a number of at least 0',
  holds: (value) => typeof value === 'number' && value >= 0,
};

/** Anything, since nothing is validated. */
export const anything: ValueRule = { expected: 'anything', holds: () => true };

/** The size of a stream's segments, in bytes. */
export const segmentSize = integer(0, 3_000_000_000);

/** One of a few. */
export function oneOf(...choices: readonly (string | number)[]): ValueRule {
  return {
    expected: `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`,
    holds: (value) => choices.some((choice) => choice === value),
  };
}

/** The age of a stream: units are case-sensitive, `M` being months and `m` minutes. */
export const maxAge: ValueRule = {
  expected: 'a positive whole number and one of the units Y, M, D, h, m, s, such as "7D"',
  holds: (value) => typeof value === 'string' && /^0*[1-9][0-9]*[YMDhms]$/.test(value),
};
