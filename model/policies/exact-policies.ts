import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { canonical } from './canonical';
import type { AppliedFragment } from './fragment';
import { listingPolicies, type PolicyHome } from './listing-policies';
import { describeApplied, mergeFragments, type Merged, type MergeOptions } from './merge';
import { narrowest, type ObjectClass } from './object-class';
import { meantFor, reportContradictions, type PatternFragments } from './pattern-fragments';

/** A declared queue or exchange. */
export interface DeclaredObject {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
  readonly objectClass: ObjectClass;
}

/** Above what patterns can have: 99 for precedence, times ten, and nine for depth. */
const PRIORITY = 1_000;

/**
 * Policies that list declared objects. Objects that have all that is applied to them from the policy of one pattern
 * already are left to it.
 */
export function exactPolicies(
  home: PolicyHome,
  objects: readonly DeclaredObject[],
  applied: readonly AppliedFragment[],
  patterns: readonly PatternFragments[],
  options: MergeOptions,
  report: (fault: string) => void,
): ComposedPolicy[] {
  const direct = byObject(applied);
  const merge = remember((uses: readonly AppliedFragment[], objectClass: ObjectClass, where: string) => {
    const merged = mergeFragments(uses, objectClass, options);
    reportContradictions(merged, where, report);
    return merged;
  });
  const groups = new Map<string, Group>();
  for (const object of objects) {
    const { objectClass } = object;
    const matching = matchingPatterns(object, patterns, report);
    const uses = [...(direct.get(keyOf(object)) ?? []), ...matching.flatMap(({ own }) => meantFor(own, objectClass))];
    if (uses.length === 0) continue;
    const { definition } = merge(uses, objectClass, `${object.kind} '${object.name}'`);
    const said = canonical(definition);
    const [first, second] = matching.filter(({ definitions }) => definitions.has(objectClass));
    // Of two policies of equal priority it isn't defined which one applies, so both are kept from the object.
    const isDecided = second === undefined || first?.priority !== second.priority;
    if (isDecided && said === canonical(first?.definitions.get(objectClass) ?? {})) continue;
    const id = `${object.kind} ${said}`;
    const group = groups.get(id) ?? { kind: object.kind, definition, names: [] };
    groups.set(id, group);
    group.names.push(object.name);
  }
  return [...groups.values()].flatMap((group) => policiesOf(home, group, options.serverVersion));
}

interface Group {
  readonly kind: DeclaredObject['kind'];
  readonly definition: Readonly<Record<string, Json>>;
  readonly names: string[];
}

function policiesOf(home: PolicyHome, { kind, definition, names }: Group, version: ServerVersion): ComposedPolicy[] {
  const applyTo = narrowest(kind, Object.keys(definition), version);
  return listingPolicies(home, { applyTo, definition, names, priority: PRIORITY });
}

function byObject(applied: readonly AppliedFragment[]): ReadonlyMap<string, readonly AppliedFragment[]> {
  const found = new Map<string, AppliedFragment[]>();
  for (const use of applied) {
    if ('pattern' in use.to) continue;
    const key = 'queue' in use.to ? `queue ${use.to.queue}` : `exchange ${use.to.exchange}`;
    const uses = found.get(key);
    if (uses === undefined) found.set(key, [use]);
    else uses.push(use);
  }
  return found;
}

function keyOf({ kind, name }: DeclaredObject): string {
  return `${kind} ${name}`;
}

function matchingPatterns(
  { kind, name }: DeclaredObject,
  patterns: readonly PatternFragments[],
  report: (fault: string) => void,
): readonly PatternFragments[] {
  return patterns.filter(({ pattern, scope, own }) => {
    // Most patterns are no more than a beginning, and comparing that is much quicker than a search.
    if (!name.startsWith(scope.prefix)) return false;
    if (scope.whole) return true;
    const matches = pattern.matches(name);
    const [first] = own;
    if (matches === undefined && pattern.fault === undefined && first !== undefined) {
      report(`cannot determine whether ${describeApplied(first)} is for ${kind} '${name}'; use a simpler pattern`);
    }
    return matches === true;
  });
}

/** Most objects have the same fragments as many others: what those come to is worked out once. */
function remember(
  merge: (uses: readonly AppliedFragment[], objectClass: ObjectClass, where: string) => Merged,
): (uses: readonly AppliedFragment[], objectClass: ObjectClass, where: string) => Merged {
  const numbers = new Map<AppliedFragment, number>();
  const known = new Map<string, Merged>();
  return (uses, objectClass, where) => {
    const ids = uses.map((use) => numbers.get(use) ?? numbers.set(use, numbers.size).size - 1);
    const key = `${objectClass} ${ids.join(' ')}`;
    const merged = known.get(key) ?? merge(uses, objectClass, where);
    known.set(key, merged);
    return merged;
  };
}
