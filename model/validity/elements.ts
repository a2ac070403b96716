import { field, text, type Entries, type Entry, type Fields } from '../definitions/entry';
import { isRefusal, type Finding } from '../finding';
import type { ServerVersion } from '../server/server-version';
import { idOf } from '../topology/object-id';
import { queueTypeOf } from '../topology/queue-type';
import type { Declared, QueueType, Topology } from '../topology/topology';
import { lazily } from '../lazily';
import { judgeBinding } from './bindings';
import { circumstancesOf, type Circumstances, type ClusterFacts } from './circumstances';
import { judgeExchange } from './exchanges';
import type * as globalParameterVerdicts from './global-parameters';
import { builtInExchanges } from './names';
import type * as parameterVerdicts from './parameters';
import type * as permissionVerdicts from './permissions';
import type * as policyVerdicts from './policies';
import { judgeQueue, typedQueue } from './queues';
import type * as userVerdicts from './users';
import { defaultQueueType, judgeVhost } from './vhosts';

// What many topologies have none of.
const globalParameters = lazily<typeof globalParameterVerdicts>(() => require('./global-parameters'));
const parameters = lazily<typeof parameterVerdicts>(() => require('./parameters'));
const permissions = lazily<typeof permissionVerdicts>(() => require('./permissions'));
const policies = lazily<typeof policyVerdicts>(() => require('./policies'));
const users = lazily<typeof userVerdicts>(() => require('./users'));

/**
 * What a broker would refuse of a declared topology. Imported elements are there already, and not judged.
 * @param version - the broker's
 */
export function refusals(topology: Topology, version: ServerVersion, cluster: ClusterFacts = {}): readonly Finding[] {
  return judgeOwn(topology, circumstancesOf(version, cluster)).filter(({ kind }) => isRefusal(kind));
}

/** What a broker would say to each element of a declared topology by itself. Imported elements are not judged. */
export function judgeOwn(topology: Topology, circumstances: Circumstances): readonly Finding[] {
  const entries = entriesOf(topology);
  return [
    ...judgeElements(declaredHere(entries), circumstances, typesOf(entries, circumstances)),
    ...topology.operatorPolicies
      .filter(({ imported }) => imported !== true)
      .flatMap((policy) => [...policies().judgePolicy(entryOf(policy), 'operator policy', circumstances)]),
  ];
}

/** What a broker would say to each element by itself. */
export function* judgeElements(entries: Entries, circumstances: Circumstances, types: Types): Iterable<Finding> {
  for (const entry of entries.users) yield* users().judgeUser(entry, circumstances);
  for (const entry of entries.vhosts) yield* judgeVhost(entry, circumstances);
  for (const entry of entries.permissions) yield* permissions().judgePermission(entry, circumstances);
  for (const entry of entries.topic_permissions) yield* permissions().judgeTopicPermission(entry, circumstances);
  for (const entry of entries.exchanges) yield* judgeExchange(entry, circumstances);
  for (const entry of entries.global_parameters) yield* globalParameters().judgeGlobalParameter(entry, circumstances);
  for (const entry of entries.policies) yield* policies().judgePolicy(entry, 'policy', circumstances);
  for (const entry of entries.parameters) yield* parameters().judgeParameter(entry, circumstances);
  for (const entry of entries.queues) {
    yield* judgeQueue(entry, circumstances, types.defaults.get(text(entry.fields, 'vhost') ?? '') ?? 'classic');
  }
  for (const entry of entries.bindings) yield* judgeBinding(entry, circumstances, endsOf(entry, types));
}

/** The types that elements depend on, of other elements. */
export interface Types {
  /** Of untyped queues, by virtual host. */
  readonly defaults: ReadonlyMap<string, QueueType>;
  readonly exchanges: ReadonlyMap<string, string>;
  readonly queues: ReadonlyMap<string, QueueType>;
}

/** The types of what elements refer to. */
export function typesOf({ vhosts, exchanges, queues }: Entries, { declaredVia, version }: Circumstances): Types {
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
  return { fields: element as object as Fields, declaredAt: element.declaredAt ?? '' };
}
