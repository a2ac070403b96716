import { escapePattern } from '../pattern/exact-pattern';
import type { Grant, GrantedExchange, Intent, Named } from './grant';
import { longestPattern, namePattern } from '../pattern/name-pattern';
import { PrefixSet } from '../pattern/prefix-set';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import { topicPattern } from '../pattern/topic-pattern';
import type { PermissionDefinition, TopicPermissionDefinition } from '../topology/topology';

/** What grants come to. */
export interface GrantedPermissions {
  /** One for each user and virtual host, sorted by both. */
  readonly permissions: readonly PermissionDefinition[];
  /** One for each topic exchange on which keys were given; `.*` where all keys were granted too. */
  readonly topicPermissions: readonly TopicPermissionDefinition[];
  /** Grants that can't be given, and patterns that the broker would refuse. */
  readonly faults: readonly string[];
}

/**
 * Turns grants into the least permissions that allow what was granted: anchored, escaped, sorted.
 * @param serverVersion - the server that will decide; what a passive declare takes, and how long a pattern may be, depends on it
 */
export function grantPermissions(grants: readonly Grant[], serverVersion: ServerVersion): GrantedPermissions {
  const each = [...groupByUser(grants).values()].map((group) => new Rights(group, serverVersion).derive());
  return {
    permissions: each.flatMap(({ permissions }) => permissions),
    topicPermissions: each.flatMap(({ topicPermissions }) => topicPermissions),
    faults: each.flatMap(({ faults }) => faults),
  };
}

/**
 * What grants in one virtual host come to for each user.
 * @returns by the user's name, in no order
 */
export function grantPermissionsByUser(
  grants: readonly Grant[],
  serverVersion: ServerVersion,
): ReadonlyMap<string, GrantedPermissions> {
  const groups = [...groupByUser(grants).values()];
  return new Map(groups.map((group) => [group[0]?.user ?? '', new Rights(group, serverVersion).derive()]));
}

type Kind = 'configure' | 'write' | 'read';
type TopicKind = 'write' | 'read';
const kinds: readonly Kind[] = ['configure', 'write', 'read'];

function groupByUser(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const sorted = [...grants].sort((one, other) => compare(one.vhost, other.vhost) || compare(one.user, other.user));
  const groups = new Map<string, Grant[]>();
  for (const grant of sorted) {
    const key = JSON.stringify([grant.vhost, grant.user]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [grant]);
    else group.push(grant);
  }
  return groups;
}

/** What one user may do in one virtual host. */
class Rights {
  private readonly user: string;
  private readonly vhost: string;
  private readonly everything: boolean;
  private readonly names: Readonly<Record<Kind, Named[]>> = { configure: [], write: [], read: [] };
  /** On which keys of an exchange, as patterns, where only some were granted. */
  private readonly keys = new Map<string, Readonly<Record<TopicKind, Set<string>>>>();
  /** Where all keys were granted, which counts over some. */
  private readonly allKeys: Readonly<Record<TopicKind, Named[]>> = { write: [], read: [] };

  constructor(
    private readonly grants: readonly Grant[],
    private readonly version: ServerVersion,
  ) {
    this.user = grants[0]?.user ?? '';
    this.vhost = grants[0]?.vhost ?? '';
    this.everything = grants.some(({ intent }) => intent.to === 'administer');
    for (const { intent } of grants) this.allow(intent);
    this.allowPassiveDeclares();
  }

  derive(): GrantedPermissions {
    const patterns = this.patterns();
    const topicPermissions = this.topicPermissions();
    return {
      permissions: [{ user: this.user, vhost: this.vhost, ...patterns, administers: this.everything }],
      topicPermissions,
      faults: this.faults(patterns, topicPermissions),
    };
  }

  private topicPermissions(): TopicPermissionDefinition[] {
    const allKeys = { write: new NamedSet(this.allKeys.write), read: new NamedSet(this.allKeys.read) };
    return [...this.keys]
      .sort(([one], [other]) => compare(one, other))
      .map(([exchange, keys]) => {
        const pattern = (kind: TopicKind) =>
          this.everything || allKeys[kind].includes(exchange) ? '.*' : keyPattern(keys[kind]);
        return { user: this.user, vhost: this.vhost, exchange, write: pattern('write'), read: pattern('read') };
      });
  }

  private faults(
    patterns: Readonly<Record<Kind, string>>,
    topicPermissions: readonly TopicPermissionDefinition[],
  ): readonly string[] {
    const most = longestPattern(this.version);
    const tooLong = [
      ...Object.entries(patterns).map(([kind, pattern]) => ({ what: `the ${kind} permission`, pattern })),
      ...topicPermissions.flatMap(({ exchange, write, read }) =>
        [write, read].map((pattern) => ({ what: `the topic permission on exchange '${exchange}'`, pattern })),
      ),
    ].filter(({ pattern }) => Buffer.byteLength(pattern) > most);
    return [
      ...this.grants.flatMap(keyFaults),
      ...tooLong.map(
        ({ what, pattern }) =>
          `${what} of user '${this.user}' in virtual host '${this.vhost}' would have ${Buffer.byteLength(pattern)} bytes, and the ` +
          `broker takes ${most}; grant on names that start alike, or part the work between users`,
      ),
    ];
  }

