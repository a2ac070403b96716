import { groupBy } from '../group-by';
import {
  emptyTopology,
  type Arguments,
  type BindingDefinition,
  type ExchangeDefinition,
  type ParameterDefinition,
  type PermissionDefinition,
  type PolicyDefinition,
  type QueueDefinition,
  type Topology,
  type TopicPermissionDefinition,
  type UserDefinition,
  type VhostDefinition,
} from '../topology/topology';
import type { Attributes } from './attributes';
import { userIn } from './permissions';
import { first, type ResourceType } from './resource-kind';
import { resourceKinds } from './resource-kinds';

/** A virtual host with its limits, such as `max-connections`. */
export interface LimitedVhost extends VhostDefinition {
  readonly limits: Arguments;
}

/** The topic permissions of one user in one virtual host, a row for each exchange. */
export interface TopicPermissions {
  readonly user: string;
  readonly vhost: string;
  readonly rows: readonly TopicPermissionDefinition[];
}

/** What a resource of each type makes on a broker. */
export interface ProviderObjects {
  readonly rabbitmq_binding: BindingDefinition;
  readonly rabbitmq_exchange: ExchangeDefinition;
  readonly rabbitmq_federation_upstream: ParameterDefinition;
  readonly rabbitmq_operator_policy: PolicyDefinition;
  readonly rabbitmq_permissions: PermissionDefinition;
  readonly rabbitmq_policy: PolicyDefinition;
  readonly rabbitmq_queue: QueueDefinition;
  readonly rabbitmq_shovel: ParameterDefinition;
  readonly rabbitmq_topic_permissions: TopicPermissions;
  readonly rabbitmq_user: UserDefinition;
  readonly rabbitmq_vhost: LimitedVhost;
}

/** Any of them. */
export type ProviderObject = ProviderObjects[ResourceType];

/** What the resources of a type would make of a topology, in its order. */
export function objectsIn<Type extends ResourceType>(type: Type, topology: Topology): readonly ProviderObjects[Type][] {
  return objects[type](topology);
}

/** The object that a resource makes. */
export function readObject<Type extends ResourceType>(type: Type, attributes: Attributes): ProviderObjects[Type];
export function readObject(type: ResourceType, attributes: Attributes): ProviderObject {
  const topology = { ...emptyTopology, ...resourceKinds[type].read(attributes) };
  // There may be no row, or none that is known before the apply.
  if (type === 'rabbitmq_topic_permissions') return { ...userIn(attributes), rows: topology.topicPermissions };
  return first<ProviderObject>(objectsIn(type, topology));
}

/** What people call an object: a binding has no name, and its ends tell which it is. */
export function objectName(object: ProviderObject): string {
  if (!('source' in object)) return 'name' in object ? object.name : object.user;
  const { source, destination, routing_key: key } = object;
  return `${source} -> ${destination}${key === '' ? '' : ` (${key})`}`;
}

/**
 * What tells an object from others of its type on one broker. Of a binding without its arguments: the broker and the
 * provider write them differently, and one key rarely is bound twice.
 */
export function objectId(object: ProviderObject): readonly string[] {
  if ('source' in object) {
    const { vhost, source, destination, destination_type: type, routing_key: key } = object;
    return [vhost, source, destination, type, key];
  }
  if ('user' in object) return [object.user, object.vhost];
  return 'vhost' in object ? [object.vhost, object.name] : [object.name];
}

const objects: { readonly [Type in ResourceType]: (topology: Topology) => readonly ProviderObjects[Type][] } = {
  rabbitmq_binding: ({ bindings }) => bindings,
  rabbitmq_exchange: ({ exchanges }) => exchanges,
  rabbitmq_federation_upstream: ({ parameters }) => ofComponent(parameters, 'federation-upstream'),
  rabbitmq_operator_policy: ({ operatorPolicies }) => operatorPolicies,
  rabbitmq_permissions: ({ permissions }) => permissions,
  rabbitmq_policy: ({ policies }) => policies,
  rabbitmq_queue: ({ queues }) => queues,
  rabbitmq_shovel: ({ parameters }) => ofComponent(parameters, 'shovel'),
  rabbitmq_topic_permissions: ({ topicPermissions }) =>
    [...groupBy(topicPermissions, ({ user, vhost }) => JSON.stringify([user, vhost])).values()].map((rows) => {
      const { user, vhost } = first(rows);
      return { user, vhost, rows };
    }),
  rabbitmq_user: ({ users }) => users,
  rabbitmq_vhost: ({ vhosts, parameters }) => {
    const limits = groupBy(ofComponent(parameters, 'vhost-limits'), ({ vhost }) => vhost);
    return vhosts.map((vhost) => {
      const values = (limits.get(vhost.name) ?? []).map(({ value }) => value as Arguments);
      return { ...vhost, limits: Object.assign({}, ...values) as Arguments };
    });
  },
};

function ofComponent(parameters: readonly ParameterDefinition[], component: string): readonly ParameterDefinition[] {
  return parameters.filter((parameter) => parameter.component === component);
}
