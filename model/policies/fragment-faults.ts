import { policyKey } from '../server/policy-key';
import type { DeclaredObject } from './exact-policies';
import type { AppliedFragment } from './fragment';
import { describeApplied, type PolicyKind } from './merge';
import { accepts, classesOf, described, type ObjectClass } from './object-class';

/** What is wrong with fragments where they are applied, each by itself. */
export function fragmentFaults(
  applied: readonly AppliedFragment[],
  objects: readonly DeclaredObject[],
  kind: PolicyKind,
): string[] {
  const declared = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object.objectClass]));
  return applied.flatMap((use) => {
    const classes = targetClasses(use, declared);
    return [
      ...precedenceFaults(use),
      ...(kind === 'operator policy' ? operatorFaults(use) : []),
      ...(classes === undefined ? [undeclared(use)] : effectFaults(use, classes)),
    ];
  });
}

/**
 * The classes of objects for which it is meant.
 * @returns undefined when it is applied to an object that isn't declared
 */
function targetClasses(
  { to }: AppliedFragment,
  declared: ReadonlyMap<string, ObjectClass>,
): readonly ObjectClass[] | undefined {
  if ('pattern' in to) return classesOf(to.applyTo);
  const found = declared.get('queue' in to ? `queue ${to.queue}` : `exchange ${to.exchange}`);
  return found === undefined ? undefined : [found];
}

function precedenceFaults(use: AppliedFragment): string[] {
  const { precedence = 0 } = use;
  if (Number.isInteger(precedence) && Math.abs(precedence) <= 99) return [];
  return [`'precedence' must be a whole number from -99 to 99, got ${precedence} for ${describeApplied(use)}`];
}

function operatorFaults(use: AppliedFragment): string[] {
  return Object.keys(use.fragment.definition)
    .filter((key) => policyKey(key)?.operator === undefined)
    .map((key) => `operator policies can't hold '${key}', which ${describeApplied(use)} sets; use a policy`);
}

function undeclared(use: AppliedFragment): string {
  return `${describeApplied(use)} of virtual host '${use.vhost}' is about nothing that is declared; use a pattern for what applications declare`;
}

/** A setting that does nothing is a mistake, unless it does something to some of what a pattern is for. */
function effectFaults(use: AppliedFragment, classes: readonly ObjectClass[]): string[] {
  return Object.keys(use.fragment.definition)
    .filter((key) => !classes.some((objectClass) => accepts(objectClass, key)))
    .map((key) => `'${key}' does nothing on ${classes.map(described).join(', ')}, but ${describeApplied(use)} sets it`);
}
