import { exactPattern } from '../pattern/exact-pattern';
import type { ApplyTo, Arguments, PolicyDefinition } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { canonical } from './canonical';
import { listingPolicies } from './listing-policies';

/** What a queue or exchange sets for itself, in RabbitMQ's keys and units. */
export interface OwnSettings {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
  /** Its type's: objects of different types share no policy. */
  readonly applyTo: ApplyTo;
  readonly definition: Arguments;
}

/** The policies of objects that set something for themselves. */
export interface OwnPolicies {
  /** Of those whose settings no other has: a policy for each. */
  readonly alone: ReadonlyMap<OwnSettings, PolicyDefinition>;
  /** Of all others: those of equal settings and one type share as few as list their names. */
  readonly shared: readonly ComposedPolicy[];
}

/** Above what people give to policies for many objects: an object's own settings are meant for it alone. */
const PRIORITY = 100;

/** Gives each object a policy with its own settings; no name is in the pattern of two. */
export function ownPolicies(vhost: string, all: readonly OwnSettings[]): OwnPolicies {
  const alone = new Map<OwnSettings, PolicyDefinition>();
  const shared: ComposedPolicy[] = [];
  for (const group of groupByDefinition(all)) {
    const [first, ...others] = group;
    if (first === undefined) continue;
    const { applyTo, definition } = first;
    if (others.length === 0) alone.set(first, policyFor(vhost, first));
    else {
      const names = group.map(({ name }) => name);
      shared.push(...listingPolicies(vhost, { applyTo, definition, names, priority: PRIORITY }));
    }
  }
  return { alone, shared };
}

/** By what objects must agree in to share a policy. */
export function sharedBy({ applyTo, definition }: OwnSettings): string {
  return `${applyTo} ${canonical(definition)}`;
}

function groupByDefinition(all: readonly OwnSettings[]): Iterable<readonly OwnSettings[]> {
  const groups = new Map<string, OwnSettings[]>();
  for (const settings of all) {
    const key = sharedBy(settings);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [settings]);
    else group.push(settings);
  }
  return groups.values();
}

function policyFor(vhost: string, { kind, name, applyTo, definition }: OwnSettings): PolicyDefinition {
  return {
    name: `${kind}-${name}`,
    vhost,
    pattern: exactPattern(name),
    'apply-to': applyTo,
    definition,
    priority: PRIORITY,
  };
}
