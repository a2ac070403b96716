import { TerraformStack } from 'cdktf';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { effectivePolicy } from '../../../../constructs/topology/policies/effective-policy';
import { TopicExchange } from '../../../../constructs/topology/exchanges/topic-exchange';
import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { Duration } from '../../../../model/units/duration';
import { limits } from '../../../../policies';
import { brokerFixture, synth, type SynthesizedJson } from '../../../harness';

const messageTtl = Duration.hours(1);

test('settings that no other has are such a policy too, for which the queue waits', () => {
  const { stack, vhost } = brokerFixture();
  new QuorumQueue(stack, 'orders', { vhost, maxLength: 5 });
  new QuorumQueue(stack, 'payments', { vhost, maxLength: 6 });
  new ClassicQueue(stack, 'mail', { vhost, maxLength: 5 });

  const { resource } = synth(stack);

  expect(patterns(resource)).toEqual([
    '^(mail)$ classic_queues 100',
    '^(orders)$ quorum_queues 100',
    '^(payments)$ quorum_queues 100',
  ]);
  expect(resource['rabbitmq_queue']?.['orders']?.['depends_on']).toEqual([
    'rabbitmq_vhost.vhost',
    expect.stringMatching(/^terraform_data\.vhost_Policies_InPlace_/),
  ]);
});

test('queues of one type and equal settings share a policy, for which they wait', () => {
  const { stack, broker, vhost } = brokerFixture();
  new QuorumQueue(stack, 'orders', { vhost, messageTtl, maxLength: 5 });
  new QuorumQueue(stack, 'payments', { vhost, maxLength: 5, messageTtl });
  new QuorumQueue(stack, 'alone', { vhost, maxLength: 6 });
  new QuorumQueue(stack, 'bare', { vhost });
  new ClassicQueue(stack, 'mail', { vhost, messageTtl, maxLength: 5 });
  // By another construct for the same virtual host, and in another one.
  new QuorumQueue(stack, 'again', {
    vhost: Vhost.fromVhostName(stack, 'shop', broker, 'shop'),
    maxLength: 5,
    messageTtl,
  });
  new QuorumQueue(stack, 'elsewhere', { vhost: new Vhost(stack, 'other', { broker }), maxLength: 5, messageTtl });

  const { resource } = synth(stack);

  expect(patterns(resource)).toEqual([
    '^(again|orders|payments)$ quorum_queues 100',
    '^(alone)$ quorum_queues 100',
    '^(elsewhere)$ quorum_queues 100',
    '^(mail)$ classic_queues 100',
  ]);
  const waits = (queue: string) => String(resource['rabbitmq_queue']?.[queue]?.['depends_on']);
  for (const queue of ['orders', 'payments', 'again', 'alone'])
    expect(waits(queue)).toMatch(/terraform_data\..*InPlace/);
  expect(waits('bare')).toBe('rabbitmq_vhost.vhost');
});

test('exchanges of equal settings share a policy too', () => {
  const { stack, vhost } = brokerFixture();
  const unrouted = new TopicExchange(stack, 'unrouted', { vhost });
  for (const id of ['a', 'b']) new TopicExchange(stack, id, { vhost, alternateExchange: unrouted });

  expect(topologyOf(stack).policies).toMatchObject([
    { pattern: '^(a|b)$', 'apply-to': 'exchanges', definition: { 'alternate-exchange': 'unrouted' } },
  ]);
});

test('500 queues of one time to live are at most three policies, by as many edges as there are queues', () => {
  const { stack, vhost } = brokerFixture();
  for (let index = 0; index < 500; index += 1) new QuorumQueue(stack, `queue-${index}`, { vhost, messageTtl });

  const { resource } = synth(stack);

  expect(Object.keys(policies(resource)).length).toBeLessThanOrEqual(3);
  const edges = Object.values(resource['rabbitmq_queue'] ?? {}).map(({ depends_on: all }) => all as string[]);
  expect(new Set(edges.map(({ length }) => length))).toEqual(new Set([2]));
});

