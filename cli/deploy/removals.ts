import { ManagementError, path, type Management } from '../../host/management';
import { describeObject } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { ProviderObject } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import type { PermissionDefinition } from '../../model/topology/topology';
import { objectKey, pathsOf, unlessGone, type BrokerObject } from '../broker/broker-object';
import { importedChanges, type DefinitionsChange } from '../review/definitions-change';
import { objectOf } from '../review/object-of';

/** An object of a broker that the definitions file declared, and no longer does: an import leaves it there. */
export interface Removal extends BrokerObject {
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

/** What is to be removed from each broker, once, with a change of it that says how to reach it. */
export function removalsByBroker(
  changes: readonly DefinitionsChange[],
): readonly { readonly change: DefinitionsChange; readonly removals: readonly Removal[] }[] {
  const byBroker = groupBy(changes, ({ provider, at }) => provider ?? at);
  return [...byBroker.values()].flatMap((ofBroker) => {
    const [change] = ofBroker;
    const distinct = new Map(
      ofBroker.flatMap((one) => removalsOf(one)).map((removal) => [objectKey(removal), removal] as const),
    );
    return change === undefined || distinct.size === 0 ? [] : [{ change, removals: inOrder([...distinct.values()]) }];
  });
}

function inOrder(removals: readonly Removal[]): readonly Removal[] {
  return removals.toSorted((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
}

/**
 * Removes an object from a broker; one that is not there is fine.
 * @throws ManagementError when the broker refuses
 */
export async function remove(api: Management, removal: BrokerObject): Promise<void> {
  for (const asked of await pathsOf(api, removal)) {
    await api.delete(asked).catch(unlessGone);
  }
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
