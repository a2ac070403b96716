import { fc } from '../../random';
import type { ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Arguments, type Json, type Topology } from '../../../model/topology/topology';
import { at, junk, kindOf, pathsOf, set, type Element } from './junk';
import { lasting, objectName, operatorDefinition, pattern, policyDefinition, queueArguments } from './samples';
import { uris } from './uris';

/** Something to declare over the HTTP API. */
export interface Declaration {
  readonly kind: Kind;
  /** What is declared, in a topology of its own. */
  readonly topology: Topology;
  /** Whether a field may be of another type than a topology's have: then it can be judged by itself alone. */
  readonly isJunk?: boolean;
}

export const kinds = [
  'queue',
  'exchange',
  'binding',
  'policy',
  'operator policy',
  'permission',
  'topic permission',
  'parameter',
  'vhost',
  'user',
  'user limits',
] as const;

export type Kind = (typeof kinds)[number];

/** Exchanges and queues that are there, for bindings to be made between. */
export function fixtures(vhost: string): Topology {
  const types = ['direct', 'fanout', 'topic', 'headers', 'x-local-random', 'x-consistent-hash', 'x-random'];
  const plain = { vhost, durable: true, auto_delete: false, imported: true };
  return {
    ...emptyTopology,
    vhosts: [{ name: vhost, imported: true }],
    exchanges: types.map((type) => ({ ...plain, name: `e.${type}`, type, internal: false, arguments: {} })),
    queues: ['classic', 'quorum', 'stream'].map((type) => ({
      ...plain,
      name: `q.${type}`,
      arguments: { 'x-queue-type': type },
    })),
  };
}

/** Declarations of every kind, in equal shares, some with a field that has become anything. */
export function declarations(version: ServerVersion, vhost: string, user: string): fc.Arbitrary<Declaration> {
  const sensible = typedDeclarations(version, vhost, user);
  return fc.oneof(
    { weight: 4, arbitrary: sensible },
    { weight: 1, arbitrary: sensible.chain((each) => withJunk(each)) },
  );
}

/** Where an element is sent to, beside which stands what is sent. */
const address: ReadonlySet<string> = new Set([
  ...['name', 'vhost', 'user', 'component', 'source', 'destination', 'destination_type'],
]);

/** What is sent over HTTP of a declaration. */
function isSent({ kind }: Declaration, [first = '', ...rest]: readonly string[]): boolean {
  // Each limit of a user has an address of its own, and nothing is sent beside it.
  return kind === 'user limits' ? first === 'limits' && rest.length > 0 : !address.has(first);
}

/**
 * A declaration of which one field is anything, or left out.
 * @param mayChange - which fields those are
 */
export function withJunk(
  declaration: Declaration,
  mayChange: (declaration: Declaration, path: readonly string[]) => boolean = isSent,
): fc.Arbitrary<Declaration> {
  const { kind, topology } = declaration;
  const lists = Object.entries(topology) as unknown as readonly (readonly [string, readonly Element[]])[];
  const places = lists.flatMap(([list, [element]]) =>
    element === undefined ? [] : pathsOf(element).map((path) => ({ list, element, path })),
  );
  const open = places.filter(({ path }) => mayChange(declaration, path));
  if (open.length === 0) return fc.constant(declaration);
  return fc.tuple(fc.constantFrom(...open), fc.constantFrom(...junk)).chain(([{ list, element, path }, value]) =>
    sent<Topology>(fc.constant({ ...topology, [list]: [set(element, path, lasting(path.at(-1), value))] })).map(
      (changed) => ({
        kind,
        topology: changed,
        isJunk: kindOf(value) !== kindOf(at(element, path)),
      }),
    ),
  );
}

/** Declarations of every kind, in equal shares, whose fields have the types of a topology's. */
export function typedDeclarations(version: ServerVersion, vhost: string, user: string): fc.Arbitrary<Declaration> {
  const of = (kind: Kind, topology: fc.Arbitrary<Partial<Topology>>) =>
    topology.map((part): Declaration => ({ kind, topology: { ...emptyTopology, ...part } }));
  return fc.oneof(
    of('queue', queue(version, vhost)),
    of('exchange', exchange(vhost)),
    of('binding', binding(vhost)),
    of(
      'policy',
      policy(vhost, policyDefinition(version)).map((element) => ({ policies: [element] })),
    ),
    of(
      'operator policy',
      policy(vhost, operatorDefinition(version)).map((element) => ({ operatorPolicies: [element] })),
    ),
    of('permission', permission(vhost, user)),
    of('topic permission', topicPermission(vhost, user)),
    of('parameter', parameter(vhost)),
    of('vhost', otherVhost(vhost)),
    of('user', otherUser(user)),
    of('user limits', userLimits(user)),
  );
}

