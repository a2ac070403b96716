import { TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { Policy } from '@cdktf/provider-rabbitmq/lib/policy';
import type { ApplyTo, Arguments } from '../../../model/topology/topology';
import { addressOf } from '../../terraform/address';
import { byProvider } from '../../terraform/topology-by';
import { declare } from '../../declared/declaration';
import { providerDefinition } from './broker-policy';
import { policyDefinition, type PolicySettings } from './policy-settings';
import type { VhostRef } from '../../references';

const OWN_SETTINGS = Symbol.for('rabbitmq-cdk.own-settings');
const COMPOSED = Symbol.for('rabbitmq-cdk.composed-vhosts');

/** Above what people give to policies for many objects: an object's own settings are meant for it alone. */
const PRIORITY = 100;

/** What a queue or exchange wants for itself. */
export interface OwnPolicyProps extends PolicySettings {
  readonly vhost: VhostRef;
  readonly policyName: string;
  /** It matches the owner's name and no other. */
  readonly pattern: string;
  readonly applyTo: ApplyTo;
}

/**
 * Puts the settings of one queue or exchange into a policy for it alone, so that changing them does not replace it. Where
 * policies are composed they become part of that instead.
 * @param owner - the queue or exchange
 * @returns what the owner waits for: some settings count only when it is declared
 */
export function ownPolicy(owner: Construct, props: OwnPolicyProps): readonly ITerraformDependable[] {
  const definition = policyDefinition(props);
  if (Object.keys(definition).length === 0) return [];
  Object.defineProperty(owner, OWN_SETTINGS, { value: definition });
  return new OwnPolicy(owner, props, definition).dependencies;
}

/** The settings that a queue or exchange has of its own, as a policy has them. */
export function ownSettingsOf(owner: IConstruct): Arguments | undefined {
  return (owner as { [OWN_SETTINGS]?: Arguments })[OWN_SETTINGS];
}

/** Has no object of a virtual host get a policy of its own: policies are composed there. */
export function composeInstead(vhost: VhostRef): void {
  composedIn(vhost).add(idOf(vhost));
}

/**
 * Takes the own policy away, where policies are composed.
 * @returns the address that nothing must refer to any more
 */
export function removeOwnPolicy(owner: IConstruct): string | undefined {
  const found = owner.node.tryFindChild(ID);
  if (!(found instanceof OwnPolicy)) return undefined;
  owner.node.tryRemoveChild(ID);
  return found.dependencies.map(addressOf)[0];
}

const ID = 'Policy';

class OwnPolicy extends Construct {
  readonly dependencies: readonly ITerraformDependable[];

  constructor(owner: Construct, { vhost, policyName: name, pattern, applyTo }: OwnPolicyProps, definition: Arguments) {
    super(owner, ID);
    this.dependencies = byProvider(
      this,
      vhost.broker,
      Policy,
      {
        name,
        vhost: vhost.vhostName,
        policy: { pattern, applyTo, priority: PRIORITY, definition: providerDefinition(definition) },
      },
      vhost.dependencies,
    );
    const policy = { name, vhost: vhost.vhostName, pattern, 'apply-to': applyTo, definition, priority: PRIORITY };
    declare(this, vhost.broker, () => ({ policies: composedIn(vhost).has(idOf(vhost)) ? [] : [policy] }));
  }
}

/** The virtual hosts of a stack in which policies are composed: one may be referred to by several constructs. */
function composedIn(vhost: VhostRef): Set<string> {
  const stack = TerraformStack.of(vhost) as TerraformStack & { [COMPOSED]?: Set<string> };
  return (stack[COMPOSED] ??= new Set());
}

function idOf({ broker, vhostName }: VhostRef): string {
  return `${broker.node.path} ${vhostName}`;
}
