import { operatorResources, type OperatorOptions } from '../../../model/operator/operator-resources';
import { emptyTopology, type Topology } from '../../../model/topology/topology';
import { drawnExamples, exampleTopology } from '../../../packaging/example-diagrams';
import { sketched } from '../routing/topology';
import { crdFaults } from './crd';

const options: OperatorOptions = { cluster: { name: 'rabbit' }, deletionPolicy: 'retain' };
const rabbitmqClusterReference = { name: 'rabbit' };

const written = (topology: Partial<Topology>, more: Partial<OperatorOptions> = {}) =>
  operatorResources({ ...emptyTopology, ...topology }, { ...options, ...more });

describe('every example', () => {
  test.each(Object.keys(drawnExamples))('%s is what the custom resource definitions take', (name) => {
    const { resources } = written(exampleTopology(name));

    expect(resources.length).toBeGreaterThan(0);
    for (const resource of resources) {
      expect(crdFaults(resource)).toEqual([]);
      expect(resource.metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    }
  });

  test.each(Object.keys(drawnExamples).filter((name) => name !== 'boot-definitions'))(
    'nothing of %s is refused',
    (name) => {
      expect(written(exampleTopology(name)).faults).toEqual([]);
    },
  );

  test('what boot-definitions shows is what the operator cannot carry', () => {
    expect(written(exampleTopology('boot-definitions')).faults.join('\n')).toMatch(
      /federation-upstream-set 'both-coasts': the operator has no kind for it.*\n.*global parameter 'contact'/s,
    );
  });
});

test('a queue, an exchange and a binding say all that is declared', () => {
  const { resources } = written(
    sketched({
      exchanges: { events: 'topic' },
      queues: { orders: { 'x-queue-type': 'quorum', 'x-max-length': 10 } },
      bindings: [['events', 'orders', 'order.*']],
    }),
  );

  expect(resources.map(({ kind, metadata, spec }) => [kind, metadata.name, spec])).toEqual([
    ['Vhost', expect.any(String), { name: '/', deletionPolicy: 'retain', rabbitmqClusterReference }],
    [
      'Exchange',
      'events',
      { ...{ name: 'events', vhost: '/', type: 'topic', durable: true, autoDelete: false }, rabbitmqClusterReference },
    ],
    [
      'Queue',
      'orders',
      {
        ...{ name: 'orders', vhost: '/', durable: true, autoDelete: false, type: 'quorum' },
        ...{ arguments: { 'x-max-length': 10 }, deletionPolicy: 'retain', rabbitmqClusterReference },
      },
    ],
    [
      'Binding',
      expect.stringMatching(/^events\.orders\.[0-9a-f]{10}$/),
      {
        ...{ source: 'events', vhost: '/', destination: 'orders', destinationType: 'queue', routingKey: 'order.*' },
        rabbitmqClusterReference,
      },
    ],
  ]);
});

test('a user comes with the Secret that has its password, and permissions refer to it', () => {
  const { resources, secrets } = written({
    users: [{ name: 'worker', tags: ['monitoring'], limits: { 'max-connections': 3 } }],
    permissions: [{ user: 'worker', vhost: '/', configure: '', write: '^amq\\.default$', read: '^q$' }],
    topicPermissions: [{ user: 'guest', vhost: '/', exchange: 'amq.topic', write: '^a', read: '' }],
  });

  expect(secrets).toEqual([{ name: 'worker-credentials', keys: ['username', 'password'] }]);
  expect(resources.map(({ spec }) => spec)).toEqual([
    {
      tags: ['monitoring'],
      limits: { connections: 3 },
      importCredentialsSecret: { name: 'worker-credentials' },
      rabbitmqClusterReference,
    },
    {
      vhost: '/',
      userReference: { name: 'worker' },
      permissions: { write: '^amq\\.default$', read: '^q$' },
      rabbitmqClusterReference,
    },
    { vhost: '/', user: 'guest', permissions: { exchange: 'amq.topic', write: '^a' }, rabbitmqClusterReference },
  ]);
});

test('limits are part of their virtual host', () => {
  const { resources } = written({
    vhosts: [{ name: 'shop', default_queue_type: 'quorum' }],
    parameters: [{ component: 'vhost-limits', vhost: 'shop', name: 'limits', value: { 'max-queues': 5 } }],
  });

  expect(resources).toMatchObject([{ spec: { name: 'shop', defaultQueueType: 'quorum', limits: { queues: 5 } } }]);
});

test('URIs of upstreams and shovels stand in Secrets', () => {
  const { resources, secrets, faults } = written({
    parameters: [
      { component: 'federation-upstream', vhost: '/', name: 'far', value: { uri: 'amqp://x', 'message-ttl': 1000 } },
      {
        ...{ component: 'shovel', vhost: '/', name: 'move' },
        value: { 'src-uri': 'amqp://', 'src-queue': 'a', 'dest-uri': 'amqp://', 'dest-queue': 'b' },
      },
    ],
  });

  expect(faults).toEqual([]);
  expect(secrets).toEqual([
    { name: 'far-federation-uri', keys: ['uri'] },
    { name: 'move-shovel-uri', keys: ['srcUri', 'destUri'] },
  ]);
  expect(resources.map(({ kind, spec }) => [kind, spec])).toMatchObject([
    ['Federation', { uriSecret: { name: 'far-federation-uri' }, messageTTL: 1000 }],
    ['Shovel', { uriSecret: { name: 'move-shovel-uri' }, srcQueue: 'a', destQueue: 'b' }],
  ]);
  expect(JSON.stringify(resources)).not.toContain('amqp://');
  expect(resources.flatMap(crdFaults)).toEqual([]);
});

test('a shovel that waits for its queues is to be applied after them', () => {
  const { notes, faults } = written({
    parameters: [{ component: 'shovel', vhost: '/', name: 's', value: { 'src-predeclared': true } }],
  });

  expect(faults).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('apply it when its queues are ready')]);
});

