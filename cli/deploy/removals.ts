import { ManagementError, path, type Management } from '../../host/management';
import { describeObject } from '../../model/finding';
import { type ProviderObject, type ProviderObjects } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import type { BindingDefinition, PermissionDefinition } from '../../model/topology/topology';
import { importedChanges, type DefinitionsChange } from '../review/definitions-change';
import { objectOf } from '../review/object-of';
import { isSame } from '../terraform/plan';

/** An object of a broker that the definitions file declared, and no longer does: an import leaves it there. */
export interface Removal {
  readonly type: ResourceType;
  readonly object: ProviderObject;
  /** `queue 'orders' in 'shop'` */
  readonly label: string;
  /** The virtual host in which its removal takes the right to configure; undefined where it takes none. */
  readonly configures?: string;
}

/** What is to be removed after the import of a changed definitions file, in an order in which nothing is in the way. */
export function removalsOf(change: DefinitionsChange): readonly Removal[] {
  // Of a file that only the apply will tell nobody knows what it no longer declares.
  if (change.after === undefined) return [];
  const changes = importedChanges(change);
  return order.flatMap((type) =>
    (changes[type] as readonly { readonly action: string; readonly before?: ProviderObject }[]).flatMap(
      ({ action, before }): readonly Removal[] => {
        if (action !== 'delete' || before === undefined) return [];
        const configures = configured.includes(type) && 'vhost' in before ? before.vhost : undefined;
        return [{ type, object: before, label: describeObject(objectOf(type, before)), configures }];
      },
    ),
  );
}

/**
 * Removes an object from a broker; one that is not there is fine.
 * @throws ManagementError when the broker refuses
 */
export async function remove(api: Management, { type, object }: Removal): Promise<void> {
  for (const asked of await pathsOf(api, type, object)) {
    await api.delete(asked).catch(unlessGone);
  }
}

/** Where an object is in the HTTP API: a binding has a key that only the broker knows. */
async function pathsOf(api: Management, type: ResourceType, object: ProviderObject): Promise<readonly string[]> {
  return type === 'rabbitmq_binding' ? bindingPaths(api, object as BindingDefinition) : [objectPath(type, object)];
}

/** The path of an object in the HTTP API, or of all bindings between the ends of one. */
export function objectPath(type: ResourceType, object: ProviderObject): string {
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

/** What is gone already is as it should be. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ManagementError) || error.status !== 404) throw error;
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof ManagementError)) throw error;
}

const order: readonly ResourceType[] = [
  'rabbitmq_shovel',
  'rabbitmq_federation_upstream',
  'rabbitmq_binding',
  'rabbitmq_queue',
  'rabbitmq_exchange',
  'rabbitmq_policy',
  'rabbitmq_operator_policy',
  'rabbitmq_permissions',
  'rabbitmq_topic_permissions',
  'rabbitmq_user',
  'rabbitmq_vhost',
];

/** The broker removes these as the user that asks, who must be allowed to. */
const configured: readonly ResourceType[] = ['rabbitmq_binding', 'rabbitmq_queue', 'rabbitmq_exchange'];

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

/**
 * Lets a user configure a virtual host for as long as something is done there, where it may do nothing there: an administrator
 * of a broker with definitions needs no permissions else.
 */
export async function asConfiguring<T>(
  api: Management,
  user: string,
  vhost: string,
  use: () => Promise<T>,
): Promise<T> {
  const own = path`permissions/${vhost}/${user}`;
  const given = await api.get<PermissionDefinition>(own).catch((error: unknown) => {
    unlessGone(error);
    return undefined;
  });
  if (given !== undefined) return use();
  // Where that is refused, or there is no such virtual host, what follows says so.
  await api.put(own, { configure: '.*', write: '.*', read: '.*' }).catch(onlyRefused);
  try {
    return await use();
  } finally {
    await api.delete(own).catch(unlessGone);
  }
}
