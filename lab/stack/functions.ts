import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A value of Terraform's language. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/**
 * Terraform's functions that synthesized stacks call.
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export const functions: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  concat: (...lists) => lists.flatMap(list),
  file: (path) => readFileSync(text(path), 'utf8'),
  flatten: (nested) => flat(list(nested)),
  floor: (value) => Math.floor(number(value)),
  format: (pattern, ...values) => format(text(pattern), values),
  index: (items, wanted) => {
    const position = list(items).indexOf(wanted ?? null);
    return position < 0 ? fail(`'${String(wanted)}' is not in the list`) : position;
  },
  join: (separator, items) => list(items).map(text).join(text(separator)),
  one: (items) => {
    const [first = null, second] = list(items);
    return second === undefined ? first : fail('one() takes a list of at most one element');
  },
  parseint: (digits, base) => Number.parseInt(text(digits), number(base)),
  range: (limit) => Array.from({ length: number(limit) }, (_, position) => position),
  sha256: (value) => createHash('sha256').update(text(value)).digest('hex'),
  split: (separator, value) => (value === '' ? [] : text(value).split(text(separator))),
  substr: (value, start, length) => [...text(value)].slice(number(start), number(start) + number(length)).join(''),
};

/** A value as text, where Terraform converts it by itself. */
export function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return fail(`a string is expected, got ${kindOf(value)}`);
}

/** A value as a number, where Terraform converts it by itself. */
export function number(value: Value | undefined): number {
  const converted = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof converted === 'number' && !Number.isNaN(converted)
    ? converted
    : fail(`a number is expected, got ${kindOf(value)}`);
}

/** A value that must be a list. */
export function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : fail(`a list is expected, got ${kindOf(value)}`);
}

/** What a value is, without showing it: it may be a secret. */
export function kindOf(value: Value | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function flat(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) => (Array.isArray(item) ? flat(item) : [item]));
}

function format(pattern: string, values: readonly Value[]): string {
  let next = 0;
  return pattern.replace(/%(.)/g, (verb, letter) => {
    if (letter === '%') return '%';
    const value = values[next++];
    if (letter === 's') return text(value);
    if (letter === 'd') return String(number(value));
    if (letter === 'x') return number(value).toString(16);
    return fail(`format() knows no '${verb}' here`);
  });
}

function fail(reason: string): never {
  throw new Error(reason);
}
