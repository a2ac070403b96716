import { TerraformStack } from 'cdktf';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { DockerBroker } from '../../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../../constructs/docker/docker-engine';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { StreamQueue } from '../../../../constructs/topology/queues/stream-queue';
import { TopicExchange } from '../../../../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../../../../constructs/topology/vhost';
import { effectivePolicy } from '../../../../model/policies/effective-policy';
import { alternate, limits, quorumDefaults, redelivery } from '../../../../policies';
import { brokerFixture, resourcesOf, synth, testApp } from '../../../harness';

const serverVersion = { major: 4, minor: 2, patch: 0 };

test('fragments become one policy for the queues that have the same ones', () => {
  const { stack, vhost } = brokerFixture();
  const queues = ['orders', 'payments'].map((id) => new QuorumQueue(stack, id, { vhost }));

  vhost.policies.apply(limits({ maxLength: 5 }), queues);
  vhost.policies.apply(redelivery({ deliveryLimit: 3 }), queues);

  const policies = resourcesOf(stack, 'rabbitmq_policy');
  expect(Object.values(policies)).toEqual([
    expect.objectContaining({
      vhost: 'shop',
      policy: {
        pattern: '^(orders|payments)$',
        apply_to: 'quorum_queues',
        priority: 1000,
        definition: { 'max-length': '5', 'delivery-limit': '3' },
      },
      lifecycle: { create_before_destroy: true },
    }),
  ]);
  expect(topologyOf(stack).policies).toEqual([
    expect.objectContaining({ pattern: '^(orders|payments)$', definition: { 'delivery-limit': 3, 'max-length': 5 } }),
  ]);
});

test('queues and exchanges wait for the policies, and old policies go after the new ones', () => {
  const { stack, vhost } = brokerFixture();
  new TopicExchange(stack, 'events', { vhost });
  new QuorumQueue(stack, 'orders', { vhost });

  vhost.policies.apply(quorumDefaults(), { pattern: '', applyTo: 'quorum_queues' });

  const { resource } = synth(stack);
  const [policy = ''] = Object.keys(resource['rabbitmq_policy'] ?? {});
  const [inPlace = ''] = Object.keys(resource['terraform_data'] ?? {});
  expect(resource['terraform_data']?.[inPlace]).toMatchObject({ depends_on: [`rabbitmq_policy.${policy}`] });
  for (const type of ['rabbitmq_queue', 'rabbitmq_exchange']) {
    const [object] = Object.values(resource[type] ?? {});
    expect(object?.['depends_on']).toContain(`terraform_data.${inPlace}`);
  }
});

test('policies change one after the other, since a broker may take a list for whole that another request changes', () => {
  const { stack, vhost } = brokerFixture();

  vhost.policies.apply(limits({ maxLength: 5 }), { pattern: '', applyTo: 'queues' });
  vhost.policies.applyAsOperator(limits({ maxLength: 9 }), { pattern: '', applyTo: 'queues' });

  const { resource } = synth(stack);
  const made = ['rabbitmq_policy', 'rabbitmq_operator_policy'].flatMap((type) =>
    Object.entries(resource[type] ?? {}).map(([id, policy]) => ({ address: `${type}.${id}`, policy })),
  );
  expect(made).toHaveLength(4);
  const waits = made.map(({ policy }) => (policy['depends_on'] as string[]).filter((to) => to.includes('policy.')));
  expect(waits.map(([first]) => first)).toEqual([undefined, ...made.slice(0, -1).map(({ address }) => address)]);
});

test('a broker of the same stack is not made anew beside itself for them', () => {
  const stack = new TerraformStack(testApp(), 'test');
  const broker = new DockerBroker(stack, 'broker', { engine: new DockerEngine(stack, 'docker') });
  const vhost = new Vhost(stack, 'vhost', { broker, vhostName: 'shop' });

  vhost.policies.apply(quorumDefaults(), { pattern: '', applyTo: 'quorum_queues' });

  const [policy] = Object.values(resourcesOf(stack, 'rabbitmq_policy'));
  expect(policy).toBeDefined();
  expect(policy).not.toHaveProperty('lifecycle');
});

test("a queue's own settings add to the fragments that reach it", () => {
  const { stack, vhost } = brokerFixture();
  new QuorumQueue(stack, 'orders', { vhost, maxLength: 9 });
  new QuorumQueue(stack, 'other', { vhost, maxLength: 9 });

  vhost.policies.apply(limits({ maxLength: 5, overflow: 'reject-publish' }), { pattern: '^or', applyTo: 'queues' });

  const topology = topologyOf(stack);
  const definition = (name: string) =>
    effectivePolicy(topology, { kind: 'queue', vhost: 'shop', name, type: 'quorum' }, serverVersion).definition;
  expect(definition('orders')).toEqual({ 'max-length': 9, overflow: 'reject-publish' });
  expect(definition('orders.new')).toEqual({ 'max-length': 5, overflow: 'reject-publish' });
  expect(definition('other')).toEqual({ 'max-length': 9 });
});

