import { queueTypeOf } from '../topology/queue-type';
import type { ServerVersion } from '../server/server-version';
import type { Topology } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { exactPolicies, type DeclaredObject } from './exact-policies';
import type { AppliedFragment } from './fragment';
import { fragmentFaults } from './fragment-faults';
import type { PolicyKind } from './merge';
import { readPatternFragments } from './pattern-fragments';
import { patternPolicies } from './pattern-policies';
import { checkCall } from '../props/check-call';

/** What fragments come to, and what is wrong with them: with faults, the policies are not to be used. */
export interface Composition {
  readonly policies: readonly ComposedPolicy[];
  readonly faults: readonly string[];
}

/** What is wrong with the fragments that are to be composed. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';

  constructor(readonly faults: readonly string[]) {
    super(`policies cannot be composed:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** How to compose. */
export interface CompositionOptions {
  /**
   * What to compose; of operator fragments, the strictest limit counts.
   * @default 'policy'
   */
  readonly kind?: PolicyKind;
  /** The server that will apply the policies. */
  readonly serverVersion: ServerVersion;
}

/**
 * Composes fragments into the fewest policies that give each declared queue and exchange all that was applied to it:
 * RabbitMQ applies only one policy to an object, so what is to hold together must be written into one.
 *
 * Declared objects with equal definitions share a policy that lists their names, of a priority above all others. What
 * applications declare themselves gets the policy of the pattern it matches; a pattern that lies within another brings
 * the other's fragments along. Names and priorities depend on what a policy says, not on other objects.
 * @param topology - the objects that are declared
 * @param applied - the fragments
 * @throws CompositionError when fragments contradict each other, or can't have the effect that is asked for
 */
export function composePolicies(
  topology: Pick<Topology, 'vhosts' | 'queues' | 'exchanges'>,
  applied: readonly AppliedFragment[],
  options: CompositionOptions,
): readonly ComposedPolicy[] {
  checkCall('composePolicies', [topology, applied, options]);
  const { policies, faults } = composeFragments(topology, applied, options);
  if (faults.length > 0) throw new CompositionError(faults);
  return policies;
}

/** Composes fragments as {@link composePolicies} does, and returns the faults. */
export function compose(
  topology: Pick<Topology, 'vhosts' | 'queues' | 'exchanges'>,
  applied: readonly AppliedFragment[],
  options: CompositionOptions,
): Composition {
  checkCall('compose', [topology, applied, options]);
  return composeFragments(topology, applied, options);
}

/**
 * Composes what is checked already.
 * @param stack - the id of the stack that declares the fragments; empty for none
 */
export function composeFragments(
  topology: Pick<Topology, 'vhosts' | 'queues' | 'exchanges'>,
  applied: readonly AppliedFragment[],
  options: CompositionOptions,
  stack = '',
): Composition {
  const { kind = 'policy', serverVersion } = options;
  const merging = { kind, serverVersion };
  const faults = new Set<string>();
  const policies = [...new Set(applied.map(({ vhost }) => vhost))].sort().flatMap((vhost) => {
    const here = applied.filter((use) => use.vhost === vhost);
    const objects = objectsOf(topology, vhost, serverVersion);
    const report = (fault: string) => faults.add(fault);
    fragmentFaults(here, objects, merging).forEach(report);
    const patterns = readPatternFragments(here, merging, report);
    return [
      ...exactPolicies({ vhost, stack }, objects, here, patterns, merging, report),
      ...patternPolicies(vhost, patterns, report),
    ];
  });
  return { policies, faults: [...faults] };
}

function objectsOf(
  { vhosts, queues, exchanges }: Pick<Topology, 'vhosts' | 'queues' | 'exchanges'>,
  vhost: string,
  serverVersion: ServerVersion,
) {
  const declared = vhosts.find(({ name }) => name === vhost);
  const objects: DeclaredObject[] = [];
  for (const queue of queues) {
    if (queue.vhost !== vhost) continue;
    const type = queueTypeOf(queue, declared?.default_queue_type, serverVersion);
    // No policy is known to apply to a queue of a type that only a plugin knows.
    if (type !== undefined) objects.push({ kind: 'queue', name: queue.name, objectClass: type });
  }
  for (const exchange of exchanges) {
    if (exchange.vhost === vhost) objects.push({ kind: 'exchange', name: exchange.name, objectClass: 'exchange' });
  }
  return objects;
}
