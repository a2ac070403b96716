import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { migrate } from '../../../model/migration/migrate';
import type { MigrationOptions } from '../../../model/migration/migration';
import { parseServerVersion } from '../../../model/server/server-version';
import { olderDefinitions } from './older-definitions';

type Named = { name: string; arguments?: object; durable?: boolean; definition?: object; 'apply-to'?: string };

function migrated(content: object, to = '4.3', options: Partial<MigrationOptions> = {}) {
  const [definitions, version] = [readDefinitions(JSON.stringify(content), 'old.json'), parseServerVersion(to)];
  if (isFault(definitions) || version === undefined) throw new Error('the test is wrong');
  const result = migrate(definitions, version, { expires: 1000, ...options });
  const named = (section: string, name: string) =>
    (result.definitions?.[section] as Named[] | undefined)?.find((one) => one.name === name);
  return { ...result, named };
}

function one(queue: object, policies: readonly object[]) {
  return {
    vhosts: [{ name: '/' }],
    policies: policies.map((policy, index) => ({
      ...{ vhost: '/', name: `p${index}`, pattern: '.*', 'apply-to': 'queues', priority: index, ...policy },
    })),
    queues: [{ name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: {}, ...queue }],
  };
}

const mirrored = { definition: { 'ha-mode': 'all' } };

test('mirrored queues become quorum queues, without what quorum queues do not take', () => {
  const { named, undecided } = migrated(olderDefinitions('shop', 'app'));

  expect(undecided).toEqual([]);
  expect(named('queues', 'ha.orders')).toMatchObject({
    arguments: { 'x-queue-type': 'quorum', 'x-message-ttl': 60000 },
  });
  expect(named('queues', 'ha.orders')?.arguments).not.toHaveProperty('x-queue-mode');
  expect(named('queues', 'mirror-only')?.arguments).toEqual({
    'x-queue-type': 'quorum',
    'x-overflow': 'reject-publish',
  });
});

test('a mirrored queue that is auto-delete or named by people stays classic', () => {
  const { named } = migrated(olderDefinitions('shop', 'app'), '4.3', { classic: ['ha.orders'] });

  expect(named('queues', 'ha.auto')?.arguments).toEqual({});
  expect(named('queues', 'ha.orders')?.arguments).toEqual({ 'x-message-ttl': 60000 });
});

test('a queue of one virtual host stays classic alone when it is named with it', () => {
  const queue = (vhost: string) => ({ name: 'q', vhost, durable: true, auto_delete: false, arguments: {} });
  const policy = (vhost: string) => ({
    ...{ vhost, name: 'ha', pattern: '.*', 'apply-to': 'queues', priority: 0, definition: { 'ha-mode': 'all' } },
  });
  const file = {
    vhosts: [{ name: '/' }, { name: 'shop' }],
    queues: [queue('/'), queue('shop')],
    policies: [policy('/'), policy('shop')],
  };
  const typesWith = (...classic: readonly string[]) =>
    (migrated(file, '4.3', { classic }).definitions?.['queues'] as { arguments: object }[]).map(
      (one) => (one.arguments as { 'x-queue-type'?: string })['x-queue-type'] ?? 'classic',
    );

  expect(typesWith('q')).toEqual(['classic', 'classic']);
  expect(typesWith('shop/q')).toEqual(['quorum', 'classic']);
  expect(typesWith('//q')).toEqual(['classic', 'quorum']);
});

test('a name of a classic queue that no queue has is told, and nothing is guessed', () => {
  const { definitions, undecided } = migrated(olderDefinitions('shop', 'app'), '4.3', {
    classic: ['ha.order', 'shop/ha.orders'],
  });

  expect(definitions).toBeUndefined();
  expect(undecided).toEqual([
    {
      object: { type: 'queue', vhost: null, name: 'ha.order' },
      reason: "'--classic' names it, and the file has no such queue",
      remedy: 'give the name of a queue, or VHOST/QUEUE',
    },
  ]);
});

test('transient queues become durable ones that expire where the server denies them', () => {
  const old = olderDefinitions('shop', 'app');

  expect(migrated(old).named('queues', 'temporary')).toMatchObject({ durable: true, arguments: { 'x-expires': 1000 } });
  expect(migrated(old, '4.2').named('queues', 'temporary')).toMatchObject({ durable: false, arguments: {} });
});

