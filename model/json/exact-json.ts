import { visit } from 'jsonc-parser';

/**
 * A value as JSON writes it, with every number as it is written: `1.0` is a float to a broker and `1` is none, and its integers
 * have any length. Objects have no prototype, so that every key is one of theirs.
 */
export type ExactJson = string | boolean | null | ExactNumber | readonly ExactJson[] | ExactObject;

/** An object of such values. */
export interface ExactObject {
  readonly [key: string]: ExactJson;
}

/** A number as it is written: `60000.0`. */
export class ExactNumber {
  constructor(readonly literal: string) {}
}

/**
 * Reads a JSON text.
 * @throws SyntaxError when it is none
 */
export function readExactJson(text: string): ExactJson {
  // The visitor reads on after faults.
  JSON.parse(text);
  const open: (Record<string, ExactJson> | ExactJson[])[] = [];
  const keys: string[] = [];
  let root: ExactJson = null;
  const put = (value: ExactJson): void => {
    const within = open.at(-1);
    if (within === undefined) root = value;
    else if (Array.isArray(within)) within.push(value);
    else within[keys.at(-1) ?? ''] = value;
  };
  const begin = (value: Record<string, ExactJson> | ExactJson[]): void => {
    put(value);
    open.push(value);
    keys.push('');
  };
  const end = (): void => {
    open.pop();
    keys.pop();
  };
  visit(text, {
    onObjectBegin: () => begin(exactObject([])),
    onObjectProperty: (key) => void (keys[keys.length - 1] = key),
    onObjectEnd: end,
    onArrayBegin: () => begin([]),
    onArrayEnd: end,
    onLiteralValue: (value: ExactJson | number, offset, length) =>
      put(typeof value === 'number' ? new ExactNumber(text.slice(offset, offset + length)) : value),
  });
  return root;
}

/** An object of some entries. */
export function exactObject(entries: Iterable<readonly [string, ExactJson]>): Record<string, ExactJson> {
  const object = Object.create(null) as Record<string, ExactJson>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** Whether a value is an object. */
export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/**
 * Writes a value with the keys of objects in one order.
 * @param indent - what a line begins with that is one deeper; without it everything is one line
 */
export function writeExactJson(value: ExactJson, indent = '', before = ''): string {
  if (value instanceof ExactNumber) return value.literal;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${before}${indent}`;
  const colon = indent === '' ? ':' : ': ';
  const members = isList
    ? value.map((member: ExactJson) => writeExactJson(member, indent, inner))
    : Object.keys(value)
        .sort()
        .map((key) => {
          const member = (value as ExactObject)[key] ?? null;
          return `${JSON.stringify(key)}${colon}${writeExactJson(member, indent, inner)}`;
        });
  const [first, last] = isList ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return `${first}${last}`;
  if (indent === '') return `${first}${members.join(',')}${last}`;
  return `${first}\n${members.map((member) => `${inner}${member}`).join(',\n')}\n${before}${last}`;
}
