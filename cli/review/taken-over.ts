import { isDeepStrictEqual } from 'node:util';
import { resourceKindOf } from '../../model/provider/resource-kinds';
import type { BindingDefinition } from '../../model/topology/topology';
import type { LiveBroker } from '../broker/live-broker';
import type { Plan, PlannedResource } from '../terraform/plan';

/** Something that exists and comes into the state: by the provider's id of it, or its own name. */
export interface TakenOver {
  readonly id: string;
  readonly to: string;
}

/**
 * What a plan takes into the state without creating it: what it imports, and bindings that it would create and that the broker has.
 * @param live - what the brokers say, by the key of their provider
 */
export function takenOver({ resources }: Plan, live: ReadonlyMap<string, LiveBroker>): readonly TakenOver[] {
  return resources
    .flatMap((resource): readonly TakenOver[] => {
      const { importId: id, address: to, provider } = resource;
      if (id !== undefined) return [{ id, to }];
      if (!comesAsItIs(resource, live.get(provider))) return [];
      return bindingsOf(resource).map(({ vhost, source, destination }) => ({
        id: `${vhost}/${source}/${destination}`,
        to,
      }));
    })
    .toSorted((one, other) => (one.to < other.to ? -1 : 1));
}

/** Whether a resource is of bindings that a plan creates, and that the broker has just so. */
export function comesAsItIs(resource: PlannedResource, live: Pick<LiveBroker, 'bindings'> | undefined): boolean {
  const bindings = bindingsOf(resource);
  return resource.action === 'create' && bindings.length > 0 && bindings.every((one) => isThereAlready(one, live));
}

/** The binding that a resource makes. */
export function bindingsOf({ type, after }: PlannedResource): readonly BindingDefinition[] {
  if (type !== 'rabbitmq_binding' || after === undefined) return [];
  return resourceKindOf(type)?.read(after).bindings ?? [];
}

/** Whether a broker has a binding just so: then creating it does nothing. */
export function isThereAlready(binding: BindingDefinition, live: Pick<LiveBroker, 'bindings'> | undefined): boolean {
  const { vhost, source, destination, destination_type: kind, routing_key: key, arguments: args } = binding;
  return (live?.bindings ?? []).some(
    (there) =>
      there.vhost === vhost &&
      there.source === source &&
      there.destination === destination &&
      there.destination_type === kind &&
      there.routing_key === key &&
      isDeepStrictEqual(there.arguments, args),
  );
}
