import { isDeepStrictEqual } from 'node:util';
import { resourceKindOf } from '../../model/provider/resource-kinds';
import type { BindingDefinition } from '../../model/topology/topology';
import type { LiveBroker } from '../broker/live-broker';
import type { Plan } from '../terraform/plan';

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
    .flatMap(({ type, action, importId: id, address: to, after, provider }): readonly TakenOver[] => {
      if (id !== undefined) return [{ id, to }];
      if (type !== 'rabbitmq_binding' || action !== 'create' || after === undefined) return [];
      const [binding] = resourceKindOf(type)?.read(after).bindings ?? [];
      if (binding === undefined || !isThereAlready(binding, live.get(provider))) return [];
      return [{ id: `${binding.vhost}/${binding.source}/${binding.destination}`, to }];
    })
    .toSorted((one, other) => (one.to < other.to ? -1 : 1));
}

/** Whether a broker has a binding just so: then creating it does nothing. */
export function isThereAlready(binding: BindingDefinition, live: LiveBroker | undefined): boolean {
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