test('where policies are composed no object has one of its own, and equal definitions share one', () => {
  const { stack, broker, vhost } = brokerFixture();
  const unrouted = new TopicExchange(stack, 'unrouted', { vhost });
  new TopicExchange(stack, 'events', { vhost, alternateExchange: unrouted });
  new QuorumQueue(stack, 'orders', { vhost, maxLength: 9 });
  // By another construct for the same virtual host.
  const again = Vhost.fromVhostName(stack, 'again', broker, 'shop');
  new QuorumQueue(stack, 'other', { vhost: again, maxLength: 9 });
  const before = topologyOf(stack).policies.map(({ name }) => name);

  vhost.policies.apply(limits({ maxLength: 5 }), { pattern: '^app\\.', applyTo: 'queues' });

  expect(before).toEqual([
    expect.stringMatching(/^exchanges-[0-9a-f]{8}$/),
    expect.stringMatching(/^quorum_queues-[0-9a-f]{8}$/),
  ]);
  expect(topologyOf(stack).policies.filter(({ priority }) => priority !== 0)).toEqual([
    expect.objectContaining({ pattern: '^(orders|other)$', definition: { 'max-length': 9 }, priority: 1000 }),
    expect.objectContaining({ pattern: '^(events)$', definition: { 'alternate-exchange': 'unrouted' } }),
  ]);
  const { resource } = synth(stack);
  const made = Object.values(resource['rabbitmq_policy'] ?? {}).map(({ name }) => name);
  expect(made.sort()).toEqual(
    topologyOf(stack)
      .policies.map(({ name }) => name)
      .sort(),
  );
});

test('operator fragments leave the policies of objects as they are', () => {
  const { stack, vhost } = brokerFixture();
  const queue = new QuorumQueue(stack, 'orders', { vhost, maxLength: 9 });

  vhost.policies.applyAsOperator(limits({ maxLength: 5 }), queue);

  expect(Object.values(resourcesOf(stack, 'rabbitmq_policy')).map(({ name }) => name)).toEqual([
    expect.stringMatching(/^quorum_queues-[0-9a-f]{8}$/),
  ]);
});

test('operator fragments become operator policies', () => {
  const { stack, vhost } = brokerFixture();

  vhost.policies.applyAsOperator(limits({ maxLength: 100 }), { pattern: '', applyTo: 'queues' });

  const operators = Object.values(resourcesOf(stack, 'rabbitmq_operator_policy'));
  expect(operators.map(({ policy }) => policy)).toEqual([
    { pattern: '', apply_to: 'classic_queues', priority: 0, definition: { 'max-length': '100' } },
    { pattern: '', apply_to: 'quorum_queues', priority: 0, definition: { 'max-length': '100' } },
  ]);
  expect(topologyOf(stack).operatorPolicies).toHaveLength(2);
});

test('the order of declaration does not matter', () => {
  const { stack, vhost } = brokerFixture();

  vhost.policies.apply(limits({ maxLength: 5 }), { pattern: '^app\\.', applyTo: 'queues' });
  const queue = new QuorumQueue(stack, 'app-orders', { vhost, queueName: 'app.orders', deliveryLimit: 3 });

  expect(topologyOf(stack).policies.find(({ pattern }) => pattern === '^(app\\.orders)$')?.definition).toEqual({
    'delivery-limit': 3,
    'max-length': 5,
  });
  expect(queue.queueName).toBe('app.orders');
});

describe('fails when', () => {
  test('a fragment and a queue contradict each other', () => {
    const { stack, vhost } = brokerFixture();
    const orders = new QuorumQueue(stack, 'orders', { vhost, maxLength: 9 });

    vhost.policies.apply(limits({ maxLength: 5 }), orders);

    expect(() => synth(stack)).toThrow(
      /queue 'orders': 'max-length' 5 by fragment 'limits' on queue 'orders' contradicts 'max-length' 9 by fragment 'own settings' on queue 'orders' \(test\/orders\)/,
    );
  });

  test('a fragment does nothing on the queue', () => {
    const { stack, vhost } = brokerFixture();
    const audit = new StreamQueue(stack, 'audit', { vhost });

    vhost.policies.apply(limits({ maxLength: 5 }), audit);

    expect(() => synth(stack)).toThrow(
      /'max-length' has no effect on streams, but fragment 'limits' on queue 'audit' sets it/,
    );
  });

  test('the provider would send a name as a number', () => {
    const { stack, vhost } = brokerFixture();
    const events = new TopicExchange(stack, 'events', { vhost });

    vhost.policies.apply(alternate({ exchange: '42' }), events);

    expect(() => synth(stack)).toThrow(/must not be a string that looks like a number, got '42'/);
  });
});
