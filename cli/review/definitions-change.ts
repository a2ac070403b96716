import { isFault, readDefinitions } from '../../model/definitions/definitions';
import type { ProviderObject } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import type { Topology } from '../../model/topology/topology';
import type { Plan } from '../terraform/plan';
import { groupBy } from '../../model/group-by';
import { AFTER_IMPORT } from './reason';
import { isEqual, pairsOf } from './object-pair';
import { changesBy, declaredAs, type Change, type Changes } from './change';
import { declaredFile, definitionsFileIn, type DeclaredDefinitions } from './declared-definitions';

/** A definitions file that a plan changes, which nodes or a Job import. */
export interface DefinitionsChange {
  /** The address of what carries the file. */
  readonly at: string;
  /** The key of the provider of its broker in the plan; absent where the stack is not known. */
  readonly provider?: string;
  /** Whether a Job imports it, which fails when what is there differs. */
  readonly hasJob: boolean;
  /** Absent where there is none yet. */
  readonly before?: Topology;
  /** Absent where only the apply will tell what is in it. */
  readonly after?: Topology;
}

/**
 * The definitions files that a plan changes, each once, on however many nodes it is.
 * @param declared - what the stack says of its files, for those that only the apply would tell
 */
export function definitionsChanges(
  plan: Pick<Plan, 'resources' | 'values' | 'variables'>,
  declared: readonly DeclaredDefinitions[] = [],
): readonly DefinitionsChange[] {
  const { resources } = plan;
  const hasJob = resources.some(({ type, action }) => /^kubernetes_job(_v1)?$/.test(type) && action !== 'none');
  const changes = resources
    .filter(({ action }) => action !== 'none' && action !== 'delete')
    .flatMap((resource) => {
      const { address: at } = resource;
      const before = definitionsFileIn(resource.before);
      const file = declared.find((one) => one.at === at);
      const after = definitionsFileIn(resource.after) ?? knownFile(file, before, plan);
      if (before === undefined && after === undefined) return [];
      if (before === after) return [];
      return [{ at, provider: file?.provider, hasJob, before, after }];
    });
  const distinct = groupBy(changes, ({ before, after }) => JSON.stringify([before, after]));
  const ofFiles = [...distinct.values()].flatMap(([change]): readonly DefinitionsChange[] => {
    if (change === undefined) return [];
    const { before, after, ...rest } = change;
    return [{ ...rest, before: topologyOf(before), after: topologyOf(after) }];
  });
  const deleted = new Set(resources.filter(({ action }) => action === 'delete').map(({ address }) => address));
  return withLeft(
    ofFiles,
    declared.filter(({ at }) => !deleted.has(at)),
  );
}

/** What an earlier deploy has left on a broker goes with what this one removes, or alone. */
function withLeft(
  changes: readonly DefinitionsChange[],
  declared: readonly DeclaredDefinitions[],
): readonly DefinitionsChange[] {
  const open = new Map(
    declared.flatMap(({ left, ...file }) => (left === undefined ? [] : [[file.provider, { ...file, left }] as const])),
  );
  const changing = new Set(changes.map(({ provider }) => provider));
  return [
    ...changes.map((change) => {
      const left = change.provider === undefined ? undefined : open.get(change.provider)?.left;
      return left === undefined || change.before === undefined
        ? change
        : { ...change, before: joined(left, change.before) };
    }),
    ...[...open.values()]
      .filter(({ provider }) => !changing.has(provider))
      .map(({ at, provider, topology: after, left }) => ({
        ...{ at, provider, hasJob: false, after },
        before: joined(left, after),
      })),
  ];
}

/** Two topologies; what is in both is as the second one says. */
function joined(one: Topology, other: Topology): Topology {
  const sections = Object.keys(other) as (keyof Topology)[];
  return Object.fromEntries(sections.map((section) => [section, [...one[section], ...other[section]]])) as never;
}

/**
 * What becomes of the objects of a file, so that it is reviewed by the same words as what the provider does: an import makes
 * what is missing and changes what may be changed, and a deploy removes afterwards what is no longer declared.
 */
export function importedChanges(change: DefinitionsChange): Changes {
  return changesBy(
    pairsOf(change).map(({ type, id, before, after }): Change<ProviderObject> => {
      const address = `${change.at}#${id}`;
      if (before !== undefined && after === undefined) {
        const old = declaredAs(before, address);
        const goes = { address, type, before: old, replacedBy: [], isUnplanned: false, hasNewSecret: false };
        return { ...goes, action: 'delete', reason: AFTER_IMPORT };
      }
      const isKept = before !== undefined && after !== undefined && (fixed.includes(type) || isEqual(before, after));
      const becomes = isKept ? before : withKept(before, after);
      return {
        ...{ address, type, replacedBy: [], isUnplanned: false },
        action: isKept ? 'none' : before === undefined ? 'create' : 'update',
        before: before && declaredAs(before, address),
        after: becomes && declaredAs(becomes, address),
        hasNewSecret: before !== undefined && hashOf(before) !== hashOf(becomes),
      };
    }),
  );
}

/** An object of a file that the broker keeps as it is, although the file now says otherwise. */
export interface KeptObject {
  readonly type: ResourceType;
  readonly object: ProviderObject;
  /** What the file says of it from now on. */
  readonly wanted: ProviderObject;
}

/** What an import leaves as it is, although the file now says otherwise. */
export function keptObjects(change: DefinitionsChange): readonly KeptObject[] {
  if (change.before === undefined || change.after === undefined) return [];
  return pairsOf(change).flatMap(({ type, before: object, after: wanted }): readonly KeptObject[] => {
    if (object === undefined || wanted === undefined) return [];
    return fixed.includes(type) && !isEqual(object, wanted) ? [{ type, object, wanted }] : [];
  });
}

/** An import never changes what is there of these. */
const fixed: readonly ResourceType[] = ['rabbitmq_queue', 'rabbitmq_exchange', 'rabbitmq_binding'];

/** The hash tells another password from the same; it is compared, and never shown. */
function hashOf(object: ProviderObject | undefined): string | undefined {
  return object !== undefined && 'password_hash' in object ? object.password_hash : undefined;
}

/** Topic permissions of other exchanges stay, as an import removes none. */
function withKept(was: ProviderObject | undefined, becomes: ProviderObject | undefined): ProviderObject | undefined {
  if (was === undefined || becomes === undefined || !('rows' in was && 'rows' in becomes)) return becomes;
  const now = new Set(becomes.rows.map(({ exchange }) => exchange));
  return { ...becomes, rows: [...becomes.rows, ...was.rows.filter(({ exchange }) => !now.has(exchange))] };
}

/** The file that only the apply would tell, by what is declared. */
function knownFile(
  declared: DeclaredDefinitions | undefined,
  before: string | undefined,
  plan: Parameters<typeof declaredFile>[2],
): string | undefined {
  const topology = topologyOf(before);
  return declared === undefined || topology === undefined ? undefined : declaredFile(declared, topology, plan);
}

function topologyOf(content: string | undefined): Topology | undefined {
  if (content === undefined) return undefined;
  const definitions = readDefinitions(content, 'definitions.json');
  return isFault(definitions) ? undefined : definitions.topology;
}