test('many definitions that are shared wait for each other in a row, and objects for them by one edge', () => {
  const { stack, vhost } = brokerFixture();
  for (let index = 0; index < 100; index += 1) {
    new QuorumQueue(stack, `queue-${index}`, { vhost, maxLength: index % 50 });
  }

  const { resource } = synth(stack);

  const edges = ['rabbitmq_policy', 'rabbitmq_queue', 'terraform_data']
    .flatMap((type) => Object.values(resource[type] ?? {}))
    .map(({ depends_on: all }) => (all as string[]).length);
  expect(Object.keys(policies(resource))).toHaveLength(50);
  expect(edges.reduce((sum, count) => sum + count, 0)).toBeLessThan(3 * 150);
});

test('what a policy is called depends on what it says, not on the queues that come and go', () => {
  const declared = (count: number) => {
    const { stack, vhost } = brokerFixture();
    for (let index = 0; index < count; index += 1) new QuorumQueue(stack, `queue-${index}`, { vhost, messageTtl });
    return topologyOf(stack).policies.map(({ name, priority }) => `${name} ${priority}`);
  };

  const [one, few, more] = [declared(1), declared(2), declared(400)];

  expect([few, more]).toEqual([one, one]);
});

test('two stacks that set the same in one virtual host have a policy each', () => {
  const { stack, broker, vhost } = brokerFixture();
  const other = new TerraformStack(stack.node.root, 'other');
  new QuorumQueue(stack, 'orders', { vhost, maxLength: 1 });
  const there = Vhost.fromVhostName(other, 'vhost', broker, 'shop');
  const mail = new QuorumQueue(other, 'mail', { vhost: there, maxLength: 1 });

  const [one, another] = [topologyOf(stack).policies, topologyOf(other).policies];

  expect([one.length, another.length]).toEqual([1, 1]);
  expect(one[0]?.name).not.toBe(another[0]?.name);
  expect(effectivePolicy(mail).definition).toEqual({ 'max-length': 1 });
});

test('two stacks that apply the same fragment in one virtual host have a policy each', () => {
  const { stack, broker, vhost } = brokerFixture();
  const other = new TerraformStack(stack.node.root, 'other');
  const there = Vhost.fromVhostName(other, 'vhost', broker, 'shop');
  vhost.policies.apply(limits({ maxLength: 5 }), new QuorumQueue(stack, 'orders', { vhost }));
  there.policies.apply(limits({ maxLength: 5 }), new QuorumQueue(other, 'mail', { vhost: there }));

  const [one, another] = [topologyOf(stack).policies, topologyOf(other).policies];

  expect([one, another].map((policies) => policies.map(({ pattern }) => pattern))).toEqual([
    ['^(orders)$'],
    ['^(mail)$'],
  ]);
  expect(one[0]?.name).not.toBe(another[0]?.name);
});

test('once a fragment is applied, own settings are composed with it', () => {
  const { stack, vhost } = brokerFixture();
  const orders = new QuorumQueue(stack, 'orders', { vhost, messageTtl });
  new QuorumQueue(stack, 'payments', { vhost, messageTtl });
  new QuorumQueue(stack, 'alone', { vhost, maxLength: 6 });

  vhost.policies.apply(limits({ maxLength: 9 }), orders);

  expect(patterns(synth(stack).resource)).toEqual([
    '^(alone)$ queues 1000',
    '^(orders)$ queues 1000',
    '^(payments)$ queues 1000',
  ]);
});

test('operator fragments leave own settings to policies of their own', () => {
  const { stack, vhost } = brokerFixture();
  const orders = new QuorumQueue(stack, 'orders', { vhost, messageTtl });

  vhost.policies.applyAsOperator(limits({ maxLength: 9 }), { pattern: '', applyTo: 'queues' });

  expect(patterns(synth(stack).resource)).toEqual(['^(orders)$ quorum_queues 100']);
  expect(effectivePolicy(orders).definition).toEqual({ 'message-ttl': 3_600_000, 'max-length': 9 });
});

function policies(resource: SynthesizedJson['resource']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(resource['rabbitmq_policy'] ?? {}).map((made) => {
      const { pattern, apply_to: applyTo, priority } = made['policy'] as Record<string, unknown>;
      const { metadata } = made['//'] as { metadata: { path: string } };
      return [metadata.path, `${String(made['name'])} ${pattern} ${applyTo} ${priority}`];
    }),
  );
}

/** What the policies are for, whatever they are called. */
function patterns(resource: SynthesizedJson['resource']): readonly string[] {
  return Object.values(policies(resource))
    .map((policy) => policy.replace(/^\S+ /, ''))
    .sort();
}
