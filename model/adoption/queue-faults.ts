import { queueTypeOf } from '../topology/queue-type';
import type { QueueDefinition } from '../topology/topology';
import type { KnownOfBroker } from './known-of-broker';
import { nameFaults } from './name-faults';

/** Why the constructs of queues cannot say a queue just as it is. */
export function queueFaults(
  queue: QueueDefinition,
  defaultType: unknown,
  { version, isUntyped = () => false }: KnownOfBroker,
): string[] {
  const { name, vhost, arguments: args } = queue;
  const type = queueTypeOf(queue, defaultType, version);
  const written = args['x-queue-type'];
  return [
    ...nameFaults(name),
    ...(queue.durable ? [] : ['it is not durable, and constructs declare durable queues only']),
    // A construct writes the type, and every argument is fixed for a queue's life.
    ...(isUntyped(vhost, name)
      ? ["the broker keeps it without 'x-queue-type', and the provider would replace it by one that has it"]
      : []),
    ...(type === undefined ? [`there is no construct of its type ${JSON.stringify(written)}`] : []),
    ...(written === undefined || written === type ? [] : [`its 'x-queue-type' is ${JSON.stringify(written)}`]),
  ];
}
