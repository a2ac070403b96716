import { objectId, objectsIn, type ProviderObject } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import { resourceKinds } from '../../model/provider/resource-kinds';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import { isSame } from '../terraform/plan';
import { declaredAs } from './change';

/** One object as a declaration has it before and after. */
export interface ObjectPair {
  readonly type: ResourceType;
  readonly id: string;
  readonly before?: ProviderObject;
  readonly after?: ProviderObject;
}

/** The objects of two topologies, each with what it was and what it becomes. */
export function pairsOf({
  before = emptyTopology,
  after = emptyTopology,
}: {
  readonly before?: Topology;
  readonly after?: Topology;
}): readonly ObjectPair[] {
  return (Object.keys(resourceKinds) as readonly ResourceType[]).flatMap((type) => {
    const [old, now] = [before, after].map((topology) => byId(type, topology));
    const ids = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
    return [...ids].map((id) => ({ type, id, before: old?.get(id), after: now?.get(id) }));
  });
}

function byId(type: ResourceType, topology: Topology): ReadonlyMap<string, ProviderObject> {
  return new Map(
    objectsIn<ResourceType>(type, topology).map((object) => {
      const more = 'source' in object ? [JSON.stringify(object.arguments)] : [];
      return [JSON.stringify([type, ...objectId(object), ...more]), object];
    }),
  );
}

/** Whether two objects say the same, wherever in a file they stand. */
export function isEqual(one: ProviderObject, other: ProviderObject): boolean {
  return isSame(declaredAs(one, ''), declaredAs(other, ''));
}
