import { fc } from '../random';
import { administrationOf, type Broker } from '../../lab/broker';
import { path } from '../../host/management';
import { until } from '../../host/until';
import { effectivePolicies, type EffectivePolicy } from '../../model/policies/effective-policy';
import { queueTypeOf } from '../../model/topology/queue-type';
import { policyKey } from '../../model/server/queue-setting';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import {
  emptyTopology,
  type Arguments,
  type ExchangeDefinition,
  type PolicyDefinition,
  type QueueDefinition,
  type Topology,
  type VhostDefinition,
} from '../../model/topology/topology';

/** What the model and a broker say of one object; of exchanges, the broker tells only the policy's name. */
export interface Comparison {
  readonly object: string;
  readonly policies: readonly PolicyDefinition[];
  readonly model: Said;
  readonly broker: Said;
}

interface Said {
  readonly policy?: string;
  readonly operatorPolicy?: string;
  readonly definition?: Arguments;
}

/**
 * Declares random policies and objects on a broker and asks both what applies to each object.
 * @param count - how many virtual hosts, each with a dozen objects
 * @param prefix - what the names of the virtual hosts start with; they are removed afterwards
 */
export async function comparePolicies(
  broker: Broker,
  count: number,
  seed: number,
  prefix: string,
): Promise<Comparison[]> {
  const version = parseServerVersion(broker.serverVersion) ?? { major: 4, minor: 0, patch: 5 };
  const cases = fc.sample(topologies(version), { numRuns: count, seed });
  const api = administrationOf(broker);
  const vhosts = cases.map((_, index) => `${prefix}-${index}`);
  try {
    const declared = cases.map((given, index) => within(given, vhosts[index] ?? prefix));
    for (const topology of declared) await api.post('definitions', definitionsOf(topology));
    const comparisons: Comparison[] = [];
    for (const topology of declared) comparisons.push(...(await compare(broker, topology, version)));
    return comparisons;
  } finally {
    for (const vhost of vhosts) await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
  }
}

async function compare(broker: Broker, topology: Topology, version: ServerVersion): Promise<Comparison[]> {
  const [vhost] = topology.vhosts;
  const ask = effectivePolicies(topology, version);
  const listed = await queuesOf(broker, topology);
  const api = administrationOf(broker);
  const comparisons: Comparison[] = [];
  for (const queue of topology.queues) {
    const type = queueTypeOf(queue, vhost?.default_queue_type, version);
    if (type === undefined) throw new Error(`queue '${queue.name}' has no type`);
    const effective = ask({ kind: 'queue', vhost: queue.vhost, name: queue.name, type });
    // Which of two equals applies is not defined, so there is nothing to compare.
    if (effective.undecided.length > 0) continue;
    const row = listed.get(queue.name);
    comparisons.push({
      object: `${row?.type ?? 'missing'} queue '${queue.name}' ${JSON.stringify(vhost)}`,
      policies: [...topology.policies, ...topology.operatorPolicies],
      model: { ...namesOf(effective), definition: effective.definition },
      broker: {
        policy: row?.policy || undefined,
        operatorPolicy: row?.operator_policy || undefined,
        definition: Array.isArray(row?.effective_policy_definition) ? {} : row?.effective_policy_definition,
      },
    });
  }
  for (const exchange of topology.exchanges) {
    const effective = ask({ kind: 'exchange', vhost: exchange.vhost, name: exchange.name });
    if (effective.undecided.length > 0) continue;
    const row = await api.get<{ policy?: string }>(path`exchanges/${exchange.vhost}/${exchange.name}`);
    comparisons.push({
      object: `exchange '${exchange.name}'`,
      policies: topology.policies,
      model: { policy: effective.policy?.name },
      broker: { policy: row.policy || undefined },
    });
  }
  return comparisons;
}

function namesOf({ policy, operatorPolicy }: EffectivePolicy): Said {
  return { policy: policy?.name, operatorPolicy: operatorPolicy?.name };
}

/** A queue as the broker lists it. */
export interface QueueRow {
  readonly name: string;
  readonly type: string;
  readonly policy?: string | null;
  readonly operator_policy?: string | null;
  readonly effective_policy_definition?: Arguments;
}

/** A virtual host's queues: the broker tells their policies with its statistics, which come seconds later. */
export async function queuesOf(
  broker: Broker,
  { vhosts, queues }: Pick<Topology, 'vhosts' | 'queues'>,
): Promise<ReadonlyMap<string, QueueRow>> {
  const vhost = vhosts[0]?.name ?? '/';
  const ask = async () => {
    const rows = await administrationOf(broker).get<QueueRow[]>(path`queues/${vhost}`);
    const silent = rows.filter((row) => row.effective_policy_definition === undefined).map(({ name }) => name);
    if (rows.length < queues.length || silent.length > 0) {
      throw new Error(`${rows.length} of ${queues.length} are there, without statistics ${silent.join(', ')}`);
    }
    return new Map(rows.map((row) => [row.name, row]));
  };
  return until(`the queues of ${vhost} have statistics`, ask, { within: 60_000, every: 500 });
}

