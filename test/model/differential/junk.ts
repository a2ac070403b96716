import type { Json } from '../../../model/topology/topology';

/** Something that is declared, of any shape. */
export type Element = Readonly<Record<string, Json>>;

/** What a field may become; `undefined` is for a field left out. */
export const junk: readonly (Json | undefined)[] = [
  ...[undefined, null, 0, 1, -1, 1.5, 300, true, false],
  ...['', 'x', 'quorum', '(', 'amq.x', 'a,b', '1'],
  ...[[], ['x'], [['x']], [{ k: 1 }], [{}], [[]], [1], [65, 66], [200], [300], [-1], [1.5], [true], [null], ['x', 'x']],
  ...[{}, { k: 'v' }, { k: null }, { k: {} }],
];

/** Where the fields of an element are, those of its objects included. */
export function pathsOf(member: Element, path: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(member).flatMap(([key, value]) => [
    [...path, key],
    ...(isTable(value) ? pathsOf(value, [...path, key]) : []),
  ]);
}

/** What a field of an element is. */
export function at(member: Element, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => (isTable(value) ? value[key] : undefined), member);
}

/** An element in which one field is another value, or left out. */
export function set(table: Json | undefined, [key, ...rest]: readonly string[], value: Json | undefined): Element {
  const fields: Element = isTable(table) ? table : {};
  if (key === undefined) return fields;
  if (rest.length > 0) return { ...fields, [key]: set(fields[key], rest, value) };
  const others = Object.fromEntries(Object.entries(fields).filter(([other]) => other !== key));
  return value === undefined ? others : { ...others, [key]: value };
}

/** What JSON calls a value; a field left out is `undefined`. */
export function kindOf(value: Json | undefined): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isTable(value: Json | undefined): value is Element {
  return kindOf(value) === 'object';
}
