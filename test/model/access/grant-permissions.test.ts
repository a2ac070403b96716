import { fc } from '../../random';
import { permissionsOf, type Attempt } from '../../../model/access/can';
import type { Grant, Intent } from '../../../model/access/grant';
import { grantPermissions, type GrantedPermissions } from '../../../model/access/grant-permissions';
import { namePattern } from '../../../model/pattern/name-pattern';
import { readPattern } from '../../../model/pattern/pattern';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Topology } from '../../../model/topology/topology';

const version = (text: string): ServerVersion => parseServerVersion(text) ?? { major: 4, minor: 0, patch: 5 };
const server = version('4.0.5');

function grant(intents: readonly Intent[], on = server): GrantedPermissions {
  return grantPermissions(
    intents.map((intent) => ({ user: 'app', vhost: '/', intent })),
    on,
  );
}

function patterns(configure: string, write: string, read: string) {
  return { user: 'app', vhost: '/', configure, write, read, administers: configure === '.*' };
}

describe('grants become the least permissions', () => {
  test.each<[string, readonly Intent[], readonly [string, string, string]]>([
    ['to consume', [{ to: 'consume', queue: 'orders' }], ['^$', '^$', '^(orders)$']],
    ['to publish', [{ to: 'publish', exchange: 'logs', type: 'fanout' }], ['^$', '^(logs)$', '^$']],
    ['to publish to queues by name', [{ to: 'publish', exchange: '' }], ['^$', '^(amq\\.default)$', '^$']],
    ['to declare a queue', [{ to: 'declare', kind: 'queue', name: 'a' }], ['^(a)$', '^$', '^$']],
    [
      'to declare a queue that dead-letters by argument',
      [{ to: 'declare', kind: 'queue', name: 'a', arguments: { 'x-dead-letter-exchange': 'dlx' } }],
      ['^(a)$', '^(dlx)$', '^(a)$'],
    ],
    [
      'to declare a queue that dead-letters to the default exchange',
      [{ to: 'declare', kind: 'queue', name: 'a', arguments: { 'x-dead-letter-exchange': '' } }],
      ['^(a)$', '^(amq\\.default)$', '^(a)$'],
    ],
    [
      'to declare an exchange with an alternate',
      [{ to: 'declare', kind: 'exchange', name: 'e', arguments: { 'alternate-exchange': 'ae' } }],
      ['^(e)$', '^(ae)$', '^(e)$'],
    ],
    [
      'to bind',
      [{ to: 'bind', destination: 'q', source: { exchange: 'e', type: 'direct' } }],
      ['^$', '^(q)$', '^(e)$'],
    ],
    [
      'to have queues that the server names',
      [{ to: 'use-server-named-queues' }],
      ['^(amq\\.gen-.*)$', '^(amq\\.gen-.*)$', '^(amq\\.gen-.*)$'],
    ],
    ['to monitor', [{ to: 'monitor' }], ['^$', '^$', '^$']],
    ['to administer', [{ to: 'consume', queue: 'q' }, { to: 'administer' }], ['.*', '.*', '.*']],
    [
      'sorted, escaped, once each, without what a beginning covers',
      [
        { to: 'consume', queue: 'b+' },
        { to: 'consume', queue: 'a.x' },
        { to: 'consume', queue: 'b+' },
        { to: 'consume', queue: { startingWith: 'a.' } },
        { to: 'consume', queue: { startingWith: 'a.b.' } },
      ],
      ['^$', '^$', '^(a\\..*|b\\+)$'],
    ],
  ])('%s', (_, intents, [configure, write, read]) => {
    const { permissions, topicPermissions, faults } = grant(intents);

    expect(permissions).toEqual([patterns(configure, write, read)]);
    expect(topicPermissions).toEqual([]);
    expect(faults).toEqual([]);
  });

  test.each([
    ['4.2.5', '^$', '^$'],
    ['4.2.6', '^(q)$', '^$'],
    ['4.2.7', '^$', '^(q)$'],
    ['4.3.0', '^(q)$', '^$'],
    ['4.3.1', '^$', '^(q)$'],
  ])('a passive declare takes what %s asks for', (on, configure, read) => {
    const { permissions } = grant([{ to: 'declare-passively', name: 'q' }], version(on));

    expect(permissions).toEqual([patterns(configure, '^$', read)]);
  });

  test('a passive declare takes nothing more from 4.2.7 on where something is allowed already', () => {
    const intents: Intent[] = [
      { to: 'declare-passively', name: 'app.q' },
      { to: 'bind', destination: { startingWith: 'app.' }, source: { exchange: 'e' } },
    ];

    const { permissions } = grant(intents, version('4.2.7'));

    expect(permissions).toEqual([patterns('^$', '^(app\\..*)$', '^(e)$')]);
  });

  test('one for each user and virtual host, sorted', () => {
    const grants: Grant[] = [
      { user: 'b', vhost: 'y', intent: { to: 'monitor' } },
      { user: 'b', vhost: 'x', intent: { to: 'monitor' } },
      { user: 'a', vhost: 'y', intent: { to: 'monitor' } },
      { user: 'b', vhost: 'x', intent: { to: 'consume', queue: 'q' } },
    ];

    const { permissions } = grantPermissions(grants, server);

    expect(permissions.map(({ user, vhost, read }) => [vhost, user, read])).toEqual([
      ['x', 'b', '^(q)$'],
      ['y', 'a', '^$'],
      ['y', 'b', '^$'],
    ]);
  });
});

