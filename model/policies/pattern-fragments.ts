import { readPattern, type Pattern } from '../pattern/pattern';
import type { Json } from '../topology/topology';
import type { AppliedFragment } from './fragment';
import { describeApplied, describeClaim, mergeFragments, type Merged, type MergeOptions } from './merge';
import { accepts, classesOf, objectClasses, type ObjectClass } from './object-class';
import { covers, scopeOf, type PatternScope } from './pattern-scope';

/** The fragments of one pattern, and of all patterns that it lies within. */
export interface PatternFragments {
  readonly pattern: Pattern;
  readonly scope: PatternScope;
  /** Those that are applied to the pattern itself. */
  readonly own: readonly AppliedFragment[];
  /** What they and those of wider patterns come to, for each class on which an own one acts. */
  readonly definitions: ReadonlyMap<ObjectClass, Readonly<Record<string, Json>>>;
  /** The highest precedence of all of them. */
  readonly precedence: number;
  /** Within how many others it lies. */
  readonly depth: number;
  /** That of its policies: of two patterns of equal precedence, the one that lies within the other has the higher. */
  readonly priority: number;
}

/** Within how many others a pattern may lie, so that no depth reaches the next precedence. */
export const MOST_DEPTH = 9;

/** Groups the fragments that are applied to patterns by pattern, the one that the broker is to prefer first. */
export function readPatternFragments(
  applied: readonly AppliedFragment[],
  options: MergeOptions,
  report: (fault: string) => void,
): PatternFragments[] {
  const groups = group(applied);
  return groups
    .map(({ source, scope, own }) => {
      const wider = groups.filter((other) => other.source !== source && covers(other.scope, scope));
      const all = [...own, ...wider.flatMap((other) => other.own)];
      const pattern = readPattern(source, options.serverVersion);
      const [first] = own;
      if (pattern.fault !== undefined && first !== undefined) {
        report(`the pattern of ${describeApplied(first)} cannot be used: ${pattern.fault.reason}`);
      }
      const precedence = Math.max(...all.map((use) => use.precedence ?? 0));
      const depth = wider.length;
      const priority = precedence * (MOST_DEPTH + 1) + depth;
      return { pattern, scope, own, definitions: define(all, own, options, report), precedence, depth, priority };
    })
    .sort((one, other) => other.priority - one.priority);
}

/** Those of the fragments that are for a class of objects. */
export function meantFor(applied: readonly AppliedFragment[], objectClass: ObjectClass): readonly AppliedFragment[] {
  return applied.filter(({ to }) => !('pattern' in to) || classesOf(to.applyTo).includes(objectClass));
}

/** Says what contradicts what. */
export function reportContradictions(merged: Merged, where: string, report: (fault: string) => void): void {
  for (const { one, other } of merged.contradictions) {
    report(
      `${where}: ${describeClaim(one)} contradicts ${describeClaim(other)}; give one a higher 'precedence', or remove one`,
    );
  }
}

interface Group {
  readonly source: string;
  readonly scope: PatternScope;
  readonly own: AppliedFragment[];
}

function group(applied: readonly AppliedFragment[]): Group[] {
  const groups = new Map<string, Group>();
  for (const use of applied) {
    if (!('pattern' in use.to)) continue;
    const scope = scopeOf(use.to.pattern);
    // `^a` and `^a.*` are one.
    const source = scope.whole ? wholePattern(scope, applied) : use.to.pattern;
    const found = groups.get(source);
    if (found === undefined) groups.set(source, { source, scope, own: [use] });
    else found.own.push(use);
  }
  return [...groups.values()].sort((one, other) => (one.source < other.source ? -1 : 1));
}

/** Of the patterns that match all names of a beginning, the same one whatever the order. */
function wholePattern({ prefix }: PatternScope, applied: readonly AppliedFragment[]): string {
  const alike = applied.flatMap(({ to }) => {
    if (!('pattern' in to)) return [];
    const scope = scopeOf(to.pattern);
    return scope.whole && scope.prefix === prefix ? [to.pattern] : [];
  });
  return alike.sort()[0] ?? '';
}

function define(
  all: readonly AppliedFragment[],
  own: readonly AppliedFragment[],
  options: MergeOptions,
  report: (fault: string) => void,
): ReadonlyMap<ObjectClass, Readonly<Record<string, Json>>> {
  const definitions = new Map<ObjectClass, Readonly<Record<string, Json>>>();
  for (const objectClass of objectClasses) {
    const acting = meantFor(own, objectClass).some(({ fragment }) =>
      Object.keys(fragment.definition).some((key) => accepts(objectClass, key, options.serverVersion)),
    );
    if (!acting) continue;
    const merged = mergeFragments(meantFor(all, objectClass), objectClass, options);
    const [first] = own;
    const where = first !== undefined && 'pattern' in first.to ? `pattern '${first.to.pattern}'` : 'a pattern';
    reportContradictions(merged, where, report);
    definitions.set(objectClass, merged.definition);
  }
  return definitions;
}
