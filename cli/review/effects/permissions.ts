import { permissionsOf } from '../../../model/access/can';
import type { Attempt } from '../../../model/access/can';
import { isAtLeast } from '../../../model/server/server-version';
import type { PermissionDefinition, TopicPermissionDefinition, Topology } from '../../../model/topology/topology';
import { list, vhostsGoing, destroyed, type BrokerChange } from '../broker-change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import type { Attributes, PlannedResource } from '../../terraform/plan';

/** What users may do after a plan and not before, or the other way round, as operations on what is declared. */
export function reviewPermissions(change: BrokerChange): readonly ReviewFinding[] {
  const users = new Set(destroyed(change, 'rabbitmq_user').map(({ before }) => String(before['name'])));
  const vhosts = vhostsGoing(change);
  const stays = ({ before, after }: PlannedResource) => {
    const { user, vhost } = userIn(after ?? before);
    return !users.has(user) && !vhosts.has(vhost);
  };
  const changed = change.resources.filter((resource) => resource.action !== 'none' && stays(resource));
  return [
    ...resourcePermissions(
      change,
      changed.filter(({ type }) => type === 'rabbitmq_permissions'),
    ),
    ...changed
      .filter(({ type }) => type === 'rabbitmq_topic_permissions')
      .map((resource) => topicPermission(resource, change)),
    ...vanishing(change, changed, stays),
  ];
}

function userIn(attributes: Attributes = {}): { readonly user: string; readonly vhost: string } {
  return { user: String(attributes['user']), vhost: String(attributes['vhost']) };
}

function resourcePermissions(change: BrokerChange, changed: readonly PlannedResource[]): readonly ReviewFinding[] {
  if (changed.length === 0) return [];
  // What a user could or can do is asked for all that is declared on either side, so that only permissions differ.
  const objects = everything(change);
  const old = permissionsOf({ ...objects, permissions: change.before.permissions }, change.version);
  const now = permissionsOf({ ...objects, permissions: change.after.permissions }, change.version);
  return changed.map((resource): ReviewFinding => {
    const { user, vhost } = userIn(resource.after ?? resource.before);
    const attempts = attemptsOn(objects, vhost);
    const gained: Operation[] = [];
    const lost: Operation[] = [];
    for (const attempt of attempts) {
      const [could, can] = [old(user, vhost, attempt).allowed === true, now(user, vhost, attempt).allowed === true];
      if (can && !could) gained.push(attempt);
      if (could && !can) lost.push(attempt);
    }
    return {
      effect: isNew(resource, change) || gained.length + lost.length === 0 ? 'online' : 'access',
      change: `permissions/${direction(gained, lost)}`,
      object: { type: 'user', vhost, name: user },
      at: resource.address,
      message: message(gained, lost),
      because: patterns(resource, change),
      remedy: wildcards(resource, change),
    };
  });
}

/** Topic permissions narrow by routing keys, of which only patterns are known. */
function topicPermission(resource: PlannedResource, change: BrokerChange): ReviewFinding {
  const { address: at, before, after } = resource;
  const { user, vhost } = userIn(after ?? before);
  const [old, now] = [change.before, change.after].map(({ topicPermissions }) =>
    topicPermissions.filter(({ declaredAt }) => declaredAt === at),
  );
  const rows = (now ?? []).map(
    ({ exchange, write, read }) =>
      `publish to '${exchange}' by routing keys that match '${write}' only, and bind from it by those that match '${read}'`,
  );
  const free = (old ?? []).filter(({ exchange }) => now?.every((row) => row.exchange !== exchange));
  const lapses = lapsing(old ?? [], now ?? []);
  const keys = [
    ...free.map(({ exchange }) => `use every routing key with '${exchange}' again`),
    ...(lapses.length === 0 ? [] : [`use every routing key with ${list(lapses)} for a moment, until it is made again`]),
  ];
  return {
    effect: isNew(resource, change) ? 'online' : 'access',
    change: 'permissions/topic-changed',
    object: { type: 'user', vhost, name: user },
    at,
    message: `may ${[...rows, ...keys].join('; ')}`,
  };
}

/**
 * The exchanges whose routing keys are all free for a moment: the provider takes every row of a user away before it writes
 * them again, and the permissions themselves stay.
 */
function lapsing(old: readonly TopicPermissionDefinition[], now: readonly TopicPermissionDefinition[]): string[] {
  return old.map(({ exchange }) => exchange).filter((name) => now.some(({ exchange }) => exchange === name));
}

/**
 * Narrowings that go with an exchange although the plan is silent about them: RabbitMQ keeps them below it from 4.3.2 on.
 * @param changed - the resources that the plan does something with
 */