test('a name of the broker that Kubernetes does not take gets a digest, so that no two are alike', () => {
  const names = ['a.b', 'a_b', 'A-b', 'a-b', '-a-b', 'ö', '…', 'x'.repeat(255)];
  const { resources, faults } = written(sketched({ queues: Object.fromEntries(names.map((name) => [name, {}])) }));
  const queues = resources.filter(({ kind }) => kind === 'Queue').map(({ metadata }) => metadata.name);

  expect(faults).toEqual([]);
  expect(new Set(queues).size).toBe(names.length);
  expect(queues).toContain('a-b');
});

test('an object of another virtual host has its name before its own', () => {
  const [queue] = written({
    queues: [{ name: 'orders', vhost: 'shop', durable: true, auto_delete: false, arguments: {} }],
  }).resources;

  expect(queue?.metadata.name).toBe('shop.orders');
});

test.each<[string, Partial<Topology>, string]>([
  [
    'an internal exchange',
    {
      exchanges: [
        {
          ...{ name: 'hidden', vhost: '/', type: 'fanout', durable: true, auto_delete: false, internal: true },
          ...{ arguments: {}, declaredAt: 'stack/hidden' },
        },
      ],
    },
    "[stack/hidden] exchange 'hidden': the operator has no field for 'internal'; declare it without 'internal', and let permissions say who may publish to it",
  ],
  [
    'a tag of its own',
    { users: [{ name: 'u', tags: ['impersonator', 'management'] }] },
    "user 'u': the operator takes the tags management, policymaker, monitoring, administrator, got impersonator; remove them",
  ],
  [
    'an operator policy for everything',
    {
      operatorPolicies: [
        { name: 'p', vhost: '/', pattern: '', 'apply-to': 'all', priority: 0, definition: { 'max-length': 1 } },
      ],
    },
    "operator policy 'p': the operator takes 'apply-to' of queues only, got 'all'; use 'queues': an operator policy governs nothing else",
  ],
  [
    'limits of a virtual host that is not declared',
    { parameters: [{ component: 'vhost-limits', vhost: '/', name: 'limits', value: { 'max-queues': 5 } }] },
    "limits of virtual host '/': the operator sets them with the virtual host; declare the virtual host as well",
  ],
  [
    'a key of a shovel that has no field',
    {
      parameters: [{ component: 'shovel', vhost: '/', name: 's', value: { 'src-other': true } }],
    },
    "shovel 's': the operator has no field for 'src-other'; remove it",
  ],
])('%s is refused with the remedy', (_, topology, fault) => {
  expect(written(topology).faults).toEqual([fault]);
});

test("what every server sets itself is nobody else's to set", () => {
  expect(written({ globalParameters: [{ name: 'cluster_name', value: 'x' }] }).faults).toEqual([]);
});

test('what is imported exists already, and is left out', () => {
  const { resources } = written({ vhosts: [{ name: '/', imported: true }] });

  expect(resources).toEqual([]);
});

test('a broker elsewhere is referred to by the Secret of its connection', () => {
  const [vhost] = written(
    { vhosts: [{ name: 'shop' }] },
    { cluster: { connectionSecret: { name: 'far' } }, namespace: 'apps' },
  ).resources;

  expect(vhost).toMatchObject({
    metadata: { name: 'shop', namespace: 'apps' },
    spec: { rabbitmqClusterReference: { connectionSecret: { name: 'far' } } },
  });
  expect(vhost === undefined ? ['none'] : crdFaults(vhost)).toEqual([]);
});
