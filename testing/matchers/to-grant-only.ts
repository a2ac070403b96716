import { checkCall } from '../../model/props/check-call';
import { readPattern } from '../../model/pattern/pattern';
import { builtInExchanges } from '../../model/validity/names';
import type { PermissionDefinition, Topology } from '../../model/topology/topology';
import type { ExchangeRef, QueueRef, UserRef } from '../../constructs/references';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isUser, topologyOn } from './subject';

/** What a user may use, by the kinds of RabbitMQ's permissions. */
export interface GrantedObjects {
  /**
   * What it may declare and delete.
   * @default - nothing
   */
  readonly configure?: readonly (QueueRef | ExchangeRef)[];
  /**
   * What it may publish to, or bind; `defaultExchange(vhost)` for publishing to queues by name.
   * @default - nothing
   */
  readonly write?: readonly (QueueRef | ExchangeRef)[];
  /**
   * What it may consume, or bind from.
   * @default - nothing
   */
  readonly read?: readonly (QueueRef | ExchangeRef)[];
}

const kinds = ['configure', 'write', 'read'] as const;

/**
 * Whether a user may use exactly these queues and exchanges, of all that the app declares on its broker, and no name that is not
 * declared. RabbitMQ gives permissions by names, so that a queue and an exchange of one name are granted together.
 * @param received - the user
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export function toGrantOnly(this: MatcherContext, received: unknown, wanted: GrantedObjects): MatcherResult {
  checkCall('toGrantOnly', [received, wanted]);
  const user = expectKind<UserRef>('toGrantOnly', 'a user', isUser, received);
  if (this.isNot) throw new Error('toGrantOnly has no `.not`: say what the user may use');
  const topology = topologyOn(user.broker);
  const granted = topology.permissions.filter((permission) => permission.user === user.userName);
  const lines = kinds.flatMap((kind) => {
    const expected = new Set((wanted[kind] ?? []).map(idOfObject));
    const actual = new Set(granted.flatMap((permission) => matched(kind, permission, topology, user)));
    return [
      ...some(
        `it may also ${kind}`,
        [...actual].filter((name) => !expected.has(name)),
      ),
      ...some(
        `it may not ${kind}`,
        [...expected].filter((name) => !actual.has(name)),
      ),
    ];
  });
  const rows = granted.map(
    ({ vhost, configure, write, read }) =>
      `  in virtual host '${vhost}': configure '${configure}', write '${write}', read '${read}'`,
  );
  return result(this, lines.length === 0, () => [
    `user '${user.userName}' must be granted only what is expected`,
    ...lines,
    rows.length === 0 ? 'it has no permissions' : 'its permissions:',
    ...rows,
  ]);
}

/** The greatest number of objects that are named of one kind: what a pattern such as `.*` takes, nobody reads. */
const MOST_NAMED = 10;

function some(what: string, names: readonly string[]): readonly string[] {
  const rest = names.length - MOST_NAMED;
  return [
    ...names.slice(0, rest === 1 ? names.length : MOST_NAMED).map((name) => `  ${what} ${name}`),
    ...(rest > 1 ? [`  ${what} ${rest} others`] : []),
  ];
}

/** The names that a pattern of a user takes: of declared objects, of the broker's own exchanges, and of what may come. */
function matched(
  kind: (typeof kinds)[number],
  permission: PermissionDefinition,
  { queues, exchanges }: Topology,
  { broker }: UserRef,
): readonly string[] {
  const source = permission[kind];
  if (source === '') return [];
  const pattern = readPattern(source, broker.serverVersion);
  const { vhost } = permission;
  const declared = [...queues, ...exchanges].filter((object) => object.vhost === vhost).map(({ name }) => name);
  const builtIn = [...builtInExchanges.keys()].map(resourceName);
  const names = [...new Set([...declared, ...builtIn])].filter((name) => pattern.matches(name) !== false);
  return [
    ...(pattern.matches(UNDECLARED) === false ? [] : [`names that are not declared, in virtual host '${vhost}'`]),
    ...names.map((name) => described(vhost, name)),
  ];
}

/** A name that nobody declares. */
const UNDECLARED = 'a name that is not declared';

function idOfObject(object: QueueRef | ExchangeRef): string {
  const name = 'queueName' in object ? object.queueName : resourceName(object.exchangeName);
  return described(object.vhost.vhostName, name);
}

/** Permissions know the default exchange by another name. */
function resourceName(exchange: string): string {
  return exchange === '' ? 'amq.default' : exchange;
}

function described(vhost: string, name: string): string {
  return `'${name}' in virtual host '${vhost}'`;
}
