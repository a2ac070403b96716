import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { resourceKinds } from '../../model/provider/resource-kinds';
import type { ResourceType } from '../../model/provider/resource-kind';
import { blocksOf } from '../../model/provider/attributes';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import { isSame, type Attributes, type PlannedResource } from '../terraform/plan';
import { groupBy } from './group-by';

/** A definitions file that a plan changes, which nodes or a Job import. */
export interface DefinitionsChange {
  /** The address of what carries the file. */
  readonly at: string;
  /** Whether a Job imports it, which fails when what is there differs. */
  readonly hasJob: boolean;
  /** Absent where there is none yet. */
  readonly before?: Topology;
  /** Absent where only the apply will tell what is in it. */
  readonly after?: Topology;
}

/** The definitions files that a plan changes, each once, on however many nodes it is. */
export function definitionsChanges(resources: readonly PlannedResource[]): readonly DefinitionsChange[] {
  const hasJob = resources.some(({ type, action }) => /^kubernetes_job(_v1)?$/.test(type) && action !== 'none');
  const changes = resources
    .filter(({ action }) => action !== 'none' && action !== 'delete')
    .flatMap((resource) => {
      const [before, after] = [fileIn(resource.before), fileIn(resource.after)];
      if (before === undefined && after === undefined) return [];
      if (before === after) return [];
      return [{ at: resource.address, hasJob, before, after }];
    });
  const distinct = groupBy(changes, ({ before, after }) => JSON.stringify([before, after]));
  return [...distinct.values()].flatMap(([change]): readonly DefinitionsChange[] => {
    if (change === undefined) return [];
    const { before, after, ...rest } = change;
    return [{ ...rest, before: topologyOf(before), after: topologyOf(after) }];
  });
}

/**
 * What an import makes of the objects of a file, as resources of the provider would do it, so that it is reviewed by the
 * same words: it makes what is missing, changes what may be changed, and removes nothing.
 */
export function importedResources({ at, before, after }: DefinitionsChange): readonly PlannedResource[] {
  if (after === undefined) return [];
  const [old, now] = [objectsOf(before ?? emptyTopology), objectsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): readonly PlannedResource[] => {
    const [was, becomes] = [old.get(id), now.get(id)];
    const type = (becomes ?? was)?.type;
    if (type === undefined) return [];
    const common = { address: `${at}#${id}`, type, unknown: {}, replacePaths: [], provider: at };
    if (was === undefined) return [{ ...common, action: 'create', after: becomes?.attributes }];
    const isKept = becomes === undefined || fixed.includes(type) || isSame(was.attributes, becomes.attributes);
    const attributes = isKept ? was.attributes : withKept(was.attributes, becomes.attributes);
    return [{ ...common, action: isKept ? 'none' : 'update', before: was.attributes, after: attributes }];
  });
}

/** An object of a file that the broker keeps as it is, although the file no longer says so. */
export interface KeptObject {
  readonly type: ResourceType;
  readonly attributes: Attributes;
  /** What the file says of it from now on; absent where it says nothing of it any more. */
  readonly wanted?: Attributes;
}

/** What an import leaves as it is, although the file now says otherwise. */
export function keptObjects({ before, after }: DefinitionsChange): readonly KeptObject[] {
  if (before === undefined || after === undefined) return [];
  const now = objectsOf(after);
  return [...objectsOf(before)].flatMap(([id, { type, attributes }]): readonly KeptObject[] => {
    const wanted = now.get(id)?.attributes;
    if (wanted === undefined) return [{ type, attributes }];
    return fixed.includes(type) && !isSame(attributes, wanted) ? [{ type, attributes, wanted }] : [];
  });
}

/** An import never changes what is there of these. */
const fixed: readonly ResourceType[] = ['rabbitmq_queue', 'rabbitmq_exchange', 'rabbitmq_binding'];

interface ImportedObject {
  readonly type: ResourceType;
  readonly attributes: Attributes;
}

