import { stringify } from 'yaml';
import { operatorResources } from '../../../model/operator/operator-resources';
import { hasResources, impliedBy, mergeTopologies, readResources } from '../../../model/operator/read-resources';
import type { Topology } from '../../../model/topology/topology';
import { drawnExamples, exampleTopology } from '../../../packaging/example-diagrams';

const cluster = 'rabbitmqClusterReference: { name: rabbit }';

/** A topology without where it was declared, what is imported, and what no file of definitions carries. */
function comparable(topology: Topology) {
  const withoutPlace = Object.entries(topology).map(([section, elements]) => [
    section,
    (elements as readonly Record<string, unknown>[])
      .filter(({ imported }) => imported !== true)
      .map((element) => JSON.stringify(sorted(element)))
      .sort(),
  ]);
  return Object.fromEntries(withoutPlace);
}

/** Where it was declared, what Secrets hold, and what files of definitions do not carry. */
const unseen = /^(declaredAt|administers|description|tracing|password_hash)$|uri$|predeclared$/;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== undefined && !unseen.test(key))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

test.each(Object.keys(drawnExamples).filter((name) => name !== 'boot-definitions'))(
  'what %s is written as is read as what it declares',
  (name) => {
    const topology = exampleTopology(name);
    const { resources } = operatorResources(topology, { cluster: { name: 'rabbit' }, deletionPolicy: 'retain' });
    const content = resources.map((resource) => `---\n${stringify(resource)}`).join('');

    const read = readResources(content, 'all.yaml');
    expect(read.faults).toEqual([]);
    expect(comparable(read.topology)).toEqual(
      comparable({
        ...topology,
        users: topology.users.map(renamed),
        topicPermissions: topology.topicPermissions.map((row) => ({ ...row, user: slug(row.user) })),
        permissions: topology.permissions.map((row) => ({ ...row, user: slug(row.user) })),
      }),
    );
  },
);

/** Users are called as their resources. */
const renamed = <T extends { readonly name: string }>(user: T): T => ({ ...user, name: slug(user.name) });
const slug = (name: string) =>
  operatorResources(
    { ...mergeTopologies([]), users: [{ name, tags: [] }] },
    { cluster: { name: 'x' }, deletionPolicy: 'delete' },
  ).resources[0]?.metadata.name ?? '';

test('defaults are those of the operator', () => {
  const { topology } = readResources(
    [
      `apiVersion: rabbitmq.com/v1beta1\nkind: Queue\nmetadata: {name: q}\nspec: {name: q, ${cluster}}`,
      `apiVersion: rabbitmq.com/v1beta1\nkind: Exchange\nmetadata: {name: e}\nspec: {name: e, ${cluster}}`,
    ].join('\n---\n'),
    'two.yaml',
  );

  expect(topology.queues).toMatchObject([{ name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: {} }]);
  expect(topology.exchanges).toMatchObject([{ name: 'e', type: 'direct', durable: false }]);
});

test('a super stream is its exchange, its partitions and their bindings, called as the resource', () => {
  const read = (spec: string) =>
    readResources(
      `apiVersion: rabbitmq.com/v1alpha1\nkind: SuperStream\nmetadata: {name: clicks}\nspec: {name: other, ${spec}${cluster}}`,
      's.yaml',
    );
  const { topology, faults } = read('');

  expect(faults).toEqual([]);
  expect(topology.exchanges).toMatchObject([{ name: 'clicks', type: 'direct', durable: true }]);
  expect(topology.queues.map(({ name }) => name)).toEqual(['clicks-0', 'clicks-1', 'clicks-2']);
  expect(topology.bindings[2]).toMatchObject({
    ...{ source: 'clicks', destination: 'clicks-2', routing_key: '2', arguments: { 'x-stream-partition-order': 2 } },
    declaredAt: 's.yaml#SuperStream/clicks',
  });
  expect(read('routingKeys: [eu, us], ').topology.queues).toMatchObject([
    { name: 'clicks-eu', arguments: { 'x-queue-type': 'stream' } },
    { name: 'clicks-us' },
  ]);
});

test('what is of other kinds is passed over, and lists are looked into', () => {
  const { topology, faults } = readResources(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'ConfigMap' },
        { apiVersion: 'rabbitmq.com/v1beta1', kind: 'Vhost', metadata: { name: 'v' }, spec: { name: 'shop' } },
        { apiVersion: 'rabbitmq.com/v1beta1', kind: 'RabbitmqCluster', metadata: { name: 'r' }, spec: {} },
      ],
    }),
    'list.json',
  );

  expect(topology.vhosts).toMatchObject([{ name: 'shop', declaredAt: 'list.json#Vhost/v' }]);
  expect(faults).toEqual([]);
});

test.each([
  ['kind: Queue\napiVersion: rabbitmq.com/v1beta1\nmetadata: {name: q}', /q.yaml#Queue\/q: 'spec' must be an object/],
  ['kind: Queue\napiVersion: rabbitmq.com/v1beta1\nmetadata: {name: q}\nspec: {vhost: 5}', /'name', 'vhost' must be a/],
  ['kind: Queue\napiVersion: rabbitmq.com/v1beta1\n  metadata: [', /line \d+, column \d+: /],
  ['kind: Binding\napiVersion: rabbitmq.com/v1beta1\nmetadata: {name: b}\nspec: {source: a}', /'destination'/],
  ['kind: Permission\napiVersion: rabbitmq.com/v1beta1\nspec: {vhost: v, permissions: [1]}', /'user'/],
])('%j is told, and nothing is thrown', (content, message) => {
  const { faults } = readResources(content, 'q.yaml');

  expect(faults.map(({ at, message: said }) => `${at}: ${said}`).join('\n')).toMatch(message);
});

test('tells where a resource stands, and where a key of it', () => {
  const content = `# first\nkind: Queue\napiVersion: rabbitmq.com/v1beta1\nmetadata: {name: q}\nspec:\n  name: q\n  arguments:\n    x-expires: 1\n  autoDelete: true\n`;
  const { locate } = readResources(content, 'q.yaml');
  const at = (key?: string) => content.slice(locate('q.yaml#Queue/q', key)).split('\n')[0];

  expect(at()).toBe('kind: Queue');
  expect(at('x-expires')).toBe('x-expires: 1');
  expect(at('auto_delete')).toBe('autoDelete: true');
  expect(at('nothing')).toBe('kind: Queue');
  expect(locate('q.yaml#Queue/other')).toBeUndefined();
});

test('virtual hosts and users that are named exist already', () => {
  const { topology } = readResources(
    `apiVersion: rabbitmq.com/v1beta1\nkind: Permission\nmetadata: {name: p}\nspec: {user: app, vhost: shop, permissions: {read: ^q$}, ${cluster}}`,
    'p.yaml',
  );

  expect(impliedBy(topology)).toMatchObject({
    vhosts: [{ name: 'shop', imported: true }],
    users: [{ name: 'app', imported: true }],
  });
});

test.each([
  ['apiVersion: rabbitmq.com/v1beta1\nkind: Queue', true],
  ['{"apiVersion":"rabbitmq.com/v1beta1","kind":"Shovel"}', true],
  ['apiVersion: rabbitmq.com/v1beta1\nkind: RabbitmqCluster', true],
  ['apiVersion: rabbitmq.com/v1beta1\nkind: Something', false],
  ['apiVersion: v1\nkind: Queue', false],
  ['{"queues":[]}', false],
])('%j holds resources of the operator: %p', (content, holds) => {
  expect(hasResources(content)).toBe(holds);
});
