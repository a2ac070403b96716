import type { Json } from '../topology/topology';
import { literal, raw, quoted, type Expression } from './expression';

/** An object's name, where its construct's id is another. */
export function nameUnless(id: string, name: string): Expression | undefined {
  return id === name ? undefined : raw(quoted(name));
}

/** A value, where there is one. */
export function given(value: Json | undefined): Expression | undefined {
  return value === undefined ? undefined : literal(value);
}

/** A pattern of permissions, whose default is the empty one. */
export function patternOf(pattern: string): Expression | undefined {
  return pattern === '' ? undefined : literal(pattern);
}
