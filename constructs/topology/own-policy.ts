import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { BrokerPolicy, type BrokerPolicyProps } from './broker-policy';
import { policyDefinition } from './policy-settings';
import type { IVhost } from './vhost';

/** Above what people give to policies for many objects: an object's own settings are meant for it alone. */
const PRIORITY = 100;

/**
 * Puts the settings of one queue or exchange into a policy for it alone, so that changing them does not replace it.
 * @param owner - the queue or exchange
 * @returns what the owner waits for: some settings count only when it is declared
 */
export function ownPolicy(
  owner: Construct,
  policyName: string,
  vhost: IVhost,
  { pattern, applyTo, ...settings }: Omit<BrokerPolicyProps, 'vhost' | 'definition' | 'policyName' | 'priority'>,
): readonly ITerraformDependable[] {
  const definition = policyDefinition(settings);
  if (Object.keys(definition).length === 0) return [];
  return new BrokerPolicy(owner, 'Policy', { ...settings, vhost, policyName, pattern, applyTo, priority: PRIORITY })
    .dependencies;
}
