import type { BrokerState, NodeState, QueueState } from '../../../cli/health/broker-state';
import { dangers, unsettled } from '../../../cli/roll/unsettled';

const names = ['rabbit@a', 'rabbit@b', 'rabbit@c'];
const well: BrokerState = {
  ...{ clusterName: 'shop', hiddenQueues: 0, listeners: [], featureFlags: [], shovels: [], federationLinks: [] },
  ...{ deprecatedFeatures: [], policies: [], operatorPolicies: [], serverVersion: '4.3.6', expiring: [] },
  nodes: names.map((name) => ({ name, running: true })),
  queues: [{ name: 'orders', vhost: 'shop', type: 'quorum', members: names, online: names }],
};
const withNode = (change: Partial<NodeState>) => ({
  ...well,
  nodes: well.nodes.map((node) => (node.name === 'rabbit@b' ? { ...node, ...change } : node)),
});
const withQueue = (change: Partial<QueueState>) => ({
  ...well,
  queues: well.queues.map((one) => ({ ...one, ...change })),
});

test('a node is settled when nothing is wrong with its cluster and its queues have it', () => {
  expect(unsettled(well, 'rabbit@b')).toEqual([]);
});

test.each<[string, BrokerState, RegExp]>([
  ['is down', withNode({ running: false }), /rabbit@b: is not among its peers/],
  ['is drained', withNode({ being_drained: true }), /rabbit@b: is in maintenance mode/],
  ['has an alarm', withNode({ mem_alarm: true }), /rabbit@b: has a memory alarm/],
  [
    'has a queue whose member is not online',
    withQueue({ online: ['rabbit@a', 'rabbit@c'] }),
    /orders.*: its member on rabbit@b is not online/,
  ],
])('a node is not settled that %s', (_, state, told) => {
  expect(unsettled(state, 'rabbit@b').join('\n')).toMatch(told);
});

test('a queue without a member on it keeps no node waiting', () => {
  const others = ['rabbit@a', 'rabbit@c'];

  expect(unsettled(withQueue({ members: others, online: others }), 'rabbit@b')).toEqual([]);
});

test('what is only worth a look does not keep a cluster from being rolled', () => {
  expect(dangers(withNode({ being_drained: true }))).toEqual([]);
  expect(dangers(withQueue({ online: ['rabbit@a'] }))).toEqual([expect.stringContaining('it is unavailable')]);
});
