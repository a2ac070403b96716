import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../../model/group-by';
import { impliedBy, mergeTopologies, type ReadResource, type ReadResources } from '../../model/operator/read-resources';
import { refusedResource, refusedUpdate, type WebhookRefusal } from '../../model/operator/webhook';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import { changesBy, declaredAs, type Change, type Changes } from './change';
import { fixedDifferences } from './fixed-settings';
import { isEqual, pairsOf, type ObjectPair } from './object-pair';
import { RESOURCE_REMOVED, RESOURCE_RENAMED } from './reason';
import { isObject } from '../../model/json/is-object';

/** What two revisions of manifests come to on one broker. */
export interface ManifestsChange {
  readonly changes: Changes;
  readonly before: Topology;
  readonly after: Topology;
  /** Objects whose resource goes, and that its deletion policy keeps on the broker. */
  readonly retained: readonly ObjectPair[];
  /** Objects that the broker keeps as they are, although their resource says otherwise. */
  readonly notChanged: readonly ObjectPair[];
}

/** A resource that the operator's webhook refuses, which so stays as it was. */
export interface RefusedResource extends ReadResource {
  readonly refusals: readonly WebhookRefusal[];
  /** Whether it exists and is to be changed. */
  readonly isUpdate: boolean;
}

/** What becomes of the objects of each broker, and what the operator's webhook refuses. */
export function manifestsChanges(
  before: readonly ReadResources[],
  after: readonly ReadResources[],
): { readonly brokers: readonly ManifestsChange[]; readonly refused: readonly RefusedResource[] } {
  const old = new Map(before.flatMap(({ resources }) => resources).map((resource) => [keyOf(resource), resource]));
  const refused: RefusedResource[] = [];
  const applied: ReadResource[] = [];
  for (const resource of after.flatMap(({ resources }) => resources)) {
    const was = old.get(keyOf(resource));
    const refusals = refusalsOf(resource, was);
    if (refusals.length > 0) refused.push({ ...resource, refusals, isUpdate: was !== undefined });
    const taken = refusals.length > 0 ? was : resource;
    if (taken !== undefined) applied.push(taken);
  }
  const [one, other] = [groupBy([...old.values()], clusterOf), groupBy(applied, clusterOf)];
  const everything = [...before, ...after];
  return {
    brokers: [...new Set([...one.keys(), ...other.keys()])].map((cluster) =>
      changeOf(one.get(cluster) ?? [], other.get(cluster) ?? [], everything),
    ),
    refused,
  };
}

/** What stays as it was is no news, however wrong it is. */
function refusalsOf({ kind, spec }: ReadResource, was: ReadResource | undefined): readonly WebhookRefusal[] {
  if (was === undefined) return refusedResource(kind, spec);
  if (isDeepStrictEqual(was.spec, spec)) return [];
  const known = refusedResource(kind, was.spec).map(({ field }) => field);
  return [
    ...refusedUpdate(kind, was.spec, spec),
    ...refusedResource(kind, spec).filter(({ field }) => !known.includes(field)),
  ];
}

function changeOf(
  old: readonly ReadResource[],
  now: readonly ReadResource[],
  read: readonly ReadResources[],
): ManifestsChange {
  const [before, after] = withImplied(topologyOf(old, read), topologyOf(now, read));
  const kept = new Set(now.map(keyOf));
  const resources = new Map(old.map((resource) => [resource.declaredAt, resource]));
  const resourceOf = (object: ObjectPair['before']) => resources.get(declaredAtOf(object) ?? '');
  const isGone = (object: ObjectPair['before']) => {
    const resource = resourceOf(object);
    return resource !== undefined && !kept.has(keyOf(resource));
  };
  const isRetained = (object: ObjectPair['before']) => resourceOf(object)?.spec['deletionPolicy'] === 'retain';
  const pairs = pairsOf({ before, after });
  const goingVhosts = new Set(
    pairs.flatMap(({ type, before: was, after: becomes }) =>
      type === 'rabbitmq_vhost' && was !== undefined && becomes === undefined && !isRetained(was) && 'name' in was
        ? [was.name]
        : [],
    ),
  );
  const staysInVhost = (object: ObjectPair['before']) =>
    object === undefined || !('vhost' in object) || !goingVhosts.has(object.vhost);
  const retained = pairs.filter(
    ({ before: was, after: becomes }) =>
      was !== undefined && becomes === undefined && isRetained(was) && staysInVhost(was),
  );
  const notChanged = pairs.filter(
    ({ before: was, after: becomes }) =>
      was !== undefined &&
      becomes !== undefined &&
      !(isGone(was) && !isRetained(was)) &&
      fixedDifferences(was, becomes).length > 0,
  );
  const changes = pairs.map((pair) => {
    const isKept = retained.includes(pair) || notChanged.includes(pair);
    return changeOfPair(
      { ...pair, after: isKept ? pair.before : pair.after },
      isGone(pair.before) && !isRetained(pair.before),
    );
  });
  return { changes: changesBy(changes), before, after, retained, notChanged };
}

/** What becomes of one object; one whose resource goes is deleted, even where another resource declares it from now on. */
function changeOfPair({ type, before, after }: ObjectPair, isDeleted: boolean): Change<NonNullable<typeof before>> {
  const address = declaredAtOf(after) ?? declaredAtOf(before) ?? '';
  const change = {
    ...{ address, type, replacedBy: [], isUnplanned: false, hasNewSecret: false },
    before: before && declaredAs(before, address),
    after: after && declaredAs(after, address),
  };
  if (before === undefined) return { ...change, action: 'create' };
  if (after === undefined) return { ...change, action: 'delete', reason: RESOURCE_REMOVED };
  if (isDeleted) return { ...change, action: 'replace', reason: RESOURCE_RENAMED };
  return { ...change, action: isEqual(before, after) ? 'none' : 'update' };
}

/** What neither declares and one of them names is there before and after. */
function withImplied(before: Topology, after: Topology): readonly [Topology, Topology] {
  const implied = impliedBy(mergeTopologies([before, after]));
  return [mergeTopologies([before, implied]), mergeTopologies([after, implied])];
}

function topologyOf(resources: readonly ReadResource[], read: readonly ReadResources[]): Topology {
  const places = new Set(resources.map(({ declaredAt }) => declaredAt));
  const all = mergeTopologies(read.map(({ topology }) => topology));
  const sections = Object.keys(emptyTopology) as readonly (keyof Topology)[];
  return Object.fromEntries(
    sections.map((section) => [section, all[section].filter(({ declaredAt }) => places.has(declaredAt ?? ''))]),
  ) as unknown as Topology;
}

function declaredAtOf(object: ObjectPair['before']): string | undefined {
  if (object === undefined) return undefined;
  return 'rows' in object ? object.rows[0]?.declaredAt : object.declaredAt;
}

/** What tells a resource from others on one API server, wherever it stands. */
function keyOf({ kind, namespace = '', name }: ReadResource): string {
  return JSON.stringify([kind, namespace, name]);
}

/** The broker that a resource is for. */
function clusterOf({ namespace, spec: { rabbitmqClusterReference: reference } }: ReadResource): string {
  const { name, namespace: its = namespace, connectionSecret } = isObject(reference) ? reference : {};
  return JSON.stringify([name, its, connectionSecret]);
}
