import { emptyTopology } from '../../../model/topology/topology';
import type { BrokerState, NodeState, QueueState } from '../../../cli/health/broker-state';
import { healthFindings, limits } from '../../../cli/health/findings';

const names = ['rabbit@a', 'rabbit@b', 'rabbit@c'];

test('has nothing to say of a broker that is well', () => {
  expect(healthFindings(broker())).toEqual([]);
});

test('says that a node is not reached, before anything less', () => {
  const findings = healthFindings(
    broker({
      nodes: nodes({ 'rabbit@c': { running: false } }),
      queues: [quorumQueue('orders', { online: ['rabbit@a', 'rabbit@b'] })],
    }),
  );

  expect(findings.map(({ severity, check, object }) => [severity, check, object])).toEqual([
    ['danger', 'nodes', 'rabbit@c'],
    ['notice', 'quorum', 'rabbit@a'],
    ['notice', 'quorum', 'rabbit@b'],
  ]);
});

test.each<[string, Partial<BrokerState>, string, string, string]>([
  ['a memory alarm', { nodes: nodes({ 'rabbit@a': { mem_alarm: true } }) }, 'danger', 'alarms', 'rabbit@a'],
  ['a disk alarm', { nodes: nodes({ 'rabbit@b': { disk_free_alarm: true } }) }, 'danger', 'alarms', 'rabbit@b'],
  ['a partition', { nodes: nodes({ 'rabbit@a': { partitions: ['rabbit@b'] } }) }, 'danger', 'nodes', 'rabbit@a'],
  ['maintenance', { nodes: nodes({ 'rabbit@a': { being_drained: true } }) }, 'notice', 'nodes', 'rabbit@a'],
  [
    'a queue without majority',
    { queues: [quorumQueue('orders', { online: ['rabbit@a'] })] },
    'danger',
    'quorum',
    "queue 'orders' in '/'",
  ],
  ['a listener that one node lacks', { listeners: listeners('amqp').slice(1) }, 'notice', 'listeners', 'rabbit@a'],
  [
    'a certificate that expires',
    { expiring: [{ node: 'rabbit@a', protocol: 'amqp/ssl', port: 5671, notAfter: '9999-01-01T00:00:00.000Z' }] },
    'notice',
    'certificates',
    'rabbit@a',
  ],
  [
    'a certificate that has expired',
    { expiring: [{ node: 'rabbit@a', protocol: 'amqp/ssl', port: 5671, notAfter: '2026-01-01T00:00:00.000Z' }] },
    'danger',
    'certificates',
    'rabbit@a',
  ],
  [
    'the certificate of an authority, of which the broker tells no date',
    { expiring: [{ node: 'rabbit@a', protocol: 'stream/ssl', port: 5551, isAuthority: true }] },
    'notice',
    'certificates',
    'rabbit@a',
  ],
  [
    'a flag that is not enabled',
    { featureFlags: [{ name: 'khepri_db', state: 'disabled', stability: 'stable' }] },
    'notice',
    'feature-flags',
    'khepri_db',
  ],
  [
    'leaders on one node',
    { queues: Array.from({ length: 9 }, (_, index) => quorumQueue(`q${index}`)) },
    'notice',
    'leaders',
    'rabbit@a',
  ],
  [
    'messages that nobody consumes',
    { queues: [classicQueue({ messages: 101, consumers: 0 })] },
    'notice',
    'consumers',
    "queue 'old' in '/'",
  ],
  [
    'messages without acknowledgement',
    { queues: [classicQueue({ messages_unacknowledged: 1_001, consumers: 1 })] },
    'notice',
    'unacknowledged',
    "queue 'old' in '/'",
  ],
  [
    'a terminated shovel',
    { shovels: [{ name: 'copy', vhost: '/', state: 'terminated', reason: 'needed a restart' }] },
    'notice',
    'shovels',
    "shovel 'copy' in '/'",
  ],
  [
    'a federation link that failed',
    { federationLinks: [{ name: 'eu to events', vhost: '/', state: 'error' }] },
    'notice',
    'federation',
    "federation link 'eu to events' in '/'",
  ],
  [
    'a deprecated feature in use',
    { deprecatedFeatures: ['global_qos'] },
    'notice',
    'deprecated-features',
    'global_qos',
  ],
  ['queues that the user may not see', { hiddenQueues: 2 }, 'notice', 'visibility', 'test'],
])('says so of %s', (_, state, severity, check, object) => {
  expect(healthFindings(broker(state))).toEqual([expect.objectContaining({ severity, check, object })]);
});

