import { policyKey, unheeded } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { DeclaredObject } from './exact-policies';
import type { AppliedFragment } from './fragment';
import { describeApplied, type MergeOptions } from './merge';
import { accepts, classesOf, described, type ObjectClass } from './object-class';

/** What is wrong with fragments where they are applied, each by itself. */
export function fragmentFaults(
  applied: readonly AppliedFragment[],
  objects: readonly DeclaredObject[],
  { kind, serverVersion }: MergeOptions,
): string[] {
  const declared = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object.objectClass]));
  return applied.flatMap((use) => {
    const classes = targetClasses(use, declared);
    return [
      ...precedenceFaults(use),
      ...(kind === 'operator policy' ? operatorFaults(use, serverVersion) : []),
      ...(classes === undefined ? [undeclared(use)] : effectFaults(use, classes, serverVersion)),
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

function operatorFaults(use: AppliedFragment, version: ServerVersion): string[] {
  return Object.keys(use.fragment.definition)
    .filter((key) => policyKey(key, version)?.operator === undefined)
    .map((key) => `an operator policy cannot set '${key}', which ${describeApplied(use)} sets; use a policy`);
}

function undeclared(use: AppliedFragment): string {
  return `${describeApplied(use)} of virtual host '${use.vhost}' targets an object that is not declared; use a pattern for objects that applications declare`;
}

/** A setting that does nothing is a mistake, unless it does something to some of what a pattern is for. */
function effectFaults(use: AppliedFragment, classes: readonly ObjectClass[], version: ServerVersion): string[] {
  const on = classes.map(described).join(', ');
  return Object.entries(use.fragment.definition).flatMap(([key, value]) => {
    const able = classes.filter((objectClass) => accepts(objectClass, key, version));
    if (able.length === 0) return [`'${key}' has no effect on ${on}, but ${describeApplied(use)} sets it`];
    if (able.some((objectClass) => actsOn(objectClass, key, value, version))) return [];
    return [`'${key}' ${JSON.stringify(value)} has no effect on ${on}, but ${describeApplied(use)} sets it`];
  });
}

function actsOn(objectClass: ObjectClass, key: string, value: Json, version: ServerVersion): boolean {
  return objectClass === 'exchange' || unheeded(key, value, objectClass, version) === undefined;
}
