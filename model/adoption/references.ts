import type { Arguments } from '../topology/topology';

/** Whether a shovel's parameter names a queue or an exchange. */
export function refersTo(value: Arguments, kind: 'queue' | 'exchange', name: string): boolean {
  return value[`src-${kind}`] === name || value[`dest-${kind}`] === name;
}
