import { emptyTopology, type Topology } from '../topology/topology';
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

/** All types of resources of the provider. */
export const resourceKinds: Readonly<Record<ResourceType, ResourceKind>> = {
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

/** The kind of a type of resources; undefined for those of other providers. */
export function resourceKindOf(type: string): ResourceKind | undefined {
  return Object.hasOwn(resourceKinds, type) ? resourceKinds[type as ResourceType] : undefined;
}

/** A resource of any provider, and where it was declared. */
export interface DeclaredResource {
  readonly type: string;
  readonly attributes: Attributes;
  readonly declaredAt: string;
}

/** The topology that resources make on a broker; those of other providers are left out. */
export function topologyOfResources(resources: readonly DeclaredResource[]): Topology {
  const parts: { [K in keyof Topology]: Topology[K][number][] } = structuredClone(emptyTopology) as never;
  for (const { type, attributes, declaredAt } of resources) {
    for (const [kind, elements] of Object.entries(resourceKindOf(type)?.read(attributes) ?? {})) {
      const into = parts[kind as keyof Topology] as object[];
      for (const element of elements) into.push({ ...element, declaredAt });
    }
  }
  return parts as Topology;
}