describe('routing keys narrow topic exchanges', () => {
  const events = { exchange: 'events', type: 'topic' } as const;

  test('to what the topic patterns match when publishing, and to the very keys when binding', () => {
    const { topicPermissions } = grant([
      { to: 'publish', ...events, routingKeys: ['order.*', 'a.#'] },
      { to: 'bind', destination: 'q', source: { ...events, routingKeys: ['order.#'] } },
    ]);

    expect(topicPermissions).toEqual([
      {
        user: 'app',
        vhost: '/',
        exchange: 'events',
        write: '^(a(\\..*)?|order\\.[^.]*)$',
        read: '^(order\\.\\#)$'.replace('\\#', '#'),
      },
    ]);
  });

  test.each<[string, readonly Intent[]]>([
    ['the exchange', [{ to: 'publish', ...events }]],
    ['names that start alike', [{ to: 'publish', exchange: { startingWith: 'ev' } }]],
    ['everything', [{ to: 'administer' }]],
    ['the keys', [{ to: 'publish', ...events, routingKeys: ['#'] }]],
  ])('but not where all of %s is granted too', (_, more) => {
    const { topicPermissions } = grant([{ to: 'publish', ...events, routingKeys: ['order.*'] }, ...more]);

    expect(topicPermissions.map(({ write }) => write)).toEqual(topicPermissions.map(() => '.*'));
  });

  test('fails when the exchange looks at no keys', () => {
    const { faults } = grant([{ to: 'publish', exchange: 'logs', type: 'fanout', routingKeys: ['a'] }]);

    expect(faults).toEqual([
      `user 'app' cannot be restricted to routing keys on exchange 'logs' of type fanout: RabbitMQ checks them on topic exchanges only; grant without routing keys, or use a topic exchange`,
    ]);
  });
});

describe('a pattern of many names', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index): Intent => ({ to: 'consume', queue: `orders.region-${index}.incoming` }));

  test('writes what they have in common once', () => {
    const { permissions, faults } = grant(many(100), version('4.2.8'));

    const [permission] = permissions;
    expect(faults).toEqual([]);
    expect(Buffer.byteLength(permission?.read ?? '')).toBeLessThanOrEqual(1024);
    const pattern = readPattern(permission?.read ?? '', version('4.2.8'));
    expect(Array.from({ length: 120 }, (_, index) => pattern.matches(`orders.region-${index}.incoming`))).toEqual(
      Array.from({ length: 120 }, (_, index) => index < 100),
    );
  });

  test('fails when it is too long all the same, where the broker has a limit', () => {
    const scattered = (on: string) =>
      grant(
        Array.from({ length: 200 }, (_, index): Intent => ({
          to: 'consume',
          queue: `${(index * 7919) % 10007}-${index}`,
        })),
        version(on),
      ).faults;

    expect(scattered('4.2.8')).toEqual([
      expect.stringMatching(
        /^the read permission of user 'app' in virtual host '\/' would have \d+ bytes, and the broker takes 1024; grant on names that start alike, or part the work between users$/,
      ),
    ]);
    expect(scattered('4.2.7')).toEqual([]);
  });

  test('matches those names and no other, short or compressed', () => {
    const name = fc.stringMatching(/^[ab.é]{1,4}$/);
    const filler = Array.from({ length: 60 }, (_, index) => `filler.${'x'.repeat(20)}.${index}`);

    fc.assert(
      fc.property(
        fc.array(name),
        fc.array(name, { maxLength: 2 }),
        fc.boolean(),
        name,
        (names, prefixes, long, asked) => {
          const given = { names: long ? [...names, ...filler] : names, prefixes };
          const matches = readPattern(namePattern(given), server).matches(asked);
          expect(matches).toBe(names.includes(asked) || prefixes.some((prefix) => asked.startsWith(prefix)));
        },
      ),
      { numRuns: 400 },
    );
  });
});

