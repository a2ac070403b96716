/** A JSON text as the broker reads it. */
export interface JsonText {
  readonly value: unknown;
  /** Whole numbers that are written as `60000.0` or `6e4`: the broker takes them for floats. */
  readonly floats: readonly JsonFloat[];
  /** Keys that stand more than once in an object: the broker takes the first, where JavaScript takes the last. */
  readonly duplicates: readonly JsonPath[];
  /** Where things stand in the text. */
  readonly offsets: JsonOffsets;
}

/** Where the parts of a text stand that messages speak of. */
export interface JsonOffsets {
  /** Of the values of the outermost object, by key. */
  readonly sections: ReadonlyMap<string, number>;
  /** Of the members of its lists, by key. */
  readonly elements: ReadonlyMap<string, readonly number[]>;
  /** Of keys that stood there before. */
  readonly duplicates: readonly { readonly path: JsonPath; readonly offset: number }[];
}

/** Where a value is: `['queues', 3, 'name']`. */
export type JsonPath = readonly (string | number)[];

/** A whole number that is written as a float. */
export interface JsonFloat {
  readonly path: JsonPath;
  /** As it is written. */
  readonly literal: string;
}
