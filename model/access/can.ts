import { readPattern, type Pattern } from '../pattern/pattern';
import { needsOf, type Attempt, type Existing, type Need } from './permission-need';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import type {
  ExchangeDefinition,
  PermissionDefinition,
  Topology,
  TopicPermissionDefinition,
} from '../topology/topology';
import { ownValue } from '../own-value';

export type { Attempt, Need };

/** Whether a user may do something, and why. */
export interface Answer {
  /** Absent when a pattern can't be followed, so that it cannot be determined. */
  readonly allowed?: boolean;
  /** The permissions that it takes; none when nobody may, or everybody. */
  readonly needs: readonly Need[];
  /** A sentence. */
  readonly because: string;
}

/**
 * Whether a user may do something over AMQP 0-9-1. For many questions, {@link permissionsOf} reads the topology once.
 * @param serverVersion - the server that would decide
 */
export function can(
  topology: Topology,
  user: string,
  vhost: string,
  attempt: Attempt,
  serverVersion: ServerVersion,
): Answer {
  return permissionsOf(topology, serverVersion)(user, vhost, attempt);
}

/**
 * Prepares the permissions of a topology for questions. What is declared counts as existing; tags of users don't count,
 * for they give no access to messages.
 * @param serverVersion - the server that would decide
 */
export function permissionsOf(
  topology: Topology,
  serverVersion: ServerVersion,
): (user: string, vhost: string, attempt: Attempt) => Answer {
  const permissions = new Map(topology.permissions.map((row) => [id(row.user, row.vhost), row]));
  const topics = new Map(topology.topicPermissions.map((row) => [id(row.user, row.vhost, row.exchange), row]));
  const queues = new Set(topology.queues.map(({ vhost, name }) => id(vhost, name)));
  const exchanges = new Map(topology.exchanges.map((exchange) => [id(exchange.vhost, exchange.name), exchange]));
  const patterns = new Map<string, Pattern>();
  const pattern = (source: string): Pattern => {
    const read = patterns.get(source) ?? readPattern(source === '' ? '^$' : source, serverVersion);
    patterns.set(source, read);
    return read;
  };
  return (user, vhost, attempt) => {
    const exchange = (name: string) => exchanges.get(id(vhost, name)) ?? builtIn(name, vhost);
    const existing: Existing = {
      hasQueue: (name) => queues.has(id(vhost, name)),
      exchangeType: (name) => exchange(name)?.type,
    };
    const refused = refusal(attempt, exchange);
    if (refused !== undefined) return { allowed: false, needs: [], because: refused };
    const needs = needsOf(attempt, existing, serverVersion);
    const row = permissions.get(id(user, vhost));
    if (row === undefined) {
      return { allowed: false, needs, because: `user '${user}' has no permissions in virtual host '${vhost}'` };
    }
    const checks = needs.map((need) =>
      need.kind === 'topic'
        ? checkTopic(need, topics.get(id(user, vhost, need.name)), pattern, serverVersion)
        : checkResource(need, row, pattern),
    );
    return conclude(needs, checks);
  };
}

/** What came of one need. */
interface Check {
  readonly met: boolean | undefined;
  readonly because: string;
}

function conclude(needs: readonly Need[], checks: readonly Check[]): Answer {
  const failed = checks.filter(({ met }) => met === false);
  if (failed.length > 0) return { allowed: false, needs, because: sentences(failed) };
  const open = checks.filter(({ met }) => met === undefined);
  if (open.length > 0) return { needs, because: sentences(open) };
  return { allowed: true, needs, because: checks.length === 0 ? 'it needs no permission' : sentences(checks) };
}

function sentences(checks: readonly Check[]): string {
  return checks.map(({ because }) => because).join('; ');
}

function checkResource(need: Need, row: PermissionDefinition, pattern: (source: string) => Pattern): Check {
  const kinds = need.permission === 'any' ? (['read', 'write', 'configure'] as const) : [need.permission as 'read'];
  const results = kinds.map((kind) => ({ kind, source: row[kind], met: pattern(row[kind]).matches(need.name) }));
  const best = results.find(({ met }) => met === true) ?? results.find(({ met }) => met === undefined) ?? results[0];
  const what = `${need.kind} '${need.name}'`;
  if (best?.met === false) {
    return {
      met: false,
      because: `${kinds.map((kind) => `'${row[kind]}' (${kind})`).join(', ')} does not match ${what}`,
    };
  }
  return best?.met === true
    ? { met: true, because: `'${best.source}' (${best.kind}) matches ${what}` }
    : { met: undefined, because: `cannot determine whether '${best?.source}' (${best?.kind}) matches ${what}` };
}

/** A topic permission only narrows: without one, every key is allowed. */
function checkTopic(
  { permission, name, routingKey = '' }: Need,
  row: TopicPermissionDefinition | undefined,
  pattern: (source: string) => Pattern,
  version: ServerVersion,
): Check {
  const what = `routing key '${routingKey}' of exchange '${name}'`;
  if (row === undefined) return { met: true, because: `no topic permission narrows ${what}` };
  const kind = permission === 'read' ? 'read' : 'write';
  const met = pattern(expand(row[kind], row, version)).matches(routingKey);
  const verb = met === true ? 'matches' : 'does not match';
  const because = `'${row[kind]}' (${kind} topic) ${verb} ${what}`;
  return met === undefined
    ? { met, because: `cannot determine whether '${row[kind]}' (${kind} topic) matches ${what}` }
    : { met, because };
}

/** `{client_id}` is left: only MQTT has one. */
function expand(source: string, { user, vhost }: TopicPermissionDefinition, version: ServerVersion): string {
  const escape = isAtLeast(version, '4.2.4')
    ? (value: string) => value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
    : (value: string) => value;
  return source.replaceAll('{username}', () => escape(user)).replaceAll('{vhost}', () => escape(vhost));
}

/** What the broker lets nobody do, whatever the permissions. */
function refusal(
  { action, queue, exchange, destination }: Attempt,
  find: (name: string) => Pick<ExchangeDefinition, 'internal'> | undefined,
): string | undefined {
  if (action === 'publish') {
    return exchange !== undefined && find(exchange)?.internal === true
      ? `exchange '${exchange}' is internal: clients cannot publish to it`
      : undefined;
  }
  if (queue === undefined || action === 'bind' || action === 'unbind') {
    if (exchange === '' || destination === '') return 'the default exchange can only be published to';
  }
  if (action === 'declare' && queue?.startsWith('amq.') === true)
    return `names that start with 'amq.' are the server's own`;
  if (exchange === undefined || queue !== undefined || !exchange.startsWith('amq.')) return undefined;
  const isNew = action === 'declare' && find(exchange) === undefined;
  return isNew || action === 'delete' ? `names that start with 'amq.' are the server's own` : undefined;
}

const builtInTypes: Readonly<Record<string, string>> = {
  '': 'direct',
  'amq.direct': 'direct',
  'amq.fanout': 'fanout',
  'amq.topic': 'topic',
  'amq.headers': 'headers',
  'amq.match': 'headers',
  'amq.rabbitmq.trace': 'topic',
};

/** The exchanges that every virtual host has. */
function builtIn(name: string, vhost: string): ExchangeDefinition | undefined {
  const type = ownValue(builtInTypes, name);
  if (type === undefined) return undefined;
  const internal = name === 'amq.rabbitmq.trace';
  return { name, vhost, type, durable: true, auto_delete: false, internal, arguments: {} };
}

function id(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