function vanishing(
  change: BrokerChange,
  changed: readonly PlannedResource[],
  stays: (resource: PlannedResource) => boolean,
): readonly ReviewFinding[] {
  if (!isAtLeast(change.version, '4.3.2')) return [];
  const replaced = change.resources.filter(({ type, action }) => type === 'rabbitmq_exchange' && action === 'replace');
  const gone = new Set(replaced.map(({ before = {} }) => JSON.stringify([before['vhost'], before['name']])));
  const touched = new Set(changed.map(({ address }) => address));
  const kept = new Set(change.resources.filter(stays).map(({ address }) => address));
  return change.before.topicPermissions
    .filter(({ declaredAt = '' }) => kept.has(declaredAt) && !touched.has(declaredAt))
    .filter(({ vhost, exchange }) => gone.has(JSON.stringify([vhost, exchange])))
    .map(({ user, vhost, exchange, declaredAt = '' }) => ({
      effect: 'access',
      change: 'permissions/topic-vanishes',
      object: { type: 'user', vhost, name: user },
      at: declaredAt,
      message: `may use every routing key with '${exchange}', which is replaced and takes the narrowing with it although the plan is silent about it, until the apply after this one`,
      remedy: `give it 'lifecycle.replace_triggered_by' on the exchange, as the construct TopicPermissions does`,
    }));
}

/** Whether the permissions come with their user or their virtual host: nobody had any, or there was nothing to have them on. */
function isNew({ action, after }: PlannedResource, { resources }: BrokerChange): boolean {
  if (action !== 'create') return false;
  const { user, vhost } = userIn(after);
  const isCreated = (type: string, name: string) =>
    resources.some((other) => other.type === type && other.action === 'create' && other.after?.['name'] === name);
  return isCreated('rabbitmq_user', user) || isCreated('rabbitmq_vhost', vhost);
}

interface Operation extends Attempt {
  /** `publish to exchange` */
  readonly verb: string;
  readonly name: string;
}

function attemptsOn(objects: Topology, vhost: string): readonly Operation[] {
  const within = <T extends { readonly vhost: string }>(elements: readonly T[]) =>
    elements.filter((element) => element.vhost === vhost);
  return [
    ...within(objects.queues).flatMap(({ name }): readonly Operation[] => [
      { verb: 'consume from', name, action: 'consume', queue: name },
      { verb: 'declare and delete queue', name, action: 'delete', queue: name },
    ]),
    ...[{ name: '' }, ...within(objects.exchanges)].map(({ name }): Operation => ({
      verb: 'publish to',
      name: name === '' ? 'amq.default' : name,
      action: 'publish',
      exchange: name,
    })),
    ...within(objects.exchanges).map(({ name }): Operation => ({
      verb: 'declare and delete exchange',
      name,
      action: 'delete',
      exchange: name,
    })),
  ];
}

function everything({ before, after }: BrokerChange): Topology {
  const both = <T extends { readonly vhost: string; readonly name: string }>(
    one: readonly T[],
    other: readonly T[],
  ) => [
    ...new Map([...one, ...other].map((element) => [JSON.stringify([element.vhost, element.name]), element])).values(),
  ];
  return {
    ...after,
    topicPermissions: [],
    queues: both(before.queues, after.queues),
    exchanges: both(before.exchanges, after.exchanges),
  };
}

function message(gained: readonly Operation[], lost: readonly Operation[]): string {
  const parts = [
    ...(gained.length > 0 ? [`may now ${operations(gained)}`] : []),
    ...(lost.length > 0 ? [`may no longer ${operations(lost)}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : 'may do the same as before with all that is declared here';
}

function operations(all: readonly Operation[]): string {
  const names = new Map<string, string[]>();
  for (const { verb, name } of all) names.set(verb, [...(names.get(verb) ?? []), name]);
  return [...names].map(([verb, objects]) => `${verb} ${list(objects.sort(), 10)}`).join(', ');
}

function patterns({ address }: PlannedResource, { before, after }: BrokerChange): string {
  const row = (topology: Topology) => topology.permissions.find(({ declaredAt }) => declaredAt === address);
  return differences(shown(row(before)), shown(row(after)))
    .map(showDifference)
    .join(', ');
}

/** A pattern that matches every name gives more than what is declared here. */
function wildcards({ address }: PlannedResource, { after }: BrokerChange): string | undefined {
  const row = after.permissions.find(({ declaredAt }) => declaredAt === address);
  const kinds = Object.entries(shown(row)).filter(([, pattern]) => pattern === '.*' || pattern === '^.*$');
  if (kinds.length === 0) return undefined;
  return `${kinds.map(([kind]) => `'${kind}'`).join(', ')} matches every name, now and later: name what is meant`;
}

function shown(row: PermissionDefinition | undefined): Readonly<Record<string, string>> {
  return row === undefined ? {} : { configure: row.configure, write: row.write, read: row.read };
}

function direction(gained: readonly Operation[], lost: readonly Operation[]): string {
  if (gained.length > 0) return lost.length > 0 ? 'changed' : 'widened';
  return lost.length > 0 ? 'narrowed' : 'same';
}
