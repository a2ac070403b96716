import { effectivePolicies } from '../policies/effective-policy';
import { effectiveSettings } from '../policies/effective-settings';
import type { Subject } from '../finding';
import { groupBy } from '../group-by';
import { idOf } from '../topology/object-id';
import { queueTypeOf } from '../topology/queue-type';
import type { ServerVersion } from '../server/server-version';
import type {
  BindingDefinition,
  ExchangeDefinition,
  Json,
  QueueDefinition,
  QueueType,
  Topology,
  VhostDefinition,
} from '../topology/topology';
import { builtInExchanges } from '../validity/names';

/** A queue, and what the whole topology makes of it. */
export interface IndexedQueue {
  readonly queue: QueueDefinition;
  /** `undefined` when it says a type that there isn't. */
  readonly type: QueueType | undefined;
  /** Its settings in the end, by the keys of policies, wherever they come from. */
  readonly settings: ReadonlyMap<string, Json>;
  /** Why its policies cannot be determined; empty when they can. */
  readonly undecided: readonly string[];
}

/** An exchange, and what the whole topology makes of it. */
export interface IndexedExchange {
  readonly exchange: ExchangeDefinition;
  /** Where messages go that no binding takes. */
  readonly alternate?: string;
  /** Whether messages come to it, or go from it, by federation. */
  readonly federated: boolean;
  readonly undecided: readonly string[];
}

/** A topology with its elements by name; names are found by {@link idOf}. */
export interface TopologyIndex {
  readonly topology: Topology;
  readonly version: ServerVersion;
  readonly vhosts: ReadonlyMap<string, VhostDefinition>;
  readonly queues: ReadonlyMap<string, IndexedQueue>;
  readonly exchanges: ReadonlyMap<string, IndexedExchange>;
  /** Bindings by their source. */
  readonly bindingsFrom: ReadonlyMap<string, readonly BindingDefinition[]>;
  /** Bindings by their destination queue. */
  readonly bindingsToQueue: ReadonlyMap<string, readonly BindingDefinition[]>;
}

/** Reads a topology once for many questions. */
export function indexTopology(topology: Topology, version: ServerVersion): TopologyIndex {
  const vhosts = new Map(topology.vhosts.map((vhost) => [vhost.name, vhost]));
  const policyOf = effectivePolicies(topology, version);
  const queues = new Map<string, IndexedQueue>();
  for (const queue of topology.queues) {
    const type = queueTypeOf(queue, vhosts.get(queue.vhost)?.default_queue_type, version);
    const known = type ?? 'classic';
    const { definition, undecided } = policyOf({ kind: 'queue', vhost: queue.vhost, name: queue.name, type: known });
    const settings = effectiveSettings(known, queue.arguments, definition ?? {}, version);
    queues.set(idOf(queue.vhost, queue.name), {
      queue,
      type,
      settings: new Map(settings.map(({ key, value }) => [key, value])),
      undecided,
    });
  }
  const exchanges = new Map<string, IndexedExchange>();
  for (const exchange of topology.exchanges) {
    const { definition = {}, undecided } = policyOf({ kind: 'exchange', vhost: exchange.vhost, name: exchange.name });
    const alternate = exchange.arguments['alternate-exchange'] ?? definition['alternate-exchange'];
    exchanges.set(idOf(exchange.vhost, exchange.name), {
      exchange,
      ...(typeof alternate === 'string' ? { alternate } : {}),
      federated: Object.keys(definition).some((key) => key.startsWith('federation-')),
      undecided,
    });
  }
  const toQueues = topology.bindings.filter(({ destination_type }) => destination_type === 'queue');
  return {
    topology,
    version,
    vhosts,
    queues,
    exchanges,
    bindingsFrom: groupBy(topology.bindings, ({ vhost, source }) => idOf(vhost, source)),
    bindingsToQueue: groupBy(toQueues, ({ vhost, destination }) => idOf(vhost, destination)),
  };
}

/** Whether an exchange is there: declared, or one that every virtual host has. */
export function hasExchange({ exchanges }: TopologyIndex, vhost: string, name: string): boolean {
  return exchanges.has(idOf(vhost, name)) || builtInExchanges.has(name);
}

/** A queue as what a finding is about. */
export function queueSubject({ vhost, name, declaredAt }: QueueDefinition): Subject {
  return { object: { type: 'queue', vhost, name }, at: declaredAt ?? '' };
}

/** An exchange as what a finding is about. */
export function exchangeSubject({ vhost, name, declaredAt }: ExchangeDefinition): Subject {
  return { object: { type: 'exchange', vhost, name }, at: declaredAt ?? '' };
}