  private patterns(): Readonly<Record<Kind, string>> {
    const pattern = (kind: Kind) => (this.everything ? '.*' : patternOf(this.names[kind]));
    return { configure: pattern('configure'), write: pattern('write'), read: pattern('read') };
  }

  private allow(intent: Intent): void {
    switch (intent.to) {
      case 'consume':
        this.names.read.push(intent.queue);
        break;
      case 'publish':
        this.names.write.push(permissionName(intent.exchange));
        this.allowKeys('write', intent, topicPattern);
        break;
      case 'declare':
        this.names.configure.push(intent.name);
        this.allowForwarding(intent.name, intent.arguments?.[forwardingArgument[intent.kind]]);
        break;
      case 'bind':
        this.names.write.push(intent.destination);
        this.names.read.push(intent.source.exchange);
        this.allowKeys('read', intent.source, escapePattern);
        break;
      case 'use-server-named-queues':
        for (const kind of kinds) this.names[kind].push({ startingWith: 'amq.gen-' });
        break;
      case 'administer':
      case 'monitor':
      case 'declare-passively':
        break;
    }
  }

  /** Whoever declares that messages go on to an exchange must be allowed to take and to publish them. */
  private allowForwarding(from: Named, exchange: unknown): void {
    if (typeof exchange !== 'string') return;
    this.names.read.push(from);
    this.names.write.push(permissionName(exchange));
  }

  private allowKeys(
    kind: TopicKind,
    { exchange, type, routingKeys }: GrantedExchange,
    pattern: (key: string) => string,
  ) {
    if (routingKeys === undefined) {
      this.allKeys[kind].push(exchange);
      return;
    }
    // What is wrong with keys elsewhere is among the faults.
    if (typeof exchange !== 'string' || type !== 'topic') return;
    const keys = this.keys.get(exchange) ?? { write: new Set(), read: new Set() };
    this.keys.set(exchange, keys);
    for (const key of routingKeys) keys[kind].add(pattern(key));
  }

  /** Last, because from 4.2.7 on any other permission is enough for it. */
  private allowPassiveDeclares(): void {
    const asked = this.grants.flatMap(({ intent }) => (intent.to === 'declare-passively' ? [intent.name] : []));
    if (!isAtLeast(this.version, '4.2.6')) return;
    if (!isAtLeast(this.version, '4.2.7', '4.3.1')) {
      this.names.configure.push(...asked);
      return;
    }
    const known = new NamedSet(kinds.flatMap((kind) => this.names[kind]));
    this.names.read.push(...asked.filter((name) => !known.includes(name)));
  }
}

/** Names and beginnings of names: whether something is among them is found without trying each. */
class NamedSet {
  private readonly names: ReadonlySet<string>;
  private readonly prefixes: PrefixSet;

  constructor(all: readonly Named[]) {
    this.names = new Set(all.filter((named) => typeof named === 'string'));
    this.prefixes = new PrefixSet(all.flatMap((named) => (typeof named === 'string' ? [] : [named.startingWith])));
  }

  includes(named: Named): boolean {
    if (typeof named !== 'string') return this.prefixes.covers(named.startingWith);
    return this.names.has(named) || this.prefixes.covers(named);
  }
}

const forwardingArgument = { queue: 'x-dead-letter-exchange', exchange: 'alternate-exchange' } as const;

function keyPattern(patterns: ReadonlySet<string>): string {
  if (patterns.has('.*')) return '.*';
  return patterns.size === 0 ? '^$' : `^(${[...patterns].sort().join('|')})$`;
}

function patternOf(named: readonly Named[]): string {
  return namePattern({
    names: named.filter((name) => typeof name === 'string'),
    prefixes: named.flatMap((name) => (typeof name === 'string' ? [] : [name.startingWith])),
  });
}

/** The default exchange has no name, and is `amq.default` to permissions. */
function permissionName(exchange: Named): Named {
  return exchange === '' ? 'amq.default' : exchange;
}

function keyFaults({ user, intent, declaredAt }: Grant): string[] {
  const exchange = intent.to === 'publish' ? intent : intent.to === 'bind' ? intent.source : undefined;
  if (exchange?.routingKeys === undefined || exchange.type === 'topic') return [];
  const { exchange: name, type = 'unknown' } = exchange;
  const what = typeof name === 'string' ? `exchange '${name}'` : `exchanges that start with '${name.startingWith}'`;
  return [
    `user '${user}' cannot be restricted to routing keys on ${what} of type ${type}${declaredAt === undefined ? '' : ` (${declaredAt})`}: ` +
      `RabbitMQ checks them on topic exchanges only; grant without routing keys, or use a topic exchange`,
  ];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