const topology: Topology = {
  ...emptyTopology,
  queues: ['app.orders', 'orders', 'dead'].map((name) => ({
    name,
    vhost: '/',
    durable: true,
    auto_delete: false,
    arguments: {},
  })),
  exchanges: ['events', 'app.events', 'dlx'].map((name) => ({
    name,
    vhost: '/',
    type: name === 'dlx' ? 'fanout' : 'topic',
    durable: true,
    auto_delete: false,
    internal: false,
    arguments: {},
  })),
};
const queues = ['app.orders', 'orders', 'dead', 'app.new', 'amq.gen-1'];
const exchanges = ['events', 'app.events', 'dlx', ''];
const keys = ['order.created', 'order.#', 'other', ''];

/** Everything that can be tried with these names. */
const attempts: readonly Attempt[] = [
  ...queues.flatMap((queue): Attempt[] => [
    { action: 'consume', queue },
    { action: 'declare', queue },
    { action: 'declare', queue, arguments: { 'x-dead-letter-exchange': 'dlx' } },
    { action: 'bind', queue },
  ]),
  { action: 'declare', queue: '' },
  ...exchanges.flatMap((exchange): Attempt[] => [
    { action: 'declare', exchange },
    { action: 'bind', destination: exchange },
    ...keys.flatMap((key): Attempt[] => [
      { action: 'publish', exchange, key },
      { action: 'bind', exchange, key },
    ]),
  ]),
];

function allowed({
  permissions,
  topicPermissions,
}: Pick<GrantedPermissions, 'permissions' | 'topicPermissions'>): string {
  const can = permissionsOf({ ...topology, permissions, topicPermissions }, server);
  return attempts.map((attempt) => (can('app', '/', attempt).allowed === true ? '1' : '0')).join('');
}

describe('a generated pattern has no part too many and none too few', () => {
  const granted = grant([
    { to: 'consume', queue: 'orders' },
    { to: 'consume', queue: 'dead' },
    { to: 'publish', exchange: 'events', type: 'topic', routingKeys: ['order.created', 'other'] },
    { to: 'publish', exchange: '' },
    { to: 'declare', kind: 'queue', name: { startingWith: 'app.' }, arguments: { 'x-dead-letter-exchange': 'dlx' } },
    { to: 'bind', destination: 'orders', source: { exchange: 'app.events', type: 'topic', routingKeys: ['order.#'] } },
    { to: 'declare', kind: 'exchange', name: 'dlx' },
    { to: 'use-server-named-queues' },
  ]);
  const parts = [
    ...granted.permissions.flatMap((row) => (['configure', 'write', 'read'] as const).map((kind) => ({ row, kind }))),
    ...granted.topicPermissions.flatMap((row) => (['write', 'read'] as const).map((kind) => ({ row, kind }))),
  ].map(({ row, kind }) => ({ row, kind, pattern: String((row as unknown as Record<string, string>)[kind]) }));
  const alternatives = (pattern: string) => (pattern === '^$' ? [] : pattern.slice(2, -2).split('|'));
  const withPattern = (row: object, kind: string, ways: readonly string[]) => {
    const changed = { ...row, [kind]: ways.length === 0 ? '^$' : `^(${ways.join('|')})$` };
    return {
      permissions: granted.permissions.map((one) => (one === row ? (changed as unknown as typeof one) : one)),
      topicPermissions: granted.topicPermissions.map((one) => (one === row ? (changed as unknown as typeof one) : one)),
    };
  };

  test('removing any alternative takes something away', () => {
    const removed = parts.flatMap(({ row, kind, pattern }) =>
      alternatives(pattern).map((way) => ({
        way: `${kind} ${way}`,
        changes:
          allowed(
            withPattern(
              row,
              kind,
              alternatives(pattern).filter((other) => other !== way),
            ),
          ) !== allowed(granted),
      })),
    );

    expect(removed.length).toBeGreaterThan(12);
    expect(removed.filter(({ changes }) => !changes)).toEqual([]);
  });

  test('adding any name that is not there gives something more', () => {
    const names = ['orders', 'dead', 'events', 'app\\.events', 'dlx', 'amq\\.default', 'app\\.orders', 'amq\\.gen-.*'];
    const added = granted.permissions.flatMap((row) =>
      (['configure', 'write', 'read'] as const).flatMap((kind) => {
        const known = readPattern(row[kind], server);
        return (
          names
            .filter((name) => known.matches(name.replaceAll('\\', '').replace('.*', 'x')) === false)
            // Nothing is declared or read under the default exchange's name.
            .filter((name) => kind === 'write' || name !== 'amq\\.default')
            .map((name) => ({
              name: `${kind} ${name}`,
              changes: allowed(withPattern(row, kind, [...alternatives(row[kind]), name])) !== allowed(granted),
            }))
        );
      }),
    );

    expect(added.length).toBeGreaterThanOrEqual(8);
    expect(added.filter(({ changes }) => !changes)).toEqual([]);
  });
});
