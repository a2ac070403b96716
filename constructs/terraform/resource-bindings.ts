import { Binding } from '@cdktf/provider-rabbitmq/lib/binding';
import { Exchange } from '@cdktf/provider-rabbitmq/lib/exchange';
import { FederationUpstream } from '@cdktf/provider-rabbitmq/lib/federation-upstream';
import { OperatorPolicy } from '@cdktf/provider-rabbitmq/lib/operator-policy';
import { Permissions } from '@cdktf/provider-rabbitmq/lib/permissions';
import { Policy } from '@cdktf/provider-rabbitmq/lib/policy';
import { Queue } from '@cdktf/provider-rabbitmq/lib/queue';
import { Shovel } from '@cdktf/provider-rabbitmq/lib/shovel';
import { TopicPermissions } from '@cdktf/provider-rabbitmq/lib/topic-permissions';
import { User } from '@cdktf/provider-rabbitmq/lib/user';
import { Vhost } from '@cdktf/provider-rabbitmq/lib/vhost';
import { Tokenization, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import type { ResourceKind, ResourceType } from '../../model/provider/resource-kind';

/** The class that makes resources of a type. */
export type ResourceClass = new (scope: Construct, id: string, config: never) => TerraformResource;

/** The bindings' classes, by the type of resource that they make. */
export const resourceClasses: Readonly<Record<ResourceType, ResourceClass>> = {
  rabbitmq_binding: Binding,
  rabbitmq_exchange: Exchange,
  rabbitmq_federation_upstream: FederationUpstream,
  rabbitmq_operator_policy: OperatorPolicy,
  rabbitmq_permissions: Permissions,
  rabbitmq_policy: Policy,
  rabbitmq_queue: Queue,
  rabbitmq_shovel: Shovel,
  rabbitmq_topic_permissions: TopicPermissions,
  rabbitmq_user: User,
  rabbitmq_vhost: Vhost,
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
