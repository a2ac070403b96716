import { withoutUris } from '../../model/definitions/withheld';
import { readObject, type ProviderObject, type ProviderObjects } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import { isResourceType, resourceKinds } from '../../model/provider/resource-kinds';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import type { PlannedResource } from '../terraform/plan';

/** What happens to one object of a broker. */
export interface Change<T> extends Pick<PlannedResource, 'address' | 'action' | 'reason'> {
  readonly type: ResourceType;
  /** Absent for what does not exist yet. */
  readonly before?: T;
  /** Absent for what will no longer exist; holds only what is known before the apply. */
  readonly after?: T;
  /** Whether it gets another secret, which is no part of it: the password of a user. */
  readonly hasNewSecret: boolean;
  /** The attributes that cannot be changed in place. */
  readonly replacedBy: readonly string[];
  /** Whether Terraform did not come to it, because an error stopped it: what becomes of it is not known. */
  readonly isUnplanned: boolean;
}

/** What happens to an object that is destroyed, whether or not it is made again: it was there. */
export type Destroyed<T> = Change<T> & { readonly action: 'replace' | 'delete'; readonly before: T };

/** What happens to the objects of one broker, by the type of the resources that make them. */
export type Changes = { readonly [Type in ResourceType]: readonly Change<ProviderObjects[Type]>[] };

/** Which side of a change. */
type Side = 'before' | 'after';

/** Reads resources of a plan, once, into the words of the model; those of other providers are left out. */
export function readChanges(resources: readonly PlannedResource[]): Changes {
  return changesBy(resources.flatMap((resource) => readChange(resource)));
}

/** Changes by their type. */
export function changesBy(changes: readonly Change<ProviderObject>[]): Changes {
  const types = Object.keys(resourceKinds) as readonly ResourceType[];
  const found = new Map(types.map((type) => [type, [] as Change<ProviderObject>[]]));
  for (const change of changes) found.get(change.type)?.push(change);
  return Object.fromEntries(found) as unknown as Changes;
}

/** All changes, whatever their type. */
export function allChanges(changes: Changes): readonly Change<ProviderObject>[] {
  return Object.values<readonly Change<ProviderObject>[]>(changes).flat();
}

/** The objects that are destroyed, whether or not they are made again. */
export function destroyed<T>(changes: readonly Change<T>[]): readonly Destroyed<T>[] {
  return changes.filter(
    (change): change is Destroyed<T> =>
      change.before !== undefined && (change.action === 'replace' || change.action === 'delete'),
  );
}

/** The topology before or after changes. */
export function topologyOfChanges(changes: Changes, side: Side): Topology {
  const all = <Type extends ResourceType>(type: Type): readonly ProviderObjects[Type][] =>
    changes[type].flatMap((change) => (change as Change<ProviderObjects[Type]>)[side] ?? []);
  return {
    ...emptyTopology,
    vhosts: all('rabbitmq_vhost'),
    exchanges: all('rabbitmq_exchange'),
    queues: all('rabbitmq_queue'),
    bindings: all('rabbitmq_binding'),
    policies: all('rabbitmq_policy'),
    operatorPolicies: all('rabbitmq_operator_policy'),
    users: all('rabbitmq_user'),
    permissions: all('rabbitmq_permissions'),
    topicPermissions: all('rabbitmq_topic_permissions').flatMap(({ rows }) => rows),
    parameters: [...all('rabbitmq_shovel'), ...all('rabbitmq_federation_upstream')],
  };
}

/** An object as it was declared at an address; URIs, which may hold passwords, are withheld. */
export function declaredAs<T extends ProviderObject>(object: T, declaredAt: string): T;
export function declaredAs(object: ProviderObject, declaredAt: string): ProviderObject {
  if ('rows' in object) return { ...object, rows: object.rows.map((row) => ({ ...row, declaredAt })) };
  return { ...('component' in object ? withoutUris(object) : object), declaredAt };
}

function readChange(resource: PlannedResource): readonly Change<ProviderObject>[] {
  const { address, type, action, reason, before, after, unknown, replacePaths, isUnplanned = false } = resource;
  if (!isResourceType(type)) return [];
  const { secret } = resourceKinds[type];
  const read = (attributes: PlannedResource[Side]) =>
    attributes === undefined ? undefined : declaredAs<ProviderObject>(readObject(type, attributes), address);
  const was = read(before);
  return [
    {
      ...{ address, type, action, reason, isUnplanned },
      before: was,
      after: before === after ? was : read(after),
      hasNewSecret: secret !== undefined && (unknown[secret] === true || before?.[secret] !== after?.[secret]),
      replacedBy: [...new Set(replacePaths.map(([name]) => String(name)))],
    },
  ];
}
