import type { Hop } from './route';

/** An exchange that a message came to, and what it did with it. */
export interface Visited {
  readonly hops: readonly Hop[];
  /** Whether it took one of several. */
  readonly choice: boolean;
  /** Whether it may have taken none. */
  readonly mayBeNone: boolean;
}

/**
 * Whether a message comes to one of some queues whatever is chosen on the way: from an exchange that chooses, all that it may
 * choose must lead there, and from another one, something that it takes for certain.
 * @param visited - the exchanges it may come to, by name
 * @param isMeant - which queues
 */
export function isCertain(
  start: string,
  visited: ReadonlyMap<string, Visited>,
  isMeant: (queue: string) => boolean,
): boolean {
  const sure = new Set<string>();
  const leadsThere = ({ to }: Hop) => (to.kind === 'queue' ? isMeant(to.name) : sure.has(to.name));
  for (let grown = true; grown && !sure.has(start);) {
    grown = false;
    for (const [name, { hops, choice, mayBeNone }] of visited) {
      if (sure.has(name)) continue;
      const isSure = choice
        ? !mayBeNone && hops.length > 0 && hops.every(leadsThere)
        : hops.some((hop) => hop.certainty === 'certain' && leadsThere(hop));
      if (isSure) {
        sure.add(name);
        grown = true;
      }
    }
  }
  return sure.has(start);
}
