import { undeclaredBeside, type LiveBeside } from '../../../../cli/review/effects/undeclared-beside';
import { judgeUndeclared } from '../../../../cli/health/undeclared';
import { emptyTopology, type BindingDefinition, type Topology } from '../../../../model/topology/topology';

const binding: BindingDefinition = {
  ...{ vhost: 'shop', source: 'events', destination: 'orders', destination_type: 'queue', routing_key: 'order.*' },
  arguments: {},
};
const permission = { user: 'shop', vhost: 'shop', configure: '', write: '^events$', read: '' };
const declared: Topology = {
  ...emptyTopology,
  vhosts: [{ name: 'shop' }, { name: 'other', imported: true }],
  queues: [{ name: 'orders', vhost: 'shop', durable: true, auto_delete: false, arguments: {} }],
  bindings: [binding],
  permissions: [permission],
};

function told(beside: Partial<LiveBeside>): readonly string[] {
  const live = { bindings: [], permissions: [], askedAs: 'admin', ...beside };
  return undeclaredBeside([declared], declared, live).map(({ change, object }) => `${change} ${object.name}`);
}

test.each([
  ['a binding to a declared queue', { bindings: [binding, { ...binding, routing_key: '#' }] }, 'events -> orders (#)'],
  ['permissions in a declared virtual host', { permissions: [permission, { ...permission, user: 'mole' }] }, 'mole'],
])('%s that nobody declared is told by its name', (_, beside, name) => {
  expect(told(beside)).toEqual([expect.stringMatching(/^(binding|permissions)\/undeclared /)]);
  expect(told(beside)[0]).toContain(name);
});

test.each([
  ['of the default exchange', { bindings: [{ ...binding, source: '' }] }],
  ['to a queue of an application', { bindings: [{ ...binding, destination: 'replies' }] }],
  ["in another stack's virtual host", { permissions: [{ ...permission, user: 'mole', vhost: 'other' }] }],
  ['of who deploys', { permissions: [{ ...permission, user: 'admin' }] }],
])('nothing is told %s', (_, beside) => {
  expect(told(beside)).toEqual([]);
});

test('health tells the same', () => {
  const state = {
    ...{ clusterName: 'test', nodes: [], queues: [], hiddenQueues: 0, listeners: [], featureFlags: [], shovels: [] },
    ...{ federationLinks: [], deprecatedFeatures: [], policies: [], operatorPolicies: [], expiring: [] },
    beside: { bindings: [{ ...binding, routing_key: '#' }], permissions: [], askedAs: 'monitor' },
  };
  const stack = { broker: 'shop/broker', serverVersion: '4.3', nodeCount: 1, topology: declared };

  expect(judgeUndeclared(state, stack)).toEqual([
    {
      severity: 'notice',
      object: "binding 'events -> orders (#)' in 'shop'",
      message: "is declared nowhere here, and brings messages to queue 'orders'",
      remedy: 'declare it, or delete it on the broker',
    },
  ]);
});
