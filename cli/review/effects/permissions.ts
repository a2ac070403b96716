import { permissionsOf } from '../../../model/access/can';
import type { Attempt } from '../../../model/access/can';
import { isAtLeast } from '../../../model/server/server-version';
import { idOf } from '../../../model/topology/object-id';
import type { TopicPermissions } from '../../../model/provider/provider-objects';
import type { PermissionDefinition, TopicPermissionDefinition, Topology } from '../../../model/topology/topology';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import { destroyed, type Change } from '../change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { list } from '../wording';

/** What users may do after a plan and not before, or the other way round, as operations on what is declared. */
export function reviewPermissions(change: BrokerChange): readonly ReviewFinding[] {
  const { rabbitmq_user: users, rabbitmq_permissions: permissions } = change.changes;
  const usersGoing = new Set(destroyed(users).map(({ before }) => before.name));
  const vhosts = vhostsGoing(change);
  const stays = ({ before, after }: Change<Who>) => {
    const { user, vhost } = userIn(after ?? before);
    return !usersGoing.has(user) && !vhosts.has(vhost);
  };
  const topicPermissions = change.changes.rabbitmq_topic_permissions.filter(stays);
  return [
    ...resourcePermissions(
      change,
      permissions.filter((permission) => permission.action !== 'none' && stays(permission)),
    ),
    ...topicPermissions.filter(({ action }) => action !== 'none').map((topics) => topicPermission(topics, change)),
    ...vanishing(
      change,
      topicPermissions.filter(({ action }) => action === 'none'),
    ),
  ];
}

/** Who has permissions, and where. */
interface Who {
  readonly user: string;
  readonly vhost: string;
}

function userIn({ user, vhost }: Who = { user: '', vhost: '' }): Who {
  return { user, vhost };
}

function resourcePermissions(
  change: BrokerChange,
  changed: readonly Change<PermissionDefinition>[],
): readonly ReviewFinding[] {
  if (changed.length === 0) return [];
  // What a user could or can do is asked for all that is declared on either side, so that only permissions differ.
  const objects = everything(change);
  const old = permissionsOf({ ...objects, permissions: change.before.permissions }, change.version);
  const now = permissionsOf({ ...objects, permissions: change.after.permissions }, change.version);
  return changed.map((permission): ReviewFinding => {
    const { user, vhost } = userIn(permission.after ?? permission.before);
    const attempts = attemptsOn(objects, vhost);
    const gained: Operation[] = [];
    const lost: Operation[] = [];
    for (const attempt of attempts) {
      const [could, can] = [old(user, vhost, attempt).allowed === true, now(user, vhost, attempt).allowed === true];
      if (can && !could) gained.push(attempt);
      if (could && !can) lost.push(attempt);
    }
    return {
      effect: isNew(permission, change) || gained.length + lost.length === 0 ? 'online' : 'access',
      change: `permissions/${direction(gained, lost)}`,
      object: { type: 'user', vhost, name: user },
      at: permission.address,
      message: message(gained, lost),
      because: patterns(permission),
      remedy: wildcards(permission),
    };
  });
}

/** Topic permissions narrow by routing keys, of which only patterns are known. */
function topicPermission(topics: Change<TopicPermissions>, change: BrokerChange): ReviewFinding {
  const { address: at, before, after } = topics;
  const { user, vhost } = userIn(after ?? before);
  const [old, now] = [before?.rows ?? [], after?.rows ?? []];
  const rows = now.map(
    ({ exchange, write, read }) =>
      `publish to '${exchange}' by routing keys that match '${write}' only, and bind from it by those that match '${read}'`,
  );
  const free = old.filter(({ exchange }) => now.every((row) => row.exchange !== exchange));
  const lapses = lapsing(old, now);
  const keys = [
    ...free.map(({ exchange }) => `use every routing key with '${exchange}' again`),
    ...(lapses.length === 0 ? [] : [`use every routing key with ${list(lapses)} for a moment, until it is made again`]),
  ];
  return {
    effect: isNew(topics, change) ? 'online' : 'access',
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
 * @param silent - those that the plan leaves as they are
 */
function vanishing(
  { changes, version }: BrokerChange,
  silent: readonly Change<TopicPermissions>[],
): readonly ReviewFinding[] {
  if (!isAtLeast(version, '4.3.2')) return [];
  const replaced = destroyed(changes.rabbitmq_exchange).filter(({ action }) => action === 'replace');
  const gone = new Set(replaced.map(({ before: { vhost, name } }) => idOf(vhost, name)));
  return silent
    .flatMap(({ before }) => before?.rows ?? [])
    .filter(({ vhost, exchange }) => gone.has(idOf(vhost, exchange)))
    .map(({ user, vhost, exchange, declaredAt = '' }) => ({
      effect: 'access',
      change: 'permissions/topic-vanishes',
      object: { type: 'user', vhost, name: user },
      at: declaredAt,
      message: `may use every routing key with '${exchange}', which is replaced and takes the narrowing with it although the plan is silent about it, until the apply after this one`,
      remedy: `give it 'lifecycle.replace_triggered_by' on the exchange, as the construct TopicPermissions does`,
    }));
}

/**
 * Whether the permissions come with their user or their virtual host: nobody had any, or there was nothing to have them on. A user
 * without any, as an interrupted deploy leaves it, is as a new one, once its broker says that it has none.
 */
function isNew({ action, after }: Change<Who>, { before, changes, live }: BrokerChange): boolean {
  if (action !== 'create') return false;
  const { user, vhost } = userIn(after);
  const isCreated = (objects: readonly Change<{ readonly name: string }>[], name: string) =>
    objects.some((object) => object.action === 'create' && object.after?.name === name);
  if (isCreated(changes.rabbitmq_user, user) || isCreated(changes.rabbitmq_vhost, vhost)) return true;
  // An empty list may be a refusal.
  if (live === undefined || live.permissions.length === 0) return false;
  return [...before.permissions, ...live.permissions].every((row) => row.user !== user);
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
  ) => [...new Map([...one, ...other].map((element) => [idOf(element.vhost, element.name), element])).values()];
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

function patterns({ before, after }: Change<PermissionDefinition>): string {
  return differences(shown(before), shown(after)).map(showDifference).join(', ');
}

/** A pattern that matches every name gives more than what is declared here. */
function wildcards({ after }: Change<PermissionDefinition>): string | undefined {
  const kinds = Object.entries(shown(after)).filter(([, pattern]) => pattern === '.*' || pattern === '^.*$');
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
