import { fc } from '../../random';
import type { ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Arguments, type Topology } from '../../../model/topology/topology';
import { fixtures, typedDeclarations } from '../differential/declarations';

/** Names that somebody might try to break a program with. */
const hostile = [
  ...[
    "it's",
    '"',
    '`${process.exit()}`',
    '${x}',
    '%{x}',
    '\\',
    '\\u0041',
    '*/',
    '//',
    '<!--',
    '__proto__',
    'constructor',
  ],
  ...['toString', 'node', 'class', 'await', 'vhost', 'broker', 'users', 'Default', 'Policies', 'this', 'QuorumQueue'],
  ...[
    '\u2028',
    '\u202e',
    '\u0000',
    '\u001b[31m',
    '\ud800',
    '\ufeff',
    'a b',
    'a/b',
    'a--b',
    'a:b',
    '2fa',
    '-',
    '.',
    '…',
  ],
  ...[
    'a@b',
    'a\nb',
    'größe',
    '日本語',
    'orders',
    'Orders',
    'ORDERS',
    'orders-queue',
    'ordersQueue',
    'TfToken[TOKEN.1]',
  ],
];

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
);

/**
 * Objects of every kind that meet each other: in a few virtual hosts, under names that are hard to say.
 * @param prefix - what the names of all virtual hosts begin with, so that several such topologies are on one broker
 */
export function adoptable(version: ServerVersion, prefix = ''): fc.Arbitrary<Topology> {
  const vhost = fc
    .oneof({ weight: 2, arbitrary: fc.constant('/') }, { weight: 3, arbitrary: name })
    .map((one) => prefix + one);
  return fc
    .uniqueArray(vhost, { minLength: 1, maxLength: 3 })
    .chain((vhosts) =>
      fc
        .tuple(...vhosts.map((one) => inVhost(version, one)))
        .map((parts) => unique(parts.reduce(joined, emptyTopology))),
    );
}

function inVhost(version: ServerVersion, vhost: string): fc.Arbitrary<Topology> {
  const there = fixtures(vhost);
  const own = fc.constant({
    ...emptyTopology,
    queues: there.queues.map(declaredHere),
    exchanges: there.exchanges.map(declaredHere),
  });
  const types = fc.constantFrom(undefined, 'classic' as const, 'quorum' as const, 'stream' as const);
  const self = fc
    .record({ type: types, tracing: fc.boolean(), description: fc.option(name, { nil: undefined }) })
    .map(({ type, tracing, description }): Topology => ({
      ...emptyTopology,
      vhosts: [
        {
          name: vhost,
          ...(description === undefined ? {} : { description }),
          ...(type === undefined ? {} : { default_queue_type: type }),
          ...(tracing ? { tracing } : {}),
        },
      ],
    }));
  return fc
    .tuple(self, own, ends(vhost), fc.array(typedDeclarations(version, vhost, 'worker@home'), { maxLength: 12 }))
    .map(([host, fixed, named, declared]) =>
      [host, fixed, named, ...declared.map(({ topology }) => withoutVhosts(topology))].reduce(joined),
    );
}

function declaredHere<T extends object>(element: T): T {
  return Object.fromEntries(Object.entries(element).filter(([key]) => key !== 'imported')) as T;
}

const bindingArguments = fc.constantFrom<Arguments>({}, { 'x-match': 'any', a: 1 }, { b: 'c' });

/** Queues and exchanges under hard names, bound to each other, and users who may use them. */
function ends(vhost: string): fc.Arbitrary<Topology> {
  const plain = { vhost, durable: true, auto_delete: false };
  const type = fc.constantFrom('classic', 'quorum', 'stream');
  return fc
    .record({
      queues: fc.uniqueArray(fc.record({ name, type }), { maxLength: 6, selector: (queue) => queue.name }),
      exchanges: fc.uniqueArray(fc.record({ name, type: fc.constantFrom('topic', 'headers', 'fanout') }), {
        maxLength: 4,
        selector: (exchange) => exchange.name,
      }),
      bindings: fc.array(fc.tuple(fc.nat(), fc.nat(), name, bindingArguments)),
      users: fc.array(fc.tuple(name, name), { maxLength: 3 }),
    })
    .map(({ queues, exchanges, bindings, users }): Topology => ({
      ...emptyTopology,
      queues: queues.map((queue) => ({ ...plain, name: queue.name, arguments: { 'x-queue-type': queue.type } })),
      exchanges: exchanges.map((exchange) => ({ ...plain, ...exchange, internal: false, arguments: {} })),
      bindings: bindings.flatMap(([from, to, routing_key, args]) => {
        const [source, destination] = [exchanges[from % (exchanges.length || 1)], queues[to % (queues.length || 1)]];
        return source === undefined || destination === undefined
          ? []
          : [
              {
                ...{ vhost, source: source.name, destination: destination.name, destination_type: 'queue' as const },
                routing_key,
                arguments: args,
              },
            ];
      }),
      users: users.map(([user]) => ({ name: user, tags: [] })),
      permissions: users.map(([user, read]) => ({ user, vhost, configure: '', write: '', read })),
      topicPermissions: users.flatMap(([user]) =>
        exchanges
          .filter((exchange) => exchange.type === 'topic')
          .map((exchange) => ({ user, vhost, exchange: exchange.name, write: '^a', read: '' })),
      ),
    }));
}

/** The virtual hosts that the generator of single declarations makes are no others here. */
function withoutVhosts(topology: Topology): Topology {
  return { ...topology, vhosts: [] };
}

function joined(one: Topology, other: Topology): Topology {
  const sections = Object.keys(emptyTopology) as (keyof Topology)[];
  return Object.fromEntries(sections.map((section) => [section, [...one[section], ...other[section]]])) as never;
}

/** A broker has each object once. */
function unique(topology: Topology): Topology {
  const keys = ['vhost', 'component', 'name', 'user', 'exchange'] as const;
  return Object.fromEntries(
    Object.entries(topology).map(([section, elements]: [string, readonly object[]]) => {
      const keyOf = (element: object) =>
        section === 'bindings'
          ? JSON.stringify(element)
          : JSON.stringify(keys.map((key) => (element as Record<string, unknown>)[key]));
      return [section, [...new Map(elements.map((element) => [keyOf(element), element])).values()]];
    }),
  ) as unknown as Topology;
}
