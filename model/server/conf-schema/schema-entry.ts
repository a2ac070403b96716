/**
 * What a setting of rabbitmq.conf may be written as, in the words of the server's schemas: a truth (`true` or `false`), a
 * flag (`on` or `off`), an integer, one of some words, `ADDRESS:PORT`, an amount of bytes (`10MB`), a length of time
 * (`10s`), words between commas, or any text. Where the server wants bytes, it takes a character for one byte. What is
 * tagged is such a text too, and may be `encrypted:…`.
 */
export type SchemaType =
  | 'boolean'
  | 'flag'
  | 'float'
  | 'ratio'
  | 'address'
  | 'size'
  | 'duration'
  | 'list'
  | 'text'
  | 'binary'
  | 'tagged'
  | { readonly least?: number; readonly most?: number }
  | { readonly oneOf: readonly string[] };

/** From which version on servers know it, and up to which; without the latter it is known still. */
export type VersionRange = readonly [since: string, until?: string];

/** A setting as the schemas of some versions of the server have it. */
export interface SchemaEntry {
  /** Any of these. */
  readonly types: readonly SchemaType[];
  /** What else the value must be, by the server's own name for it. */
  readonly validators?: readonly string[];
  /** The plugin that reads it; the server itself reads the others. */
  readonly plugin?: string;
  /** What the newest server takes where nothing is written; only where that is a single value. */
  readonly default?: string | number | boolean;
  /** The present name of a key that is kept for old files alone. */
  readonly renamedTo?: string;
  /** The versions that have it like this; all recorded ones where nothing is said. */
  readonly versions?: readonly VersionRange[];
}
