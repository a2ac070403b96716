import type { Arguments } from '../topology/topology';

/** A definition as one text, the same whatever the order of its keys. */
export function canonical(definition: Arguments): string {
  return JSON.stringify(Object.entries(definition).sort(([one], [other]) => (one < other ? -1 : 1)));
}
