import { createHash } from 'node:crypto';
import { administrationOf, type Broker } from '../lab/broker';
import { path } from '../host/management';
import { definitionsOf } from '../model/definitions/definitions-writer';
import type { Topology } from '../model/topology/topology';

/** The password of every user that a test imports. */
export const PASSWORD = 'only-for-this-test';

/** Has a broker import a topology; users that have no hash get {@link PASSWORD}. */
export async function importTopology(broker: Broker, topology: Topology): Promise<void> {
  const { definitions } = definitionsOf(withPasswords(topology));
  const api = administrationOf(broker);
  await api.post('definitions', definitions);
  // The administrator that imports a virtual host may not use it, unless the file says so.
  for (const { name } of topology.vhosts)
    await api.put(path`permissions/${name}/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
}

/**
 * Deletes the virtual hosts, users and global parameters that a topology declares, and its queues and exchanges in other virtual
 * hosts.
 */
export async function removeTopology(broker: Broker, topology: Topology): Promise<void> {
  const api = administrationOf(broker);
  const vhosts = topology.vhosts.map(({ name }) => name);
  for (const name of vhosts) await api.delete(path`vhosts/${name}`);
  for (const { vhost, name } of topology.queues)
    if (!vhosts.includes(vhost)) await api.delete(path`queues/${vhost}/${name}`);
  for (const { vhost, name, imported } of topology.exchanges)
    if (!vhosts.includes(vhost) && imported !== true) await api.delete(path`exchanges/${vhost}/${name}`);
  for (const { name } of topology.users) await api.delete(path`users/${name}`);
  for (const { name } of topology.globalParameters) await api.delete(path`global-parameters/${name}`);
}

/** The topology with a hash of {@link PASSWORD} for every user: elsewhere Terraform computes them. */
export function withPasswords(topology: Topology): Topology {
  const salt = Buffer.from('salt');
  const hash = Buffer.concat([salt, createHash('sha256').update(salt).update(PASSWORD).digest()]).toString('base64');
  return { ...topology, users: topology.users.map((user) => ({ password_hash: hash, ...user })) };
}
