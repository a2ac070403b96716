import { Aspects, DataResource, TerraformResource, TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { OperatorPolicy } from '@cdktf/provider-rabbitmq/lib/operator-policy';
import { Policy } from '@cdktf/provider-rabbitmq/lib/policy';
import type { PolicyDefinition } from '../../../model/topology/topology';
import type { ComposedPolicy } from '../../../model/policies/composed-policy';
import { compose, type Composition } from '../../../model/policies/composition';
import type { AppliedFragment } from '../../../model/policies/fragment';
import type { PolicyKind } from '../../../model/policies/merge';
import { addressOf } from '../../terraform/address';
import { byProvider, isByDefinitions, providerFaults } from '../../terraform/topology-by';
import { declare, topologyOf } from '../../declared/declaration';
import { literally } from '../../terraform/literally';
import { providerDefinition, rawDefinitionFaults } from './broker-policy';
import { composeInstead, ownSettingsOf, removeOwnPolicy } from './own-policy';
import type { VhostRef } from '../../references';

/**
 * The policies of a virtual host that are composed from fragments, made when the whole is known.
 *
 * A changed definition is a policy of another name, which must be made before the old one goes, so that no declared queue
 * is without its policy meanwhile. On a broker that exists already Terraform sees to that (`create_before_destroy`, which
 * it heeds for a resource that is removed only if something waits for both: the child `InPlace`). It would hold a
 * container of the same stack to that too, since policies wait for it, and a second one of its name cannot be made: there
 * `rabbitmq-cdk deploy` sees to it.
 */
export class ComposedPolicies extends Construct {
  /** The one of a virtual host; the first fragment makes it. */
  static of(vhost: VhostRef): ComposedPolicies {
    const found = vhost.node.tryFindChild('Policies');
    return found instanceof ComposedPolicies ? found : new ComposedPolicies(vhost);
  }

  private readonly fragments: Readonly<Record<PolicyKind, AppliedFragment[]>> = { policy: [], 'operator policy': [] };
  private describing = false;

  private constructor(private readonly vhost: VhostRef) {
    super(vhost, 'Policies');
    const stack = TerraformStack.of(this);
    declare(this, vhost.broker, () => {
      // The topology is asked for the objects, and must not ask back for their policies.
      if (this.describing) return {};
      return {
        policies: this.compose('policy').policies.map(plain),
        operatorPolicies: this.compose('operator policy').policies.map(plain),
      };
    });
    this.node.addValidation({ validate: () => [...this.faults('policy'), ...this.faults('operator policy')] });
    if (isByDefinitions(vhost.broker)) return;
    Aspects.of(stack).add({ visit: (node) => (node === stack ? this.make(stack) : undefined) });
  }

  /** Whether nothing that the policies wait for may be made anew. */
  private get isInPlace(): boolean {
    return this.vhost.broker.dependencies.length === 0;
  }

  /** Applies a fragment. */
  add(kind: PolicyKind, applied: AppliedFragment): void {
    this.fragments[kind].push(applied);
    if (kind === 'policy') composeInstead(this.vhost);
  }

  private compose(kind: PolicyKind): Composition {
    const stack = TerraformStack.of(this);
    this.describing = true;
    try {
      const { serverVersion } = this.vhost.broker;
      const topology = topologyOf(stack, this.vhost.broker);
      const applied = this.fragments[kind];
      const own = kind === 'policy' && applied.length > 0 ? ownSettings(this.owners(stack), this.vhost.vhostName) : [];
      return compose(topology, [...applied, ...own], { kind, serverVersion });
    } finally {
      this.describing = false;
    }
  }

  private faults(kind: PolicyKind): readonly string[] {
    const { policies, faults } = this.compose(kind);
    const definitions = policies.flatMap(({ definition }) => rawDefinitionFaults(definition));
    return [...faults, ...new Set(providerFaults(this.vhost.broker, definitions))];
  }

  private make(stack: TerraformStack): void {
    if (this.node.tryFindChild('InPlace') !== undefined) return;
    const made = (['policy', 'operator policy'] as const).flatMap((kind) =>
      // Those that may take over objects from others come first.
      [...this.compose(kind).policies]
        .sort((one, other) => one.after.length - other.after.length)
        .map((policy) => ({ kind, policy })),
    );
    // One after the other: a broker that changes several at once may leave an object with one that is gone.
    let previous = this.vhost.dependencies;
    for (const { kind, policy } of made) {
      previous = this.makeOne(kind, policy, [...this.vhost.dependencies, ...previous]);
    }
    const inPlace = new DataResource(this, 'InPlace', {
      input: made.map(({ kind, policy }) => `${kind} ${policy.name}`),
      dependsOn: this.node.children.filter((child) => TerraformResource.isTerraformResource(child)),
    });
    const gone = this.fragments.policy.length > 0 ? this.owners(stack).map(removeOwnPolicy) : [];
    for (const object of objectsOf(stack, this.vhost)) {
      const dependencies = (object.dependsOn ?? []).filter((address) => !gone.includes(address));
      object.dependsOn = [...dependencies, addressOf(inPlace)];
    }
  }

  /** What has settings of its own in the virtual host, by whichever construct it refers to that. */
  private owners(stack: TerraformStack): readonly Owner[] {
    const { vhostName, broker } = this.vhost;
    const here = ({ vhost }: Owner) => vhost.vhostName === vhostName && vhost.broker === broker;
    return stack.node.findAll().filter(isOwner).filter(here);
  }

  private makeOne(
    kind: PolicyKind,
    { name, pattern, priority, definition, 'apply-to': applyTo }: ComposedPolicy,
    waitsFor: readonly ITerraformDependable[],
  ): readonly TerraformResource[] {
    const { vhostName: vhost, broker } = this.vhost;
    const config = {
      name,
      vhost,
      policy: { pattern, applyTo, priority, definition: providerDefinition(definition) },
      lifecycle: this.isInPlace ? { createBeforeDestroy: true } : undefined,
    };
    return kind === 'policy'
      ? byProvider(this, broker, Policy, config, waitsFor, name)
      : byProvider(this, broker, OperatorPolicy, config, waitsFor, `Operator:${name}`);
  }
}

function plain({ name, vhost, pattern, definition, priority, 'apply-to': applyTo }: ComposedPolicy): PolicyDefinition {
  return { name, vhost, pattern, 'apply-to': applyTo, definition, priority };
}

/** What queues and exchanges set themselves, as fragments on them. */
function ownSettings(owners: readonly Owner[], vhost: string): AppliedFragment[] {
  return owners.map((owner) => ({
    fragment: { name: 'own settings', definition: ownSettingsOf(owner) ?? {} },
    vhost,
    to: owner.queueName === undefined ? { exchange: owner.exchangeName ?? '' } : { queue: owner.queueName },
    declaredAt: owner.node.path,
  }));
}

/** A queue or an exchange with settings of its own. */
type Owner = IConstruct & { readonly vhost: VhostRef; readonly queueName?: string; readonly exchangeName?: string };

function isOwner(construct: IConstruct): construct is Owner {
  return ownSettingsOf(construct) !== undefined;
}

/** The queues and exchanges that are made in a virtual host: they wait for their policies, some of which count only then. */
function objectsOf(stack: TerraformStack, { vhostName, broker }: VhostRef): TerraformResource[] {
  return stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter((resource) => ['rabbitmq_queue', 'rabbitmq_exchange'].includes(resource.terraformResourceType))
    .filter(
      (resource) =>
        (resource as { vhostInput?: string }).vhostInput === literally(vhostName) &&
        resource.provider === broker.provider,
    );
}
