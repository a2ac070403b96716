import type { Management } from '../../host/management';
import { path } from '../../host/management';
import type { Topology } from '../../model/topology/topology';

/** Declares a topology of one new virtual host, its policies first. */
export async function declareOn(api: Management, topology: Topology): Promise<void> {
  for (const { name } of topology.vhosts) await api.put(path`vhosts/${name}`);
  await api.post('definitions', {
    policies: topology.policies,
    exchanges: topology.exchanges,
    queues: topology.queues,
    bindings: topology.bindings,
  });
}
