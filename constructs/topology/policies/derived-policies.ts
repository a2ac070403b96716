import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { lazily } from '../../../model/lazily';
import type { PolicyDefinition } from '../../../model/topology/topology';
import type { ComposedPolicy } from '../../../model/policies/composed-policy';
import type { composeFragments, Composition } from '../../../model/policies/composition';
import type { AppliedFragment } from '../../../model/policies/fragment';
import type { PolicyKind } from '../../../model/policies/merge';
import type { ownPolicies, OwnSettings } from '../../../model/policies/own-policies';
import { operatorPolicyResource, policyResource } from '../../../model/provider/policies';
import { addressOf } from '../../terraform/address';
import { onceWhole } from '../../terraform/once-whole';
import { TerraformData } from '../../terraform/terraform-data';
import { makeResource, type ResourceExtras } from '../../terraform/make-resource';
import { isByDefinitions, providerFaults } from '../../terraform/topology-by';
import { declareDerived, declaredOn } from '../../declared/declaration';
import { onceAVhost } from '../once-a-vhost';
import { rawDefinitionFaults } from './raw-definition';
import { objectsOf, waitFor } from './waiting-objects';
import type { VhostRef } from '../../references';

const composer = lazily<typeof composeFragments>(() => require('../../../model/policies/composition').composeFragments);
const own = lazily<typeof ownPolicies>(() => require('../../../model/policies/own-policies').ownPolicies);

/**
 * Gives a queue or exchange a policy with its own settings, so that changing them does not replace it: the one of all of its
 * type that set the same, or what fragments and its settings are composed into.
 * @param owner - the queue or exchange; its resource, the child `Default`, waits for the policy, since some settings count
 * only when it is declared
 */
export function applyOwnSettings(owner: Construct, vhost: VhostRef, settings: OwnSettings): void {
  if (Object.keys(settings.definition).length > 0) DerivedPolicies.of(vhost).own(owner, vhost, settings);
}

const POLICIES = Symbol('derived policies');

const kinds: readonly PolicyKind[] = ['policy', 'operator policy'];

/**
 * The policies of a virtual host that follow from its fragments and from what its queues and exchanges set themselves, made
 * in one step when the whole is known.
 *
 * A changed definition is a policy of another name, which must be made before the old one goes, so that no declared queue
 * is without its policy meanwhile. On a broker that exists already Terraform sees to that (`create_before_destroy`, which
 * it heeds for a resource that is removed only if something waits for both: the child `InPlace`). It would hold a
 * container of the same stack to that too, since policies wait for it, and a second one of its name cannot be made: there
 * `rabbitmq-cdk deploy` sees to it.
 */
export class DerivedPolicies {
  /** Those of a virtual host, by whichever construct it is referred to. */
  static of(vhost: VhostRef): DerivedPolicies {
    const stack = TerraformStack.of(vhost);
    return onceAVhost(stack, vhost, POLICIES, () => new DerivedPolicies(stack, vhost));
  }

  private readonly fragments: Readonly<Record<PolicyKind, AppliedFragment[]>> = { policy: [], 'operator policy': [] };
  private readonly owners: Owner[] = [];
  private ownDerived: readonly ComposedPolicy[] | undefined;
  private home: Home | undefined;

  private constructor(
    private readonly stack: TerraformStack,
    private readonly vhost: VhostRef,
  ) {
    if (isByDefinitions(vhost.broker)) return;
    onceWhole(stack, () => this.make());
  }

  private get isComposed(): boolean {
    return this.fragments.policy.length > 0;
  }

  private get hasFragments(): boolean {
    return kinds.some((kind) => this.fragments[kind].length > 0);
  }

  /** The policies of own settings, where there are no fragments to compose them with. */
  private get ownPolicies(): readonly ComposedPolicy[] {
    const settings = this.owners.map((owner) => owner.settings);
    return (this.ownDerived ??= own()({ vhost: this.vhost.vhostName, stack: this.stack.node.id }, settings));
  }

  /** Applies a fragment. */
  apply(vhost: VhostRef, kind: PolicyKind, applied: AppliedFragment): void {
    this.fragments[kind].push(applied);
    this.settle(vhost);
  }

  /** Takes what a queue or exchange sets for itself. */
  own(construct: Construct, vhost: VhostRef, settings: OwnSettings): void {
    this.owners.push({ construct, vhost, settings });
    this.ownDerived = undefined;
    this.settle(vhost);
  }

