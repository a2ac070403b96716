import { isObject } from '../../model/json/is-object';

/** An object of Kubernetes, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object at a path within a value; empty where there is none. */
export function at(value: unknown, ...path: readonly string[]): Fields {
  return fieldsOf(path.reduce<unknown>((inner, key) => fieldsOf(inner)[key], value));
}

/** The value, where it is an object; else an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** The objects of a list; none where it is no list. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The list, unless nothing is in it. */
export function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
