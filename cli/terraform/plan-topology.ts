import { withoutUris } from '../../model/definitions/withheld';
import { topologyOfResources } from '../../model/provider/resource-kinds';
import type { Topology } from '../../model/topology/topology';
import type { PlannedResource } from './plan';

/** Which side of a plan. */
export type Side = 'before' | 'after';

/**
 * The topology that a plan's resources are, or will be. `declaredAt` is the address of the resource; URIs, which may hold
 * passwords, are withheld.
 * @param resources - those of one broker
 */
export function planTopology(resources: readonly PlannedResource[], side: Side): Topology {
  const declared = resources.flatMap(({ address: declaredAt, type, [side]: attributes }) =>
    attributes === undefined ? [] : [{ type, attributes, declaredAt }],
  );
  const topology = topologyOfResources(declared);
  return { ...topology, parameters: topology.parameters.map((parameter) => withoutUris(parameter)) };
}