function objectsOf(topology: Topology): ReadonlyMap<string, ImportedObject> {
  const found = new Map<string, ImportedObject>();
  const add = (type: ResourceType, names: readonly string[], part: Partial<Topology>, more: Attributes = {}): void => {
    const attributes = { ...resourceKinds[type].render({ ...emptyTopology, ...part } as never), ...more };
    found.set(JSON.stringify([type, ...names]), { type, attributes });
  };
  const { vhosts, users, permissions, queues, exchanges, bindings, policies, operatorPolicies, parameters } = topology;
  for (const vhost of vhosts) {
    const limits = parameters.filter(({ component, vhost: of }) => component === 'vhost-limits' && of === vhost.name);
    const { tags = [] } = vhost;
    add('rabbitmq_vhost', [vhost.name], { vhosts: [vhost], parameters: limits }, { tags: [...tags] });
  }
  // The hash tells another password from the same; it is compared, and never shown.
  for (const user of users) add('rabbitmq_user', [user.name], { users: [user] }, { password: user.password_hash });
  for (const one of permissions) add('rabbitmq_permissions', [one.user, one.vhost], { permissions: [one] });
  const ofUsers = groupBy(topology.topicPermissions, ({ user, vhost }) => JSON.stringify([user, vhost]));
  for (const [id, rows] of ofUsers) add('rabbitmq_topic_permissions', [id], { topicPermissions: rows });
  for (const queue of queues) add('rabbitmq_queue', [queue.vhost, queue.name], { queues: [queue] });
  for (const exchange of exchanges)
    add('rabbitmq_exchange', [exchange.vhost, exchange.name], { exchanges: [exchange] });
  for (const binding of bindings) {
    const { vhost, source, destination, destination_type: kind, routing_key: key, arguments: given } = binding;
    const names = [vhost, source, destination, kind, key, JSON.stringify(given)];
    add('rabbitmq_binding', names, { bindings: [binding] });
  }
  for (const policy of policies) add('rabbitmq_policy', [policy.vhost, policy.name], { policies: [policy] });
  for (const policy of operatorPolicies) {
    add('rabbitmq_operator_policy', [policy.vhost, policy.name], { operatorPolicies: [policy] });
  }
  for (const parameter of parameters) {
    const type = parameterTypes[parameter.component];
    if (type !== undefined) add(type, [parameter.vhost, parameter.name], { parameters: [parameter] });
  }
  return found;
}

const parameterTypes: Readonly<Record<string, ResourceType | undefined>> = {
  shovel: 'rabbitmq_shovel',
  'federation-upstream': 'rabbitmq_federation_upstream',
};

/** Topic permissions of other exchanges stay, as an import removes none. */
function withKept(was: Attributes, becomes: Attributes): Attributes {
  const [old, now] = [was, becomes].map((attributes) => blocksOf(attributes, 'permissions'));
  if (now?.[0]?.['exchange'] === undefined) return becomes;
  const others = old?.filter(({ exchange }) => now.every((row) => row['exchange'] !== exchange)) ?? [];
  return { ...becomes, permissions: [...now, ...others] };
}

/** The text of a definitions file in what a container gets, or a Secret or ConfigMap holds; undefined where it is not known. */
function fileIn(attributes: Attributes | undefined): string | undefined {
  const uploads = blocksOf(attributes ?? {}, 'upload').map(({ file, content }): [unknown, unknown] => [file, content]);
  const { data } = attributes ?? {};
  const entries: readonly [unknown, unknown][] = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const [file] = [...uploads, ...entries].filter(
    ([name, content]) => /(?:^|\/)definitions\.json$/.test(String(name)) && typeof content === 'string',
  );
  return file === undefined ? undefined : String(file[1]);
}

function topologyOf(content: string | undefined): Topology | undefined {
  if (content === undefined) return undefined;
  const definitions = readDefinitions(content, 'definitions.json');
  return isFault(definitions) ? undefined : definitions.topology;
}
