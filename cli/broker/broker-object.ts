import { ManagementError, path, type Management } from '../../host/management';
import { canonical } from '../../model/comparison/comparable';
import { objectId, type ProviderObject, type ProviderObjects } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import type { BindingDefinition } from '../../model/topology/topology';
import { isSame } from '../terraform/plan';

/** An object of a broker. */
export interface BrokerObject {
  readonly type: ResourceType;
  readonly object: ProviderObject;
}

/** What tells an object from all others of its broker; of a binding its arguments too. */
export function objectKey({ type, object }: BrokerObject): string {
  return canonical([type, ...objectId(object), 'source' in object ? object.arguments : {}]);
}

/** Whether an object is on a broker; what the broker does not tell is taken to be there. */
export async function isThere(api: Management, { type, object }: BrokerObject): Promise<boolean> {
  try {
    if (type === 'rabbitmq_binding') return (await bindingPaths(api, object as BindingDefinition)).length > 0;
    await api.get(objectPath(type, object));
    return true;
  } catch (error) {
    if (!(error instanceof ManagementError)) throw error;
    return error.status !== 404;
  }
}

/** Where an object is in the HTTP API: a binding has a key that only the broker knows. */
export async function pathsOf(api: Management, { type, object }: BrokerObject): Promise<readonly string[]> {
  return type === 'rabbitmq_binding' ? bindingPaths(api, object as BindingDefinition) : [objectPath(type, object)];
}

/** What is gone already is as it should be. */
export function unlessGone(error: unknown): void {
  if (!(error instanceof ManagementError) || error.status !== 404) throw error;
}

/** The path of an object in the HTTP API, or of all bindings between the ends of one. */
function objectPath(type: ResourceType, object: ProviderObject): string {
  return paths[type](object as never);
}

async function bindingPaths(api: Management, binding: BindingDefinition): Promise<readonly string[]> {
  const between = objectPath('rabbitmq_binding', binding);
  const bound = await api.get<readonly LiveBinding[]>(between).catch((error: unknown) => {
    unlessGone(error);
    return [];
  });
  return bound
    .filter(({ routing_key: key, arguments: given }) => key === binding.routing_key && isSame(given, binding.arguments))
    .map(({ properties_key: key }) => `${between}/${encodeURIComponent(key)}`);
}

type LiveBinding = BindingDefinition & { readonly properties_key: string };

const paths: { readonly [Type in ResourceType]: (object: ProviderObjects[Type]) => string } = {
  rabbitmq_binding: ({ vhost, source, destination, destination_type: type }) =>
    path`bindings/${vhost}/e/${source}/${type === 'queue' ? 'q' : 'e'}/${destination}`,
  rabbitmq_exchange: ({ vhost, name }) => path`exchanges/${vhost}/${name}`,
  rabbitmq_federation_upstream: ({ component, vhost, name }) => path`parameters/${component}/${vhost}/${name}`,
  rabbitmq_operator_policy: ({ vhost, name }) => path`operator-policies/${vhost}/${name}`,
  rabbitmq_permissions: ({ vhost, user }) => path`permissions/${vhost}/${user}`,
  rabbitmq_policy: ({ vhost, name }) => path`policies/${vhost}/${name}`,
  rabbitmq_queue: ({ vhost, name }) => path`queues/${vhost}/${name}`,
  rabbitmq_shovel: ({ component, vhost, name }) => path`parameters/${component}/${vhost}/${name}`,
  rabbitmq_topic_permissions: ({ vhost, user }) => path`topic-permissions/${vhost}/${user}`,
  rabbitmq_user: ({ name }) => path`users/${name}`,
  rabbitmq_vhost: ({ name }) => path`vhosts/${name}`,
};
