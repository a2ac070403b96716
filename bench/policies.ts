import type { QueueDefinition, QueueType } from '../model/topology/topology';
import { composePolicies, type AppliedFragment } from '../policies';

/** What a measurement was about, and how long it took. */
export interface Measured {
  /** In milliseconds. */
  readonly duration: number;
  readonly queues: number;
  readonly fragments: number;
  readonly policies: number;
}

/** Composes fifty fragments for ten thousand queues: half of them on patterns, half on a share of the queues each. */
export function measurePolicies(queues = 10_000, fragments = 50): Measured {
  const declared = Array.from({ length: queues }, (_, index) => declaredQueue(index));
  const applied = Array.from({ length: fragments }, (_, index) => appliedFragments(index, declared)).flat();
  const started = performance.now();
  const policies = composePolicies({ vhosts: [], queues: declared, exchanges: [] }, applied, {
    serverVersion: { major: 4, minor: 2, patch: 9 },
  });
  return { duration: performance.now() - started, queues, fragments, policies: policies.length };
}

const types: readonly QueueType[] = ['quorum', 'classic', 'stream'];

function declaredQueue(index: number): QueueDefinition {
  const type = types[index % types.length] ?? 'quorum';
  const name = `team-${index % 25}.orders.${index}`;
  return { name, vhost: '/', durable: true, auto_delete: false, arguments: { 'x-queue-type': type } };
}

function appliedFragments(index: number, queues: readonly QueueDefinition[]): AppliedFragment[] {
  const fragment = { name: `fragment-${index}`, definition: { 'max-length-bytes': 1_000 * index } };
  if (index % 2 === 0) {
    const to = { pattern: `^team-${index / 2}\\.`, applyTo: 'queues' } as const;
    return [{ fragment, vhost: '/', to }];
  }
  return queues
    .filter((_, number) => number % 100 === index)
    .map(({ name }) => ({ fragment, vhost: '/', to: { queue: name } }));
}
