import { destroyed, readChanges, topologyOfChanges } from '../../../cli/review/change';
import type { PlannedResource } from '../../../cli/terraform/plan';

function resource(type: string, change: Partial<PlannedResource>): PlannedResource {
  return {
    address: `${type}.it`,
    type,
    action: 'none',
    unknown: {},
    replacePaths: [],
    provider: 'rabbitmq',
    ...change,
  };
}

const queue = { name: 'orders', vhost: 'shop', settings: [{ durable: true, auto_delete: false }] };

test('reads both sides of a resource into the words of the model, with the address as the place', () => {
  const after = { ...queue, settings: [{ durable: true, auto_delete: null, arguments_json: '{"x-max-length":5}' }] };

  const [change] = readChanges([
    resource('rabbitmq_queue', { action: 'replace', before: queue, after }),
  ]).rabbitmq_queue;

  const read = { name: 'orders', vhost: 'shop', durable: true, auto_delete: false, declaredAt: 'rabbitmq_queue.it' };
  expect(change?.before).toEqual({ ...read, arguments: {} });
  expect(change?.after).toEqual({ ...read, arguments: { 'x-max-length': 5 } });
});

test('reads a virtual host with its limits', () => {
  const before = { name: 'shop', max_connections: '10', max_queues: null };

  const [change] = readChanges([resource('rabbitmq_vhost', { before })]).rabbitmq_vhost;

  expect(change?.before?.limits).toEqual({ 'max-connections': 10 });
  expect(change?.after).toBeUndefined();
});

test('knows whose topic permissions they are, even if no row of them is known', () => {
  const after = { user: 'app', vhost: 'shop' };

  const [change] = readChanges([
    resource('rabbitmq_topic_permissions', { action: 'create', after }),
  ]).rabbitmq_topic_permissions;

  expect(change?.after).toEqual({ user: 'app', vhost: 'shop', rows: [] });
});

test.each([
  ['is the same', 'one', {}, false],
  ['is another', 'two', {}, true],
  ['is only known after the apply', undefined, { password: true }, true],
])('tells that a password %s, and never keeps it', (_, password, unknown, isNew) => {
  const user = { name: 'app', password: 'one', tags: [] };
  const after = { ...user, password };

  const [change] = readChanges([
    resource('rabbitmq_user', { action: 'update', before: user, after, unknown }),
  ]).rabbitmq_user;

  expect(change?.hasNewSecret).toBe(isNew);
  expect(JSON.stringify(change)).not.toMatch(/one|two/);
});

test('withholds URIs', () => {
  const shovel = { name: 's', vhost: 'shop', info: [{ source_uri: 'amqp://app:secret@host', source_queue: 'orders' }] };

  const changes = readChanges([resource('rabbitmq_shovel', { before: shovel })]);

  expect(JSON.stringify(changes.rabbitmq_shovel)).toMatch(/src-queue/);
  expect(JSON.stringify(changes)).not.toMatch(/secret/);
});

test('leaves out the resources of other providers', () => {
  const changes = readChanges([resource('docker_container', { before: queue }), resource('toString', {})]);

  expect(Object.values(changes).flat()).toEqual([]);
});

test('destroys what is deleted and what is replaced, if it was there', () => {
  const changes = readChanges([
    resource('rabbitmq_queue', { action: 'delete', before: queue, address: 'deleted' }),
    resource('rabbitmq_queue', { action: 'replace', before: queue, after: queue, address: 'replaced' }),
    resource('rabbitmq_queue', { action: 'delete', address: 'unknown' }),
    resource('rabbitmq_queue', { action: 'update', before: queue, after: queue, address: 'updated' }),
  ]);

  expect(destroyed(changes.rabbitmq_queue).map(({ address }) => address)).toEqual(['deleted', 'replaced']);
});

test('makes a topology of either side', () => {
  const changes = readChanges([
    resource('rabbitmq_queue', { action: 'create', after: queue }),
    resource('rabbitmq_topic_permissions', {
      before: { user: 'app', vhost: 'shop', permissions: [{ exchange: 'events', write: 'a', read: 'b' }] },
    }),
  ]);

  const [before, after] = [topologyOfChanges(changes, 'before'), topologyOfChanges(changes, 'after')];
  expect(before.queues).toEqual([]);
  expect(before.topicPermissions).toMatchObject([{ exchange: 'events', declaredAt: 'rabbitmq_topic_permissions.it' }]);
  expect(after.queues).toMatchObject([{ name: 'orders' }]);
});