const mostly = (value: boolean) =>
  fc.oneof({ weight: 15, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

export function queue(version: ServerVersion, vhost: string, name = objectName): fc.Arbitrary<Partial<Topology>> {
  return fc
    .record({
      name,
      vhost: fc.constant(vhost),
      durable: mostly(true),
      auto_delete: mostly(false),
      // A topology of ours has no exclusive queues: they belong to a connection.
      exclusive: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      arguments: queueArguments(version, ['classic', 'quorum', 'stream']),
    })
    .map((element) => ({ queues: [element] }));
}

const exchangeArguments = fc.constantFrom<Record<string, Json>>(
  {},
  { 'alternate-exchange': 'ae' },
  { 'x-unknown': 1 },
  { 'alternate-exchange': '' },
  { 'alternate-exchange': 7 },
  { 'x-unknown': null },
  { 'hash-header': 'h' },
  { 'hash-property': 'message_id' },
  { 'hash-property': 'message-id' },
  { 'hash-header': 'h', 'hash-property': 'message_id' },
  { 'x-recent-history-length': 5 },
  { 'x-recent-history-length': 0 },
  { 'x-recent-history-length': '5' },
);

export function exchange(vhost: string, name = objectName): fc.Arbitrary<Partial<Topology>> {
  const types = [
    'direct',
    'fanout',
    'topic',
    'headers',
    'x-local-random',
    'x-consistent-hash',
    'x-random',
    'x-recent-history',
  ];
  return fc
    .record({
      name: fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom('amq.direct', 'amq.topic')),
      vhost: fc.constant(vhost),
      type: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...types) },
        fc.constantFrom('direct', 'topic', 'Direct', 'x-foo', 'queue', ''),
      ),
      durable: fc.constant(true),
      auto_delete: fc.constant(false),
      internal: fc.constant(false),
      arguments: exchangeArguments,
    })
    .map((element) => ({ exchanges: [element] }));
}

function binding(vhost: string): fc.Arbitrary<Partial<Topology>> {
  const { exchanges, queues } = fixtures(vhost);
  const source = fc.constantFrom(...exchanges.map(({ name }) => name), 'amq.topic', 'amq.headers', '');
  const destination = fc.oneof(
    fc.record({
      destination_type: fc.constant('queue' as const),
      destination: fc.constantFrom(...queues.map(({ name }) => name)),
    }),
    fc.record({
      destination_type: fc.constant('exchange' as const),
      destination: fc.constantFrom('e.fanout', 'amq.direct', ''),
    }),
  );
  const args = fc.constantFrom<Record<string, Json>>(
    {},
    { 'x-match': 'all', format: 'pdf' },
    { 'x-match': 'any-with-x', 'x-kind': 1 },
    { 'x-match': 'ALL' },
    { 'x-match': 1 },
    { format: null },
  );
  return fc
    .record({
      source,
      end: destination,
      routing_key: fc.constantFrom(
        '',
        'a.b',
        '1',
        '+3',
        '0',
        '1.5',
        ' 1',
        '-1',
        '#',
        '#.##.#',
        '#.a.#.#',
        'k'.repeat(256),
      ),
      arguments: args,
    })
    .map(({ end, ...rest }) => ({ bindings: [{ ...rest, ...end, vhost }] }));
}

function policy(vhost: string, definition: fc.Arbitrary<Arguments>) {
  return fc.record({
    name: fc.constantFrom('p', 'a policy', 'x/y', 'n'.repeat(300)),
    vhost: fc.constant(vhost),
    // Nothing has such a name, so that no declaration changes under the others.
    pattern: fc.oneof(
      { weight: 6, arbitrary: fc.constant('^nothing$') },
      { weight: 1, arbitrary: pattern.map((some) => `^nothing-${some}`) },
    ),
    'apply-to': fc.constantFrom('all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'),
    definition,
    priority: fc.constantFrom(0, 1, -5, 1.5),
  }) as fc.Arbitrary<Topology['policies'][number]>;
}

function permission(vhost: string, user: string): fc.Arbitrary<Partial<Topology>> {
  return fc
    .record({ configure: pattern, write: fc.constantFrom('', '.*'), read: fc.constant('.*') })
    .map((patterns) => ({
      permissions: [{ user, vhost, ...patterns }],
    }));
}

function topicPermission(vhost: string, user: string): fc.Arbitrary<Partial<Topology>> {
  return fc.record({ write: pattern, read: fc.constant('.*') }).map((patterns) => ({
    topicPermissions: [{ user, vhost, exchange: 'amq.topic', ...patterns }],
  }));
}

const limits = fc.constantFrom<Json>(
  { 'max-queues': 100 },
  { 'max-connections': -1 },
  { 'max-queues': 100, 'max-connections': 5 },
  {},
  { 'max-queues': '5' },
  { 'max-connections': 1.5 },
  { 'max-channels': 5 },
  [],
);

