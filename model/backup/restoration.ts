import type { Section } from '../definitions/entry';
import type { ObjectDifference } from '../comparison/compare';
import type { FindingObject } from '../finding';
import { exactObject, isExactObject, writeExactJson, type ExactObject } from '../json/exact-json';
import { elementId } from './element-id';
import type { StableDefinitions } from './stable-definitions';

/** What an import needs to know of the server that takes it. */
export interface ImportingServer {
  /** `4.3.6` */
  readonly serverVersion: string;
  /** The types of exchanges that it has. */
  readonly exchangeTypes: readonly string[];
  /** The state of each deprecated feature: `denied`. */
  readonly deprecatedFeatures: Readonly<Record<string, string>>;
  /** The state of each feature flag: `enabled`. */
  readonly featureFlags: Readonly<Record<string, string>>;
  /** As whom the import is sent. */
  readonly username: string;
}

/** Elements that one step of a restoration sends. */
export interface RestoreStep {
  readonly section: Section;
  readonly elements: readonly ExactObject[];
}

/** Something that a restoration cannot do. */
export interface NotRestored {
  readonly object: FindingObject;
  readonly reason: string;
}

/** How a backup comes back to a broker. */
export interface Restoration {
  /**
   * What is sent, in this order: virtual hosts, users, permissions, policies, exchanges and topic permissions for them, queues,
   * bindings, parameters such as shovels, and limits, which would refuse the queues otherwise. Who sends it comes last, since another password ends the log-in.
   */
  readonly steps: readonly RestoreStep[];
  /** What is not sent. */
  readonly left: readonly NotRestored[];
}

/**
 * Plans what of a backup is sent to a broker: what it lacks, and what it has otherwise and can change.
 * @param backup - with its secrets
 * @param broker - what it has now
 * @param differences - of the two
 */
export function restorationOf(
  backup: StableDefinitions,
  broker: StableDefinitions,
  differences: readonly ObjectDifference[],
  server: ImportingServer,
): Restoration {
  const changed = new Set(
    differences.filter(({ difference }) => difference === 'changed').map(({ object }) => keyOf(object)),
  );
  const left: NotRestored[] = [];
  const missingEnds = new Set<string>();
  // While a virtual host is being deleted, what it held is told still.
  const vhosts = new Set(broker.lists.vhosts.map(({ name }) => name));
  const isThere = ({ vhost }: ExactObject) => vhost === undefined || vhosts.has(vhost);
  const toSend = (section: Section): readonly ExactObject[] => {
    const there = new Map(
      broker.lists[section].filter(isThere).map((element) => [elementId(section, element), element]),
    );
    return backup.lists[section].flatMap((element) => {
      const id = elementId(section, element);
      const object = objectOf(section, element);
      const counterpart = there.get(id);
      if (counterpart !== undefined && !changed.has(keyOf(object))) return [];
      const reason = obstacle(section, element, counterpart, server, missingEnds);
      if (reason === undefined) {
        if (section !== 'users') return [element];
        if (hasLimits(element) && lacksUserLimits(server)) left.push({ object, reason: LIMITLESS });
        return [withHash(element, counterpart, left)];
      }
      left.push({ object, reason });
      if (counterpart === undefined) missingEnds.add(endOf(section, element));
      return [];
    });
  };
  const users = toSend('users');
  const parameters = toSend('parameters');
  const isOwn = (user: ExactObject) => user['name'] === server.username;
  const of = (section: Section, elements = toSend(section)): RestoreStep => ({ section, elements });
  const steps = [
    of('vhosts'),
    of(
      'users',
      users.filter((user) => !isOwn(user)),
    ),
    of('permissions'),
    of('policies'),
    of('parameters', parameters.filter(isOf('operator_policy'))),
    of('exchanges'),
    // 4.3 refuses those of an exchange that is not there.
    of('topic_permissions'),
    of('queues'),
    of('bindings'),
    of('global_parameters'),
    of(
      'parameters',
      parameters.filter((one) => !isOf('operator_policy')(one) && !isOf('vhost-limits')(one)),
    ),
    of('parameters', parameters.filter(isOf('vhost-limits'))),
    of('users', users.filter(isOwn)),
  ];
  return { steps: steps.filter(({ elements }) => elements.length > 0), left };
}

