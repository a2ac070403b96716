import { groupBy } from '../group-by';
import type { ApplyTo, Arguments } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { canonical } from './canonical';
import { listingPolicies, type PolicyHome } from './listing-policies';

/** What a queue or exchange sets for itself, in RabbitMQ's keys and units. */
export interface OwnSettings {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
  /** Its type's: objects of different types share no policy. */
  readonly applyTo: ApplyTo;
  readonly definition: Arguments;
}

/** Above what people give to policies for many objects: what an object sets is meant for it alone. */
const PRIORITY = 100;

/**
 * Policies that give each object its own settings: those of equal settings and one type share as few as list their names,
 * and one whose settings no other has gets such a policy too, so that it keeps its name when another comes.
 */
export function ownPolicies(home: PolicyHome, all: readonly OwnSettings[]): readonly ComposedPolicy[] {
  return [...groupBy(all, sharedBy).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { applyTo, definition } = first;
    const names = group.map(({ name }) => name);
    return listingPolicies(home, { applyTo, definition, names, priority: PRIORITY });
  });
}

/** By what objects must agree in to share a policy. */
function sharedBy({ applyTo, definition }: OwnSettings): string {
  return `${applyTo} ${canonical(definition)}`;
}
