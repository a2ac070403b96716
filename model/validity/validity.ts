import type { Definitions } from '../definitions/definitions';
import { field, text, type Entries, type Entry, type Section } from '../definitions/entry';
import { countingTheRest, isRefusal, type Finding } from '../finding';
import type { PermittedFeatures } from '../server/permitted-features';
import type { ServerVersion } from '../server/server-version';
import { queueTypeOf } from '../topology/queue-type';
import type { Declared, QueueType, Topology } from '../topology/topology';
import { idOf, indexTopology, type TopologyIndex } from '../analysis/topology-index';
import { judgeBinding } from './bindings';
import type { DeclaredVia, Circumstances } from './circumstances';
import { judgeDeadLetters } from './dead-letters';
import { judgeFloats } from './floats';
import { judgeExchange } from './exchanges';
import { judgeGlobalParameter } from './global-parameters';
import { judgeFile, judgeWriting, sectionsInVhosts } from './file';
import { builtInExchanges } from './names';
import { judgeParameter } from './parameters';
import { judgePermissionEffects } from './permission-effects';
import { judgePermission, judgeTopicPermission } from './permissions';
import { judgePolicy } from './policies';
import { judgePolicyEffects } from './policy-effects';
import { judgeQueueEffects } from './queue-effects';
import { judgeQueue, typedQueue } from './queues';
import { judgeReachability } from './reach';
import { judgeReferences, keyOf } from './references';
import { judgeDuplicates, judgeSizes } from './sizes';
import { judgeUser } from './users';
import { defaultQueueType, judgeVhost } from './vhosts';

/** What is known of the cluster that a topology is for. */
export interface ClusterFacts {
  /** How many nodes it has; no group of replicas should be larger. */
  readonly nodes?: number;
  /** The plugins it has enabled; without them nothing is said to be missing. */
  readonly plugins?: readonly string[];
  /** What its configuration says of deprecated features; without it they are as the server has them. */
  readonly permittedFeatures?: PermittedFeatures;
  /**
   * How it is declared there: over the HTTP API, as the Terraform provider does, or over AMQP 0-9-1, as applications do.
   * @default 'http'
   */
  readonly declaredVia?: Exclude<DeclaredVia, 'import'>;
}

/**
 * What a broker would say to a declared topology, element by element; and what it would not say, and yet isn't meant. Imported elements are there already, and not judged.
 * @param version - the broker's
 * @param index - the topology's, when there is one already
 */
export function validate(
  topology: Topology,
  version: ServerVersion,
  cluster: ClusterFacts = {},
  index: TopologyIndex = indexTopology(topology, version),
): readonly Finding[] {
  const circumstances = circumstancesOf(version, cluster);
  const found = judgeOwn(topology, circumstances);
  return [...found, ...unlessRefused(judgeWhole(index, circumstances, cluster), found)];
}

/**
 * What a broker would refuse of a declared topology. Imported elements are there already, and not judged.
 * @param version - the broker's
 */
export function refusals(topology: Topology, version: ServerVersion, cluster: ClusterFacts = {}): readonly Finding[] {
  return judgeOwn(topology, circumstancesOf(version, cluster)).filter(({ kind }) => isRefusal(kind));
}

function circumstancesOf(version: ServerVersion, facts: ClusterFacts): Circumstances {
  const { declaredVia = 'http', plugins, permittedFeatures } = facts;
  return { version, declaredVia, plugins, permittedFeatures };
}

/** Each element by itself. */
function judgeOwn(topology: Topology, circumstances: Circumstances): readonly Finding[] {
  const entries = entriesOf(topology);
  return [
    ...judgeElements(declaredHere(entries), circumstances, typesOf(entries, circumstances)),
    ...topology.operatorPolicies
      .filter(({ imported }) => imported !== true)
      .flatMap((policy) => [...judgePolicy(entryOf(policy), 'operator policy', circumstances)]),
  ];
}

/**
 * What a new broker would say to a definitions file, and what it would not say: an import drops some elements silently.
 * @param file - what to call the file as a whole
 * @param version - the broker's
 * @param index - the topology's, when there is one already
 */
export function validateDefinitions(
  definitions: Definitions,
  file: string,
  version: ServerVersion,
  index: TopologyIndex = indexTopology(definitions.topology, version),
): readonly Finding[] {
  const circumstances: Circumstances = {
    version,
    declaredVia: 'import',
    exportedBy: definitions.exportedBy,
    into: definitions.vhost,
  };
  const entries = inOneVhost(definitions);
  const types = typesOf(entries, circumstances);
  const judgeSome = (some: Entries) => judgeElements(some, circumstances, types);
  const judgeAll = function* () {
    yield* judgeFile(definitions, file);
    yield* judgeWriting(definitions.writing, file, version);
    yield* judgeSome(entries);
    yield* judgeFloats(definitions.writing, entries, file, judgeSome);
  };
  const found = [...countingTheRest(judgeAll(), file)];
  const whole = unlessRefused(judgeWhole(index, circumstances, {}, leftOutOf(found)), found);
  return [...found, ...countingTheRest(whole, file)];
}

/** What says that an import passes over an element, so that nothing can refer to it. */
const leavingOut: ReadonlySet<string> = new Set([
  'queue/silently-missing',
  'queue/reserved-name',
  'exchange/reserved-name',
]);

function leftOutOf(found: readonly Finding[]): ReadonlySet<string> {
  return new Set(found.filter(({ rule }) => leavingOut.has(rule)).map(({ object }) => keyOf(object)));
}

