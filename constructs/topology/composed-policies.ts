import { Aspects, DataResource, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { OperatorPolicy } from '@cdktf/provider-rabbitmq/lib/operator-policy';
import { Policy } from '@cdktf/provider-rabbitmq/lib/policy';
import type { PolicyDefinition } from '../../model/topology';
import { compose, type ComposedPolicy, type Composition } from '../../policies/composition';
import type { AppliedFragment } from '../../policies/fragment';
import type { PolicyKind } from '../../policies/merge';
import { reaches } from '../../policies/reach';
import { addressOf } from '../address';
import { byProvider, isByDefinitions, providerFaults } from '../broker/topology-by';
import { declare, topologyOf } from '../declaration';
import { literally } from '../literally';
import { providerDefinition, rawDefinitionFaults } from './broker-policy';
import { ownSettingsOf } from './own-policy';
import type { IVhost } from './vhost';

/**
 * The policies of a virtual host that are composed from fragments, made when the whole is known.
 *
 * A changed definition is a policy of another name, which is made before the old one goes (`create_before_destroy`, which
 * Terraform heeds for a resource that is removed only if something waits for both: the child `InPlace`), so that no
 * declared queue is without its policy meanwhile.
 */
export class ComposedPolicies extends Construct {
  /** The one of a virtual host; the first fragment makes it. */
  static of(vhost: IVhost): ComposedPolicies {
    const found = vhost.node.tryFindChild('Policies');
    return found instanceof ComposedPolicies ? found : new ComposedPolicies(vhost);
  }

  private readonly fragments: Readonly<Record<PolicyKind, AppliedFragment[]>> = { policy: [], 'operator policy': [] };
  private describing = false;

  private constructor(private readonly vhost: IVhost) {
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

  /** Applies a fragment. */
  add(kind: PolicyKind, applied: AppliedFragment): void {
    this.fragments[kind].push(applied);
  }

  private compose(kind: PolicyKind): Composition {
    const stack = TerraformStack.of(this);
    this.describing = true;
    try {
      const { serverVersion } = this.vhost.broker;
      const topology = topologyOf(stack, this.vhost.broker);
      const applied = this.fragments[kind];
      const own = kind === 'policy' ? ownSettings(stack, this.vhost.vhostName) : [];
      // An object that no fragment reaches has all it needs in the policy of its own.
      const joined = own.filter((settings) => applied.some((other) => reaches(other, settings.to, serverVersion)));
      return compose(topology, [...applied, ...joined], { kind, serverVersion });
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
    const made = (['policy', 'operator policy'] as const).flatMap((kind) => this.makeAll(kind));
    const inPlace = new DataResource(this, 'InPlace', {
      input: made.map(({ name }) => name),
      dependsOn: made.map(({ resource }) => resource),
    });
    for (const object of objectsOf(stack, this.vhost))
      object.dependsOn = [...(object.dependsOn ?? []), addressOf(inPlace)];
  }

  private makeAll(kind: PolicyKind): { readonly name: string; readonly resource: TerraformResource }[] {
    const made = new Map<string, TerraformResource>();
    // Those that may take over objects from others come first, since the others wait for them.
    const sorted = [...this.compose(kind).policies].sort((one, other) => one.after.length - other.after.length);
    for (const { name, after, pattern, priority, definition, 'apply-to': applyTo } of sorted) {
      const config = {
        name,
        vhost: this.vhost.vhostName,
        policy: { pattern, applyTo, priority, definition: providerDefinition(definition) },
        lifecycle: { createBeforeDestroy: true },
      };
      const { broker } = this.vhost;
      const waitsFor = [...this.vhost.dependencies, ...after.flatMap((other) => made.get(other) ?? [])];
      const [resource] =
        kind === 'policy'
          ? byProvider(this, broker, Policy, config, waitsFor, name)
          : byProvider(this, broker, OperatorPolicy, config, waitsFor, `Operator:${name}`);
      if (resource !== undefined) made.set(name, resource);
    }
    return [...made].map(([name, resource]) => ({ name: `${kind} ${name}`, resource }));
  }
}

function plain({ name, vhost, pattern, definition, priority, 'apply-to': applyTo }: ComposedPolicy): PolicyDefinition {
  return { name, vhost, pattern, 'apply-to': applyTo, definition, priority };
}

/** What queues and exchanges set themselves, as fragments on them. */
function ownSettings(stack: TerraformStack, vhost: string): AppliedFragment[] {
  return stack.node.findAll().flatMap((construct): AppliedFragment[] => {
    const definition = ownSettingsOf(construct);
    const to = targetOf(construct, vhost);
    if (definition === undefined || to === undefined) return [];
    return [{ fragment: { name: 'own settings', definition }, vhost, to, declaredAt: construct.node.path }];
  });
}

function targetOf(construct: IConstruct, vhost: string): { queue: string } | { exchange: string } | undefined {
  const object = construct as { queueName?: string; exchangeName?: string; vhost?: IVhost };
  if (object.vhost?.vhostName !== vhost) return undefined;
  if (object.queueName !== undefined) return { queue: object.queueName };
  return object.exchangeName === undefined ? undefined : { exchange: object.exchangeName };
}

/** The queues and exchanges that are made in a virtual host: they wait for their policies, some of which count only then. */
function objectsOf(stack: TerraformStack, { vhostName, broker }: IVhost): TerraformResource[] {
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
