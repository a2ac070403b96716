import type { Topology } from '../topology/topology';
import { topologyOfParts } from '../topology/topology-of-parts';
import type { Attributes } from './attributes';
import { bindingResource } from './bindings';
import { exchangeResource } from './exchanges';
import { federationUpstreamResource } from './federation-upstreams';
import { permissionsResource, topicPermissionsResource } from './permissions';
import { operatorPolicyResource, policyResource } from './policies';
import { queueResource } from './queues';
import type { ResourceKind, ResourceType } from './resource-kind';
import { shovelResource } from './shovels';
import { userResource } from './users';
import { vhostResource } from './vhosts';

/** A kind of which it is not said what of a topology it carries. */
export interface AnyResourceKind extends Omit<ResourceKind, 'read'> {
  read(attributes: Attributes): Partial<Topology>;
}

/** All types of resources of the provider. */
export const resourceKinds: Readonly<Record<ResourceType, AnyResourceKind>> = {
  rabbitmq_vhost: vhostResource,
  rabbitmq_user: userResource,
  rabbitmq_permissions: permissionsResource,
  rabbitmq_topic_permissions: topicPermissionsResource,
  rabbitmq_exchange: exchangeResource,
  rabbitmq_queue: queueResource,
  rabbitmq_binding: bindingResource,
  rabbitmq_policy: policyResource,
  rabbitmq_operator_policy: operatorPolicyResource,
  rabbitmq_shovel: shovelResource,
  rabbitmq_federation_upstream: federationUpstreamResource,
};

/** Whether a type of resources is one of the provider's. */
export function isResourceType(type: string): type is ResourceType {
  return Object.hasOwn(resourceKinds, type);
}

/** The kind of a type of resources; undefined for those of other providers. */
export function resourceKindOf(type: string): AnyResourceKind | undefined {
  return isResourceType(type) ? resourceKinds[type] : undefined;
}

/** A resource of any provider, and where it was declared. */
export interface DeclaredResource {
  readonly type: string;
  readonly attributes: Attributes;
  readonly declaredAt: string;
}

/** The topology that resources make on a broker; those of other providers are left out. */
export function topologyOfResources(resources: readonly DeclaredResource[]): Topology {
  return topologyOfParts(
    resources.map(({ type, attributes, declaredAt }) => ({
      part: resourceKindOf(type)?.read(attributes) ?? {},
      declaredAt,
    })),
  );
}