/** Leaves out what is said of elements that the broker refuses: that comes to nothing. */
function* unlessRefused(whole: Iterable<Finding>, found: readonly Finding[]): Iterable<Finding> {
  const idOfFinding = ({ object, at }: Finding) => JSON.stringify([object, at]);
  const refusals = new Set(found.filter(({ kind }) => isRefusal(kind)).map(idOfFinding));
  for (const finding of whole) {
    if (isRefusal(finding.kind) || !refusals.has(idOfFinding(finding))) yield finding;
  }
}

function* judgeElements(entries: Entries, circumstances: Circumstances, types: Types): Iterable<Finding> {
  for (const entry of entries.users) yield* judgeUser(entry, circumstances);
  for (const entry of entries.vhosts) yield* judgeVhost(entry, circumstances);
  for (const entry of entries.permissions) yield* judgePermission(entry, circumstances);
  for (const entry of entries.topic_permissions) yield* judgeTopicPermission(entry, circumstances);
  for (const entry of entries.exchanges) yield* judgeExchange(entry, circumstances);
  for (const entry of entries.global_parameters) yield* judgeGlobalParameter(entry, circumstances);
  for (const entry of entries.policies) yield* judgePolicy(entry, 'policy', circumstances);
  for (const entry of entries.parameters) yield* judgeParameter(entry, circumstances);
  for (const entry of entries.queues) {
    yield* judgeQueue(entry, circumstances, types.defaults.get(text(entry.fields, 'vhost') ?? '') ?? 'classic');
  }
  for (const entry of entries.bindings) yield* judgeBinding(entry, circumstances, endsOf(entry, types));
}

function* judgeWhole(
  index: TopologyIndex,
  circumstances: Circumstances,
  { nodes }: ClusterFacts,
  leftOut: ReadonlySet<string> = new Set(),
): Iterable<Finding> {
  yield* judgeReferences(index, circumstances, leftOut);
  yield* judgeDuplicates(index, circumstances.declaredVia);
  yield* judgeQueueEffects(index);
  yield* judgeDeadLetters(index);
  yield* judgeReachability(index);
  yield* judgePolicyEffects(index);
  yield* judgePermissionEffects(index);
  yield* judgeSizes(index, nodes, circumstances.declaredVia);
}

/** The types that elements depend on, of other elements. */
interface Types {
  /** Of untyped queues, by virtual host. */
  readonly defaults: ReadonlyMap<string, QueueType>;
  readonly exchanges: ReadonlyMap<string, string>;
  readonly queues: ReadonlyMap<string, QueueType>;
}

function typesOf({ vhosts, exchanges, queues }: Entries, { declaredVia, version }: Circumstances): Types {
  const defaults = new Map(
    vhosts.map(({ fields }) => [text(fields, 'name') ?? '', defaultQueueType(fields, declaredVia)] as const),
  );
  return {
    defaults,
    exchanges: new Map(exchanges.map(({ fields }) => [id(fields, 'name'), text(fields, 'type') ?? 'direct'])),
    queues: new Map(
      queues.flatMap(({ fields }) => {
        const args = (field(fields, 'arguments') ?? {}) as Readonly<Record<string, never>>;
        const type = queueTypeOf(typedQueue(fields, args), defaults.get(text(fields, 'vhost') ?? ''), version);
        return type === undefined ? [] : [[id(fields, 'name'), type] as const];
      }),
    ),
  };
}

function endsOf({ fields }: Entry, { exchanges, queues }: Types) {
  const source = text(fields, 'source') ?? '';
  return {
    sourceType: exchanges.get(id(fields, 'source')) ?? builtInExchanges.get(source),
    queueType: queues.get(id(fields, 'destination')),
  };
}

function id(fields: Entry['fields'], name: string): string {
  return idOf(text(fields, 'vhost') ?? '', text(fields, name) ?? '');
}

/** The entries of a file that is about one virtual host, as belonging to that. */
function inOneVhost({ entries, vhost }: Definitions): Entries {
  if (vhost === undefined) return entries;
  const within = (list: readonly Entry[]) =>
    list.map(({ fields, declaredAt }) => ({ fields: { ...fields, vhost }, declaredAt }));
  return {
    ...entries,
    ...Object.fromEntries(sectionsInVhosts.map((section: Section) => [section, within(entries[section])])),
  };
}

function declaredHere(entries: Entries): Entries {
  const own = Object.entries(entries).map(([kind, elements]: [string, readonly Entry[]]) => [
    kind,
    elements.filter(({ fields }) => fields['imported'] !== true),
  ]);
  return Object.fromEntries(own) as { [Kind in keyof Entries]: Entry[] };
}

function entriesOf(topology: Topology): Entries {
  return {
    users: topology.users.map(entryOf),
    vhosts: topology.vhosts.map(entryOf),
    permissions: topology.permissions.map(entryOf),
    topic_permissions: topology.topicPermissions.map(entryOf),
    exchanges: topology.exchanges.map(entryOf),
    global_parameters: topology.globalParameters.map(entryOf),
    policies: topology.policies.map(entryOf),
    parameters: topology.parameters.map(entryOf),
    queues: topology.queues.map(entryOf),
    bindings: topology.bindings.map(entryOf),
  };
}

function entryOf(element: Declared): Entry {
  return { fields: { ...element }, declaredAt: element.declaredAt ?? '' };
}