/** The object that an element is, as a comparison names it. */
export function objectOf(section: Section, element: ExactObject): FindingObject {
  const told = (field: string): string => String(element[field] ?? '');
  const [vhost, name] = [told('vhost'), told('name')];
  switch (section) {
    case 'vhosts':
      return { type: 'vhost', vhost: name, name };
    case 'users':
      return { type: 'user', vhost: null, name };
    case 'global_parameters':
      return { type: 'global parameter', vhost: null, name };
    case 'permissions':
      return { type: 'permission', vhost, name: told('user') };
    case 'topic_permissions':
      return { type: 'topic permission', vhost, name: `${told('user')} for ${told('exchange')}` };
    case 'parameters':
      return { type: isOf('operator_policy')(element) ? 'operator policy' : told('component'), vhost, name };
    case 'bindings': {
      const { arguments: args } = element;
      const more = [
        ...(told('routing_key') === '' ? [] : [told('routing_key')]),
        ...(isExactObject(args) && Object.keys(args).length > 0 ? [writeExactJson(args)] : []),
      ];
      const name = `${told('source')} -> ${told('destination')}${more.length === 0 ? '' : ` (${more.join(' ')})`}`;
      return { type: 'binding', vhost, name };
    }
    case 'exchanges':
      return { type: 'exchange', vhost, name };
    case 'policies':
      return { type: 'policy', vhost, name };
    case 'queues':
      return { type: 'queue', vhost, name };
  }
}

/** What keeps an element from being restored. */
function obstacle(
  section: Section,
  element: ExactObject,
  counterpart: ExactObject | undefined,
  { exchangeTypes, deprecatedFeatures }: ImportingServer,
  missingEnds: ReadonlySet<string>,
): string | undefined {
  if (section === 'bindings') {
    const ends = [
      `exchange ${String(element['source'])}`,
      `${String(element['destination_type'])} ${String(element['destination'])}`,
    ];
    const isMissing = ends.some((end) => missingEnds.has(JSON.stringify([element['vhost'], end])));
    return isMissing ? 'what it binds is not restored' : undefined;
  }
  if (section !== 'queues' && section !== 'exchanges') return undefined;
  if (counterpart !== undefined)
    return 'it exists with other settings, which nothing can change; delete it, which loses its messages, and restore again';
  if (section === 'exchanges') {
    const type = String(element['type']);
    return exchangeTypes.includes(type)
      ? undefined
      : `the server has no exchanges of type '${type}'; enable the plugin that has them, and restore again`;
  }
  const isDenied = element['durable'] === false && deprecatedFeatures['transient_nonexcl_queues'] === 'denied';
  return isDenied
    ? 'it is not durable, which the server denies: an import drops it without a word; see docs/migrate.md'
    : undefined;
}

/** A user whose hash nobody knows keeps the password that it has, or gets none. */
function withHash(user: ExactObject, counterpart: ExactObject | undefined, left: NotRestored[]): ExactObject {
  if (user['password_hash'] !== undefined || user['password'] !== undefined) return user;
  const { password_hash: hash = '', hashing_algorithm: algorithm } = counterpart ?? {};
  if (hash === '')
    left.push({
      object: objectOf('users', user),
      reason: 'the backup has no hash of its password, so that it cannot log in by one; set a password',
    });
  return exactObject([
    ...Object.entries(user),
    ['password_hash', hash],
    ...(algorithm === undefined ? [] : [['hashing_algorithm', algorithm] as const]),
  ]);
}

const LIMITLESS = 'the server has no limits of users, without the feature flag user_limits: its own are not restored';

function hasLimits({ limits }: ExactObject): boolean {
  return isExactObject(limits) && Object.keys(limits).length > 0;
}

/** Limits of users came with 3.8.10, by a feature flag that every 4.x has enabled, and need not tell. An import drops them without a word. */
function lacksUserLimits({ featureFlags, serverVersion }: ImportingServer): boolean {
  const { user_limits: state } = featureFlags;
  return state === undefined ? /^[0-3]\./.test(serverVersion) : state !== 'enabled';
}

function isOf(component: string): (parameter: ExactObject) => boolean {
  return (parameter) => parameter['component'] === component;
}

function endOf(section: Section, { vhost, name }: ExactObject): string {
  return JSON.stringify([vhost, `${section === 'queues' ? 'queue' : 'exchange'} ${String(name)}`]);
}

function keyOf({ type, vhost, name }: FindingObject): string {
  return JSON.stringify([type, vhost, name]);
}