function within(topology: Topology, vhost: string): Topology {
  const move = <T extends { readonly vhost: string }>(elements: readonly T[]) =>
    elements.map((element) => ({ ...element, vhost }));
  return {
    ...topology,
    vhosts: topology.vhosts.map((declared) => ({ ...declared, name: vhost })),
    queues: move(topology.queues),
    exchanges: move(topology.exchanges),
    policies: move(topology.policies),
    operatorPolicies: move(topology.operatorPolicies),
  };
}

/** The topology as a definitions file, as far as random ones go. */
function definitionsOf({ vhosts, queues, exchanges, policies, operatorPolicies }: Topology) {
  return {
    vhosts: vhosts.map(({ name, default_queue_type }) => ({ name, metadata: { default_queue_type } })),
    queues,
    exchanges,
    policies,
    parameters: operatorPolicies.map(({ name, vhost, ...value }) => ({
      component: 'operator_policy',
      name,
      vhost,
      value,
    })),
  };
}

const values = {
  'max-length': fc.nat(5),
  'max-length-bytes': fc.constant(1000),
  'message-ttl': fc.constantFrom(0, 60_000),
  expires: fc.constant(3_600_000),
  overflow: fc.constantFrom('drop-head', 'reject-publish'),
  'delivery-limit': fc.integer({ min: -2, max: 4 }),
  'dead-letter-exchange': fc.constantFrom('', 'dlx'),
  'dead-letter-strategy': fc.constant('at-most-once'),
  'target-group-size': fc.integer({ min: 1, max: 3 }),
  'max-age': fc.constantFrom('7D', '1h'),
  'stream-filter-size-bytes': fc.constantFrom(16, 32),
  'stream-max-segment-size-bytes': fc.constant(1_000_000),
  'initial-cluster-size': fc.constant(1),
  'queue-mode': fc.constant('lazy'),
  'queue-version': fc.constantFrom(1, 2),
  'queue-leader-locator': fc.constantFrom('balanced', 'client-local'),
  'max-in-memory-length': fc.nat(5),
  'consumer-timeout': fc.constant(60_000),
  'consumer-disconnected-timeout': fc.constant(60_000),
  'delayed-retry-type': fc.constantFrom('disabled'),
  'delayed-retry-min': fc.integer({ min: 1, max: 3 }),
  'delayed-retry-max': fc.integer({ min: 3, max: 5 }),
  'alternate-exchange': fc.constant('ae'),
} as const;

function definitions(keys: readonly Key[]): fc.Arbitrary<Arguments> {
  return fc
    .uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 3 })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((key) => [key, values[key] as fc.Arbitrary<string | number>]))),
    );
}

function policies(keys: readonly Key[], prefix: string): fc.Arbitrary<PolicyDefinition[]> {
  const policy = fc.record({
    vhost: fc.constant(''),
    pattern: fc.constantFrom(
      '',
      '.*',
      '^a',
      '^a\\.',
      'b$',
      '^(a|b)$',
      '^a\\.b$',
      '(?i)^A',
      '[[:alpha:]]{2}',
      '^\\Qa.b\\E',
      'é',
      '^..$',
    ),
    'apply-to': fc.constantFrom('all' as const, 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'),
    definition: definitions(keys),
    priority: fc.integer({ min: -5, max: 20 }),
  });
  return fc
    .array(policy, { maxLength: 6 })
    .map((list) => list.map((one, index) => ({ ...one, name: `${prefix}${index}` })));
}

const names = ['a', 'a.b', 'a.b.c', 'ab', 'A', 'b', 'b+', 'é', 'x', 'xy'];

const queue: fc.Arbitrary<QueueDefinition> = fc
  .record({
    name: fc.constantFrom(...names),
    type: fc.constantFrom('classic', 'quorum', 'stream', undefined),
    auto_delete: fc.boolean(),
  })
  .map(({ name, type, auto_delete }): QueueDefinition => ({
    name,
    vhost: '',
    durable: true,
    // Replicated queues can't be deleted automatically.
    auto_delete: auto_delete && type !== 'quorum' && type !== 'stream',
    arguments: type === undefined ? {} : { 'x-queue-type': type },
  }));

const exchange: fc.Arbitrary<ExchangeDefinition> = fc.record({
  name: fc.constantFrom(...names),
  vhost: fc.constant(''),
  type: fc.constantFrom('direct', 'topic'),
  durable: fc.constant(true),
  auto_delete: fc.constant(false),
  internal: fc.boolean(),
  arguments: fc.constant({}),
});

const vhost: fc.Arbitrary<VhostDefinition> = fc.record({
  name: fc.constant(''),
  default_queue_type: fc.constantFrom('classic' as const, 'quorum', 'stream'),
});

type Key = keyof typeof values;

function topologies(version: ServerVersion): fc.Arbitrary<Topology> {
  const known = (Object.keys(values) as Key[]).filter((key) => policyKey(key, version) !== undefined);
  const ofOperators = known.filter((key) => policyKey(key, version)?.operator !== undefined);
  return fc
    .record({
      vhosts: vhost.map((one) => [one]),
      queues: fc.uniqueArray(queue, { minLength: 6, maxLength: 9, selector: ({ name }) => name }),
      exchanges: fc.uniqueArray(exchange, { minLength: 2, maxLength: 3, selector: ({ name }) => name }),
      policies: policies(known, 'p'),
      operatorPolicies: policies(ofOperators, 'o'),
    })
    .map((parts) => ({ ...emptyTopology, ...parts }));
}
