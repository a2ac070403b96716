import type { ApplyTo, Json } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { canonical } from './canonical';
import { hashOf } from './definition-hash';
import { describeApplied } from './merge';
import { applyToOf, objectClasses, queueClasses, type ObjectClass } from './object-class';
import { MOST_DEPTH, type PatternFragments } from './pattern-fragments';
import { covers, mayOverlap } from './pattern-scope';

/** The policies for what applications declare: below those for declared objects, the narrower pattern above the wider. */
export function patternPolicies(
  vhost: string,
  patterns: readonly PatternFragments[],
  report: (fault: string) => void,
): ComposedPolicy[] {
  overlapFaults(patterns).forEach(report);
  return patterns.flatMap((fragments) => {
    const { pattern, depth, priority } = fragments;
    const [first] = fragments.own;
    if (depth > MOST_DEPTH && first !== undefined) {
      report(`the pattern of ${describeApplied(first)} is nested in ${depth} others; the maximum is ${MOST_DEPTH}`);
    }
    return byApplyTo(fragments.definitions).map(({ applyTo, definition }) => ({
      name: `${patternName(pattern.source)}-${applyTo}`,
      vhost,
      pattern: pattern.source,
      'apply-to': applyTo,
      definition,
      priority,
      after: [],
    }));
  });
}

/** A name that says which pattern it is: what can be read of it, and a hash that tells it from others. */
function patternName(pattern: string): string {
  const readable = pattern
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${readable === '' ? 'all' : readable}-${hashOf(pattern).slice(0, 4)}`;
}

/** One policy for all classes, or for all queues, where the definition is the same; else one for each class. */
function byApplyTo(
  definitions: PatternFragments['definitions'],
): { readonly applyTo: ApplyTo; readonly definition: Readonly<Record<string, Json>> }[] {
  const shared = (classes: readonly ObjectClass[]) => {
    const found = classes.map((objectClass) => definitions.get(objectClass));
    const [first] = found;
    const same = first !== undefined && found.every((one) => one !== undefined && canonical(one) === canonical(first));
    return same ? first : undefined;
  };
  const forAll = shared(objectClasses);
  if (forAll !== undefined) return [{ applyTo: 'all', definition: forAll }];
  const forQueues = shared(queueClasses);
  const rest = forQueues === undefined ? objectClasses : (['exchange'] as const);
  return [
    ...(forQueues === undefined ? [] : [{ applyTo: 'queues' as const, definition: forQueues }]),
    ...rest.flatMap((objectClass) => {
      const definition = definitions.get(objectClass);
      return definition === undefined ? [] : [{ applyTo: applyToOf[objectClass], definition }];
    }),
  ];
}

/** Where two patterns may match one name, the broker takes one of them: which, must be said. */
function overlapFaults(patterns: readonly PatternFragments[]): string[] {
  return patterns.flatMap((one, index) =>
    patterns.slice(index + 1).flatMap((other) => {
      const [first] = one.own;
      const [second] = other.own;
      if (first === undefined || second === undefined || one.precedence !== other.precedence) return [];
      if (isNested(one, other) || !mayOverlap(one.scope, other.scope) || !differ(one, other)) return [];
      return [
        `${describeApplied(first)} and ${describeApplied(second)} may match one name, and RabbitMQ would apply either: ` +
          `give one a higher 'precedence'`,
      ];
    }),
  );
}

function isNested({ scope: one }: PatternFragments, { scope: other }: PatternFragments): boolean {
  return covers(one, other) || covers(other, one);
}

function differ(one: PatternFragments, other: PatternFragments): boolean {
  return [...one.definitions].some(([objectClass, definition]) => {
    const theirs = other.definitions.get(objectClass);
    return theirs !== undefined && canonical(theirs) !== canonical(definition);
  });
}