const upstream = fc.oneof(
  uris.map((uri): Json => ({ uri })),
  fc.constantFrom<Json>(
    { uri: 'amqp://localhost' },
    { uri: ['amqp://a', 'amqps://b'], 'ack-mode': 'on-publish', expires: 5 },
    { uri: 'amqp://u:p@h/v', 'queue-type': 'quorum', 'max-hops': 2 },
    { uri: 'http://localhost' },
    { 'ack-mode': 'on-publish' },
    { uri: 'amqp://localhost', 'ack-mode': 'never' },
    { uri: 'amqp://localhost', expires: '5' },
    { uri: 'amqp://localhost', 'queue-type': 'stream' },
    { uri: 'amqp://localhost', unknown: 1 },
    { uri: 7 },
    { uri: [] },
  ),
);

const shovel = fc.constantFrom<Json>(
  { 'src-uri': 'amqp://127.0.0.1:1', 'src-queue': 's', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-queue': 'd' },
  { 'src-uri': 'amqp://127.0.0.1:1', 'src-exchange': 's', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-exchange': 'd' },
  { 'src-uri': 'amqp://127.0.0.1:1', 'src-queue': 's', 'dest-uri': 'amqp://127.0.0.1:1' },
  { 'src-uri': 'amqp://127.0.0.1:1', 'src-queue': 's', 'src-exchange': 'e', 'dest-uri': 'amqp://127.0.0.1:1' },
  { 'src-uri': 'amqp://127.0.0.1:1', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-queue': 'd' },
  { 'src-queue': 's', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-queue': 'd' },
  { 'src-uri': 'http://127.0.0.1:1', 'src-queue': 's', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-queue': 'd' },
  {
    'src-uri': 'amqp://127.0.0.1:1',
    'src-queue': 's',
    'dest-uri': 'amqp://127.0.0.1:1',
    'dest-queue': 'd',
    'dest-exchange': 'e',
  },
  {
    'src-uri': 'amqp://127.0.0.1:1',
    'src-queue': 's',
    'dest-uri': 'amqp://127.0.0.1:1',
    'dest-queue': 'd',
    'ack-mode': 'x',
  },
  { 'src-uri': 'amqp://127.0.0.1:1', 'src-queue': 's', 'dest-uri': 'amqp://127.0.0.1:1', 'dest-queue': 'd', extra: 1 },
);

const parameterName = fc.oneof(
  { weight: 4, arbitrary: fc.constant('one') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('x/y', 'größe', 'with space', '%2F', 'limits', 'amq.x', 'n'.repeat(300), 'a\nb'),
  },
);

function parameter(vhost: string): fc.Arbitrary<Partial<Topology>> {
  const of = (component: string, values: fc.Arbitrary<Json>) =>
    fc.record({ component: fc.constant(component), vhost: fc.constant(vhost), name: parameterName, value: values });
  return fc
    .oneof(
      { weight: 3, arbitrary: of('federation-upstream', upstream) },
      { weight: 3, arbitrary: of('shovel', shovel) },
      { weight: 4, arbitrary: of('vhost-limits', limits).map((element) => ({ ...element, name: 'limits' })) },
      { weight: 1, arbitrary: fc.constant({ component: 'foo', vhost, name: 'one', value: {} }) },
    )
    .map((element) => ({ parameters: [element] }));
}

/** Elements that a type of ours would not let pass, and a broker may be sent all the same. */
function sent<T>(element: fc.Arbitrary<unknown>): fc.Arbitrary<T> {
  return element as fc.Arbitrary<T>;
}

/** A virtual host beside the one in which everything else is declared. */
function otherVhost(vhost: string): fc.Arbitrary<Partial<Topology>> {
  const types = fc.oneof(
    fc.constantFrom<Json>('classic', 'quorum', 'stream', 'undefined'),
    fc.constantFrom<Json>('Quorum', 'foo', 1, ''),
  );
  const tags = fc.constantFrom<Json>([], ['a', 'b'], 'a,b', '', ['a'], 7);
  return fc
    .record({ default_queue_type: types, tags, tracing: fc.boolean() }, { requiredKeys: [] })
    .chain((rest) => sent<Topology['vhosts'][number]>(fc.constant({ name: `${vhost}-other`, ...rest })))
    .map((element) => ({ vhosts: [element] }));
}

/** A user beside the one that has the permissions. */
function otherUser(user: string): fc.Arbitrary<Partial<Topology>> {
  const tags = fc.constantFrom<Json>([], ['administrator'], 'management,x', '', 7, true, 1.5);
  return fc
    .record({ tags }, { requiredKeys: [] })
    .chain((rest) => sent<Topology['users'][number]>(fc.constant({ name: `${user}-other`, ...rest })))
    .map((element) => ({ users: [element] }));
}

function userLimits(user: string): fc.Arbitrary<Partial<Topology>> {
  const key = fc.constantFrom('max-connections', 'max-channels', 'max-connections', 'max-queues');
  const value = fc.constantFrom<Json>(5, 0, -1, 1e6, '5', 1.5, true);
  return fc
    .tuple(key, value)
    .chain(([limit, most]) =>
      sent<Topology['users'][number]>(fc.constant({ name: user, tags: [], limits: { [limit]: most } })),
    )
    .map((element) => ({ users: [element] }));
}
