import { mergeOperatorValue } from './operator-merge';
import { policyKey } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { AppliedFragment } from './fragment';
import { accepts, type ObjectClass } from './object-class';

/** Policies, or operator policies, which merge by rules of their own. */
export type PolicyKind = 'policy' | 'operator policy';

/** What fragments become, and the server whose rules hold. */
export interface MergeOptions {
  readonly kind: PolicyKind;
  readonly serverVersion: ServerVersion;
}

/** What becomes of the fragments that apply to an object. */
export interface Merged {
  readonly definition: Readonly<Record<string, Json>>;
  /** Settings on which they contradict each other. */
  readonly contradictions: readonly Contradiction[];
}

/** Two fragments of equal rank that want one setting to be different, or two settings that are mutually exclusive. */
export interface Contradiction {
  readonly one: Claim;
  readonly other: Claim;
}

/** What a fragment says of a setting. */
export interface Claim {
  readonly key: string;
  readonly value: Json;
  readonly by: AppliedFragment;
}

/**
 * Merges the fragments that apply to an object of a class; settings that don't act on the class are left out.
 * Of a policy's settings, that of the highest precedence counts, then that for the object itself. Of an operator
 * policy's limits, the strictest counts, as between a policy and an operator policy.
 */
export function mergeFragments(
  applied: readonly AppliedFragment[],
  objectClass: ObjectClass,
  options: MergeOptions,
): Merged {
  const byKey = new Map<string, [Claim, ...Claim[]]>();
  for (const by of applied) {
    for (const [key, value] of Object.entries(by.fragment.definition)) {
      if (!accepts(objectClass, key, options.serverVersion)) continue;
      const claims = byKey.get(key);
      if (claims === undefined) byKey.set(key, [{ key, value, by }]);
      else claims.push({ key, value, by });
    }
  }
  const settled = [...byKey]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, claims]) => settle(key, claims, options));
  const [one, other] = settled.filter(({ key }) => key.startsWith('federation-upstream')).map(({ claim }) => claim);
  return {
    definition: Object.fromEntries(settled.map(({ key, claim }) => [key, claim.value])),
    contradictions: [
      ...settled.flatMap(({ claim, against }) => (against === undefined ? [] : [{ one: claim, other: against }])),
      // The broker refuses a policy with two of them.
      ...(one !== undefined && other !== undefined ? [{ one, other }] : []),
    ],
  };
}

/** What a claim says, for errors. */
export function describeClaim({ key, value, by }: Claim): string {
  return `'${key}' ${JSON.stringify(value)} by ${describeApplied(by)}`;
}

/** A fragment and where it is applied, for errors. */
export function describeApplied({ fragment, to, declaredAt }: AppliedFragment): string {
  const where =
    'pattern' in to ? `pattern '${to.pattern}'` : 'queue' in to ? `queue '${to.queue}'` : `exchange '${to.exchange}'`;
  return `fragment '${fragment.name}' on ${where}${declaredAt === undefined ? '' : ` (${declaredAt})`}`;
}

interface Settled {
  readonly key: string;
  readonly claim: Claim;
  /** A claim of equal rank that wants another value. */
  readonly against?: Claim;
}

function settle(key: string, claims: readonly [Claim, ...Claim[]], options: MergeOptions): Settled {
  const merge = options.kind === 'operator policy' ? policyKey(key, options.serverVersion)?.operator : undefined;
  if (merge === 'lower' || merge === 'higher' || merge === 'delivery-limit') {
    const strictest = (one: Claim, other: Claim) =>
      mergeOperatorValue(merge, one.value, other.value) === one.value ? one : other;
    return { key, claim: claims.reduce(strictest) };
  }
  const highest = Math.max(...claims.map(({ by }) => rank(by)));
  const deciding = claims.filter(({ by }) => rank(by) === highest);
  const claim = deciding[0] ?? claims[0];
  return { key, claim, against: deciding.find(({ value }) => value !== claim.value) };
}

function rank({ precedence = 0, to }: AppliedFragment): number {
  return precedence * 2 + ('pattern' in to ? 0 : 1);
}
