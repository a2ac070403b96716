import { canonical } from './canonical';
import { mergeOperatorPolicy } from './operator-merge';
import { indexPolicies, type PolicyChoice } from './policy-choice';
import type { PolicyTarget } from './policy-target';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, PolicyDefinition, Topology } from '../topology/topology';

/** What the broker applies to an object, and why. */
export interface EffectivePolicy {
  readonly policy?: PolicyDefinition;
  readonly operatorPolicy?: PolicyDefinition;
  /** Both policies as one, as `effective_policy_definition` of the HTTP API; empty without any; absent when it cannot be determined. */
  readonly definition?: Arguments;
  /** A sentence for each policy that was considered. */
  readonly because: readonly string[];
  /** Why the policy, the operator policy or the definition cannot be determined; empty when all can. */
  readonly undecided: readonly string[];
}

/**
 * What the broker applies to one object. For many, {@link effectivePolicies} reads the policies once.
 * @param serverVersion - the server that would apply them
 */
export function effectivePolicy(
  topology: Topology,
  target: PolicyTarget,
  serverVersion: ServerVersion,
): EffectivePolicy {
  return effectivePolicies(topology, serverVersion)(target);
}

/**
 * Prepares the policies of a topology for questions.
 * @param serverVersion - the server that would apply them
 * @returns what the broker applies to an object
 */
export function effectivePolicies(
  { policies, operatorPolicies }: Pick<Topology, 'policies' | 'operatorPolicies'>,
  serverVersion: ServerVersion,
): (target: PolicyTarget) => EffectivePolicy {
  const choose = indexPolicies(policies, 'policy', serverVersion);
  const chooseOperator = indexPolicies(operatorPolicies, 'operator policy', serverVersion);
  return (target) => combine(choose(target), chooseOperator(target), serverVersion);
}

function combine(user: PolicyChoice, operator: PolicyChoice, version: ServerVersion): EffectivePolicy {
  const choices = user.definitions.flatMap((one) =>
    operator.definitions.map((other) => mergeOperatorPolicy(one, other, version)),
  );
  const [definition, ...others] = choices;
  const certain =
    definition !== undefined &&
    others.every((choice) => choice !== undefined && canonical(choice) === canonical(definition));
  const fails = choices.includes(undefined)
    ? ['the server fails to merge the policy and the operator policy, because both set the same key; set it in one']
    : [];
  return {
    policy: user.policy,
    operatorPolicy: operator.policy,
    definition: certain ? definition : undefined,
    get because() {
      return [...user.because(), ...operator.because()];
    },
    undecided: [...user.undecided, ...operator.undecided, ...fails],
  };
}
