import type { ITerraformDependable } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { BrokerPolicy, type BrokerPolicyProps } from './broker-policy';
import type { Arguments } from '../../model/topology';
import { policyDefinition } from './policy-settings';
import type { IVhost } from './vhost';

const OWN_SETTINGS = Symbol.for('rabbitmq-cdk.own-settings');

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
  Object.defineProperty(owner, OWN_SETTINGS, { value: definition });
  return new BrokerPolicy(owner, 'Policy', { ...settings, vhost, policyName, pattern, applyTo, priority: PRIORITY })
    .dependencies;
}

/** The settings that a queue or exchange has of its own, as a policy has them. */
export function ownSettingsOf(owner: IConstruct): Arguments | undefined {
  return (owner as { [OWN_SETTINGS]?: Arguments })[OWN_SETTINGS];
}