test('policies keep what 4.x knows; one that has nothing left is left out', () => {
  const { named } = migrated(olderDefinitions('shop', 'app'));

  expect(named('policies', 'ha-lazy')?.definition).toEqual({ expires: 3600000 });
  expect(named('policies', 'locator')?.definition).toEqual({
    'message-ttl': 60000,
    'queue-leader-locator': 'balanced',
  });
  expect(named('policies', 'mirrors')).toBeUndefined();
});

test('a policy that a key kept from classic queues does not come to the quorum queue that one becomes', () => {
  const { definitions } = migrated(olderDefinitions('shop', 'app'));

  expect(definitions?.['policies']).toContainEqual(
    expect.objectContaining({
      pattern: '^(ha\\.first)$',
      'apply-to': 'quorum_queues',
      definition: { 'max-length': 1000 },
    }),
  );
});

test('queues that belong to a connection go, and their bindings with them', () => {
  const { changes, definitions, named } = migrated(olderDefinitions('shop', 'app'));

  expect(named('queues', 'amq.gen-Lb9')).toBeUndefined();
  expect(definitions?.['bindings']).toHaveLength(2);
  expect(changes).toContainEqual(
    expect.objectContaining({
      object: { type: 'binding', vhost: 'shop', name: 'events -> amq.gen-Lb9 (#)' },
      change: 'is left out',
    }),
  );
});

test('a hash that does not say its algorithm gets that of the version that exported it', () => {
  const user = { name: 'app', password_hash: 'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', tags: '' };

  expect(migrated({ rabbit_version: '3.6.0', users: [user] }).named('users', 'app')).toMatchObject({
    password_hash: user.password_hash,
    hashing_algorithm: 'rabbit_password_hashing_sha256',
  });
});

test.each([
  [
    'overflow that a quorum queue has otherwise',
    one({ arguments: { 'x-overflow': 'reject-publish-dlx' } }, [mirrored]),
  ],
  [
    'an overflow of both argument and policy',
    one({ arguments: { 'x-overflow': 'reject-publish' } }, [
      { definition: { 'ha-mode': 'all', overflow: 'drop-head' } },
    ]),
  ],
  ['more priorities than there are', one({ arguments: { 'x-max-priority': 200 } }, [mirrored])],
  ['a policy that mirroring hid', one({}, [{ definition: { 'message-ttl': 1 } }, mirrored])],
  [
    'two policies of one priority',
    one({}, [
      { ...mirrored, priority: 0 },
      { definition: { expires: 9 }, priority: 0 },
    ]),
  ],
  ['what the new server refuses', one({ arguments: { 'x-max-length': '5' } }, [])],
  [
    'an untyped queue where the default is another',
    { ...one({}, []), vhosts: [{ name: '/', metadata: { default_queue_type: 'quorum' } }] },
  ],
])('does not guess at %s', (_what, content) => {
  const { definitions, undecided } = migrated(content);

  expect(undecided).not.toEqual([]);
  expect(definitions).toBeUndefined();
});

test('foresees what an application that declares a queue as before is answered', () => {
  const { changes } = migrated(one({ durable: false }, []));

  expect(changes.flatMap(({ applications }) => applications)).toEqual([
    expect.stringContaining("406 inequivalent arg 'durable'"),
    expect.stringContaining("406 inequivalent arg 'x-expires'"),
    expect.stringContaining('survive a restart'),
  ]);
});

test('takes what a 3.10.8 exported, with mirrored, lazy, prioritised and transient queues', () => {
  const exported: unknown = JSON.parse(readFileSync(join(__dirname, 'exported-by-3.10.8.json'), 'utf8'));
  const { named, undecided } = migrated(exported as object);

  expect(undecided).toEqual([]);
  expect(named('queues', 'tasks')?.arguments).toEqual({ 'x-queue-type': 'quorum' });
  expect(named('queues', 'lazy')?.arguments).toEqual({ 'x-queue-type': 'quorum' });
  expect(named('queues', 'presence')).toMatchObject({ durable: true, arguments: { 'x-expires': 1000 } });
});
