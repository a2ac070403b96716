import type { StartedBroker } from '../../lab/broker';
import { chosenGeneration, type Generation } from '../../lab/generation';

/** What a test may know of the broker that all tests of its project share. */
export type SharedBroker = Omit<StartedBroker, 'stop'>;

/** Plugins of the shared broker beside management and metrics: what the examples and the model speak of. */
export const sharedBrokerPlugins: readonly string[] = [
  'rabbitmq_consistent_hash_exchange',
  'rabbitmq_event_exchange',
  'rabbitmq_random_exchange',
  'rabbitmq_recent_history_exchange',
  'rabbitmq_shovel',
  'rabbitmq_federation',
  'rabbitmq_sharding',
];

/** Hands the broker to the processes that run the tests; its functions stay behind. */
export function shareBroker(generation: Generation, broker: StartedBroker): void {
  process.env[variableOf(generation)] = JSON.stringify(broker);
}

/**
 * The broker that all tests of the project share: each keeps to virtual hosts and users of its own, and removes them.
 * Call it within a test that {@link describeWith} `broker` guards.
 */
export function sharedBroker(): SharedBroker {
  const broker = process.env[variableOf(chosenGeneration())];
  if (broker === undefined) throw new Error("there is no shared broker; tests that need one are '*.broker.test.ts'");
  return JSON.parse(broker);
}

function variableOf(generation: Generation): string {
  return `LAB_SHARED_BROKER_${generation.replaceAll('.', '_')}`;
}
