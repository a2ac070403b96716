import { topologyOf } from '../../../constructs/declared/declaration';
import { Vhost } from '../../../constructs/topology/vhost';
import { brokerFixture, resourceOf, resourcesOf } from '../../harness';

test('a virtual host has quorum queues by default', () => {
  const { stack, broker } = brokerFixture();

  const vhost = new Vhost(stack, 'orders', { broker });

  expect(resourceOf(stack, vhost)).toMatchObject({ name: 'orders', default_queue_type: 'quorum', tracing: false });
});

test('limits are strings for the provider and numbers in the topology, 0 included', () => {
  const { stack, broker } = brokerFixture();

  const vhost = new Vhost(stack, 'orders', { broker, maxConnections: 0, maxQueues: 100, description: 'all orders' });

  expect(resourceOf(stack, vhost)).toMatchObject({
    max_connections: '0',
    max_queues: '100',
    description: 'all orders',
  });
  expect(topologyOf(vhost).parameters).toEqual([
    {
      component: 'vhost-limits',
      name: 'limits',
      vhost: 'orders',
      value: { 'max-connections': 0, 'max-queues': 100 },
      declaredAt: 'test/orders',
    },
  ]);
});

test('an imported virtual host makes no resource', () => {
  const { stack, broker } = brokerFixture();

  Vhost.fromVhostName(stack, 'root', broker, '/');

  expect(Object.keys(resourcesOf(stack, 'rabbitmq_vhost'))).toEqual(['test/vhost/Default']);
  expect(topologyOf(stack).vhosts.map(({ name, imported }) => [name, imported])).toEqual([
    ['shop', undefined],
    ['/', true],
  ]);
});

test('fails when several limits are malformed, and names them all', () => {
  const { stack, broker } = brokerFixture();

  expect(() => new Vhost(stack, 'v', { broker, vhostName: 'a@b', maxConnections: -1, maxQueues: 1.5 })).toThrow(
    /'vhostName' must not contain '@'[^]*'maxConnections' must be a whole number, 0 or more, got -1[^]*'maxQueues' .* got 1.5/,
  );
});