test('says the version of each node when they differ', () => {
  const findings = healthFindings(
    broker({ nodes: nodes({ 'rabbit@a': { applications: [{ name: 'rabbit', version: '4.1.0' }] } }) }),
  );

  expect(findings.map(({ check, message }) => [check, message])).toEqual([
    ['versions', 'runs 4.1.0, but other nodes do not'],
    ['versions', 'runs 4.0.5, but other nodes do not'],
    ['versions', 'runs 4.0.5, but other nodes do not'],
  ]);
});

test('says nothing at the limits themselves, of streams without consumers, of experimental flags', () => {
  const state = broker({
    queues: [
      classicQueue({ messages: limits.withoutConsumer, consumers: 0, messages_unacknowledged: limits.unacknowledged }),
      { name: 'log', vhost: '/', type: 'stream', messages: 1_000_000, consumers: 0 },
    ],
    featureFlags: [{ name: 'khepri_db', state: 'disabled', stability: 'experimental' }],
  });

  expect(healthFindings(state)).toEqual([]);
});

test('names a policy that nobody declared and that comes before a declared one', () => {
  const policy = { vhost: '/', pattern: '.*', 'apply-to': 'all', definition: { 'max-length': 3 } } as const;
  const queue = { name: 'orders', vhost: '/', durable: true, auto_delete: false, arguments: {} };
  const declared = { ...policy, name: 'limits', priority: 1 };
  const topology = { ...emptyTopology, queues: [queue], policies: [declared] };

  const findings = healthFindings(broker({ policies: [declared, { ...policy, name: 'by hand', priority: 99 }] }), {
    ...{ broker: 'one/broker', serverVersion: '4.0.5', nodeCount: 3, topology },
  });

  expect(findings).toEqual([
    expect.objectContaining({
      check: 'policies',
      object: "policy 'by hand' in '/'",
      message: expect.stringContaining("applies to 'orders' instead of 'limits'"),
    }),
  ]);
});

function broker(state: Partial<BrokerState> = {}): BrokerState {
  return {
    clusterName: 'test',
    nodes: nodes({}),
    queues: [],
    hiddenQueues: 0,
    listeners: listeners('amqp'),
    featureFlags: [],
    shovels: [],
    federationLinks: [],
    deprecatedFeatures: [],
    policies: [],
    operatorPolicies: [],
    expiring: [],
    ...state,
  };
}

function nodes(changes: Readonly<Record<string, Partial<NodeState>>>): readonly NodeState[] {
  const applications = [{ name: 'rabbit', version: '4.0.5' }];
  return names.map((name) => ({ name, running: true, applications, ...changes[name] }));
}

function listeners(protocol: string): BrokerState['listeners'] {
  return names.map((node) => ({ node, protocol, port: 5672 }));
}

function quorumQueue(name: string, state: Partial<QueueState> = {}): QueueState {
  return {
    name,
    vhost: '/',
    type: 'quorum',
    leader: 'rabbit@a',
    members: names,
    online: names,
    messages: 0,
    consumers: 1,
    ...state,
  };
}

function classicQueue(state: Partial<QueueState>): QueueState {
  return { name: 'old', vhost: '/', type: 'classic', ...state };
}
