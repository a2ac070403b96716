import type { Json } from '../topology/topology';
import { ownValue } from '../own-value';

/** The lists of a definitions file. */
export const sections = [
  'users',
  'vhosts',
  'permissions',
  'topic_permissions',
  'exchanges',
  'global_parameters',
  'policies',
  'parameters',
  'queues',
  'bindings',
] as const;

/** The name of one of the lists. */
export type Section = (typeof sections)[number];

/** The fields of an element, of any type or missing: nothing was checked yet. */
export type Fields = Readonly<Record<string, Json | undefined>>;

/** An element as it was written. */
export interface Entry {
  readonly fields: Fields;
  /** A construct path, or a file and JSON pointer (`definitions.json#/queues/3`). */
  readonly declaredAt: string;
}

/** Elements as they were written, by list. */
export type Entries = Readonly<Record<Section, readonly Entry[]>>;

/** Something that keeps a file or an element of it from being understood. */
export interface DefinitionsFault {
  /** A file and JSON pointer. */
  readonly at: string;
  readonly message: string;
  /** Whether the broker passes over it without a word, and takes the rest. */
  readonly passedOver?: true;
}

/** A field's text. */
export function text(fields: Fields, name: string): string | undefined {
  const value = field(fields, name);
  return typeof value === 'string' ? value : undefined;
}

/** A field's value; what an object inherits is no field. */
export function field(fields: Fields, name: string): Json | undefined {
  return ownValue(fields, name);
}
