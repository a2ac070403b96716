import { Synthesized } from './synthesized';

/** Writes what {@link synthesized} gives as its text: for `expect.addSnapshotSerializer`, of jest and vitest. */
export const snapshotSerializer = {
  test: (value: unknown): boolean => value instanceof Synthesized,
  serialize: (value: Synthesized): string => value.text,
};