  /** There are policies: they belong to the virtual host, since several objects may share one. */
  private settle(vhost: VhostRef): void {
    if (this.home !== undefined) return;
    const construct = new Construct(vhost, 'Policies');
    this.home = { construct, vhost };
    declareDerived(construct, vhost.broker, () => ({
      policies: this.policiesOf('policy').map(plain),
      operatorPolicies: this.policiesOf('operator policy').map(plain),
    }));
    construct.node.addValidation({ validate: () => kinds.flatMap((kind) => this.faults(kind)) });
  }

  private policiesOf(kind: PolicyKind): readonly ComposedPolicy[] {
    return kind === 'policy' && !this.isComposed ? this.ownPolicies : this.compose(kind).policies;
  }

  private compose(kind: PolicyKind): Composition {
    const { broker, vhostName: vhost } = this.vhost;
    const applied = this.fragments[kind];
    const own = kind === 'policy' && this.isComposed ? this.owners.map((owner) => asFragment(owner, vhost)) : [];
    const { serverVersion } = broker;
    const fragments = [...applied, ...own];
    return composer()(declaredOn(this.stack, broker), fragments, { kind, serverVersion }, this.stack.node.id);
  }

  private faults(kind: PolicyKind): readonly string[] {
    if (this.fragments[kind].length === 0) return [];
    const { policies, faults } = this.compose(kind);
    const definitions = policies.flatMap(({ definition }) => rawDefinitionFaults(definition));
    return [...faults, ...new Set(providerFaults(this.vhost.broker, definitions))];
  }

  private make(): void {
    if (this.home === undefined) return;
    const { construct, vhost } = this.home;
    const all = kinds.flatMap((kind) =>
      // Those that may take over objects from others come first.
      [...this.policiesOf(kind)]
        .sort((one, other) => one.after.length - other.after.length)
        .map((policy) => ({ kind, policy })),
    );
    if (all.length === 0 && !this.hasFragments) return;
    // One after the other: a broker that changes several at once may leave an object with one that is gone.
    let previous = vhost.dependencies;
    // Nothing that the policies wait for may be made anew.
    const lifecycle = vhost.broker.dependencies.length === 0 ? { createBeforeDestroy: true } : undefined;
    for (const { kind, policy } of all) {
      previous = makePolicy(construct, vhost, kind, policy, {
        dependencies: [...vhost.dependencies, ...previous],
        lifecycle,
        id: kind === 'policy' ? policy.name : `Operator:${policy.name}`,
      });
    }
    // One edge from each object and to each policy, however many both are.
    const policies = construct.node.children.filter((child) => TerraformResource.isTerraformResource(child));
    const inPlace = new TerraformData(
      construct,
      'InPlace',
      all.map(({ kind, policy }) => `${kind} ${policy.name}`),
    );
    inPlace.dependsOn = policies.map(addressOf);
    for (const object of this.waiting()) waitFor(object, [inPlace]);
  }

  /** What has one of the policies, or may have one. */
  private waiting(): readonly TerraformResource[] {
    if (this.hasFragments) return objectsOf(this.stack, this.vhost);
    return this.owners.flatMap(resourceOf);
  }
}

/** A queue or exchange with settings of its own. */
interface Owner {
  readonly construct: Construct;
  readonly vhost: VhostRef;
  readonly settings: OwnSettings;
}

/** Where the policies are. */
interface Home {
  readonly construct: Construct;
  readonly vhost: VhostRef;
}

function makePolicy(
  scope: Construct,
  { broker }: VhostRef,
  kind: PolicyKind,
  policy: PolicyDefinition,
  extras: ResourceExtras,
): readonly TerraformResource[] {
  return kind === 'policy'
    ? makeResource(scope, broker, policyResource, policyResource.render({ policies: [policy] }), extras)
    : makeResource(
        scope,
        broker,
        operatorPolicyResource,
        operatorPolicyResource.render({ operatorPolicies: [policy] }),
        extras,
      );
}

function plain({ name, vhost, pattern, definition, priority, 'apply-to': applyTo }: ComposedPolicy): PolicyDefinition {
  return { name, vhost, pattern, 'apply-to': applyTo, definition, priority };
}

/** What a queue or exchange sets itself, as a fragment on it. */
function asFragment({ construct, settings: { kind, name, definition } }: Owner, vhost: string): AppliedFragment {
  return {
    fragment: { name: 'own settings', definition },
    vhost,
    to: kind === 'exchange' ? { exchange: name } : { queue: name },
    declaredAt: construct.node.path,
  };
}

function resourceOf({ construct }: Owner): readonly TerraformResource[] {
  const resource = construct.node.tryFindChild('Default');
  return TerraformResource.isTerraformResource(resource) ? [resource] : [];
}
