import { effectivePolicies, type EffectivePolicy } from '../policies/effective-policy';
import { classesOf } from '../policies/object-class';
import type { PolicyTarget } from '../policies/policy-target';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, PolicyDefinition, Topology } from '../topology/topology';

/** Whether a policy's key is one of mirroring, which RabbitMQ 4.0 removed. */
export function isMirroringKey(key: string): boolean {
  return key.startsWith('ha-');
}

/** Whether a definition mirrors classic queues. */
export function mirrors(definition: Arguments): boolean {
  return Object.hasOwn(definition, 'ha-mode');
}

/**
 * What a server of 3.x applies to an object: there a key of mirroring keeps a policy from quorum queues and streams.
 * @param version - the server whose table of the other keys counts: which types a key disables is the same since 3.10
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/v3.10.8/deps/rabbit/src/rabbit_quorum_queue.erl
 */
export function effectiveBefore(
  topology: Pick<Topology, 'policies' | 'operatorPolicies'>,
  version: ServerVersion,
): (target: PolicyTarget) => EffectivePolicy {
  const ofQueues = effectivePolicies(
    { policies: topology.policies.flatMap(forQueues), operatorPolicies: topology.operatorPolicies.flatMap(forQueues) },
    version,
  );
  const ofExchanges = effectivePolicies(topology, version);
  return (target) => (target.kind === 'queue' ? ofQueues(target) : ofExchanges(target));
}

/** A policy as far as it applies to queues. */
function forQueues(policy: PolicyDefinition): readonly PolicyDefinition[] {
  if (!Object.keys(policy.definition).some(isMirroringKey)) return [policy];
  return classesOf(policy['apply-to']).includes('classic') ? [{ ...policy, 'apply-to': 'classic_queues' }] : [];
}
