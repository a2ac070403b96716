/** A JSON text as the broker reads it. */
export interface JsonText {
  readonly value: unknown;
  /** Whole numbers that are written as `60000.0` or `6e4`: the broker takes them for doubles. */
  readonly doubles: readonly JsonDouble[];
  /** Keys that stand more than once in an object: the broker takes the first, where JavaScript takes the last. */
  readonly duplicates: readonly JsonPath[];
}

/** Where a value is: `['queues', 3, 'name']`. */
export type JsonPath = readonly (string | number)[];

/** A whole number that is written as a double. */
export interface JsonDouble {
  readonly path: JsonPath;
  /** As it is written. */
  readonly literal: string;
}
