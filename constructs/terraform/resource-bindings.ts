import { Tokenization, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { lazily } from '../../model/lazily';
import type { Attributes } from '../../model/provider/attributes';
import type { ResourceKind, ResourceType } from '../../model/provider/resource-kind';

/** The class that makes resources of a type. */
export type ResourceClass = new (scope: Construct, id: string, config: never) => TerraformResource;

/** The bindings' classes, by the type of resource that they make; loaded when the first resource of it is made. */
export const resourceClasses: Readonly<Record<ResourceType, () => ResourceClass>> = {
  rabbitmq_binding: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/binding').Binding),
  rabbitmq_exchange: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/exchange').Exchange),
  rabbitmq_federation_upstream: lazily<ResourceClass>(
    () => require('@cdktf/provider-rabbitmq/lib/federation-upstream').FederationUpstream,
  ),
  rabbitmq_operator_policy: lazily<ResourceClass>(
    () => require('@cdktf/provider-rabbitmq/lib/operator-policy').OperatorPolicy,
  ),
  rabbitmq_permissions: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/permissions').Permissions),
  rabbitmq_policy: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/policy').Policy),
  rabbitmq_queue: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/queue').Queue),
  rabbitmq_shovel: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/shovel').Shovel),
  rabbitmq_topic_permissions: lazily<ResourceClass>(
    () => require('@cdktf/provider-rabbitmq/lib/topic-permissions').TopicPermissions,
  ),
  rabbitmq_user: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/user').User),
  rabbitmq_vhost: lazily<ResourceClass>(() => require('@cdktf/provider-rabbitmq/lib/vhost').Vhost),
};

/** Attributes as the bindings spell them; the keys of maps within a block are the broker's, and stay, as does what is known later. */
export function configOf({ block }: Pick<ResourceKind, 'block'>, attributes: Attributes): Attributes {
  const { [block ?? '']: settings, ...others } = attributes;
  if (block === undefined) return camelCased(attributes);
  return {
    ...camelCased(others),
    [camelCase(block)]: Tokenization.isResolvable(settings)
      ? settings
      : Array.isArray(settings)
        ? settings.map(camelCased)
        : camelCased(settings),
  };
}

/** A name of the provider as the bindings spell it: `max_queues` is `maxQueues`. */
export function camelCase(name: string): string {
  const known = spelt.get(name);
  if (known !== undefined) return known;
  const spelling = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  spelt.set(name, spelling);
  return spelling;
}

/** The provider's names are few, and asked for with each resource. */
const spelt = new Map<string, string>();

function camelCased(attributes: unknown): Attributes {
  return Object.fromEntries(Object.entries(attributes as Attributes).map(([name, value]) => [camelCase(name), value]));
}
