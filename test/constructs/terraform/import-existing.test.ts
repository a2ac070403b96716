import childProcess from 'node:child_process';
import { App } from 'cdktf';
import { importExisting } from '../../../constructs/terraform/import-existing';
import { User } from '../../../constructs/access/user';
import { BrokerPolicy } from '../../../constructs/topology/policies/broker-policy';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { HeadersExchange } from '../../../constructs/topology/exchanges/headers-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../../../constructs/topology/vhost';
import { topologyOf } from '../../../constructs/declared/declaration';
import { brokerFixture, resourceOf, synth } from '../../harness';

describe('what exists already', () => {
  test('is imported by the ids of the provider, with all that is declared below it', () => {
    const { stack, broker } = brokerFixture();
    const vhost = new Vhost(stack, 'dev', { broker, vhostName: '/dev' });
    const events = new TopicExchange(vhost, 'events', { vhost });
    new QuorumQueue(vhost, 'orders', { vhost, maxLength: 9 }).bindTo(events, 'order.*', 'a b~c/ü');
    new QuorumQueue(vhost, 'all', { vhost }).bindTo(new FanoutExchange(vhost, 'logs', { vhost }));
    new BrokerPolicy(vhost, 'limits', { vhost, pattern: '^a', applyTo: 'queues', maxLength: 1 });
    new User(vhost, 'worker', { broker, permissions: [{ vhost, read: '^orders$' }] });

    importExisting(vhost);

    const [policy = ''] = topologyOf(stack)
      .policies.map(({ name }) => name)
      .filter((name) => name !== 'limits');
    expect(policy).toMatch(/^quorum_queues-/);
    expect(importsOf(stack)).toEqual([
      '%2Fdev/events/orders/queue/a+b%7Ec%2F%C3%BC',
      '%2Fdev/events/orders/queue/order.%2A',
      '%2Fdev/logs/all/queue/~',
      '/dev',
      'all@/dev',
      'events@/dev',
      'limits@/dev',
      'logs@/dev',
      'orders@/dev',
      `${policy}@/dev`,
      'worker',
      'worker@/dev',
    ]);
  });

  test("has Terraform's version checked once, however much it is", () => {
    const { stack, vhost } = brokerFixture();
    for (const name of ['one', 'two', 'three']) new QuorumQueue(stack, name, { vhost });
    importExisting(stack);
    const run = jest.spyOn(childProcess, 'execSync').mockReturnValue(Buffer.from('Terraform v1.9.0'));

    App.of(stack).synth();

    expect(run).toHaveBeenCalledTimes(1);
    expect(importsOf(stack)).toHaveLength(4);
    run.mockRestore();
  });

  test('is created when it is not below', () => {
    const { stack, vhost } = brokerFixture();
    importExisting(new QuorumQueue(stack, 'orders', { vhost }));
    new QuorumQueue(stack, 'returns', { vhost });

    expect(importsOf(stack)).toEqual(['orders@shop']);
  });

  test('is created as well when it is a binding with arguments, whose id only the broker knows', () => {
    const { stack, vhost } = brokerFixture();
    const reports = new HeadersExchange(stack, 'reports', { vhost });
    const queue = new QuorumQueue(stack, 'pdf', { vhost });
    queue.addBinding(reports, { headers: { format: 'pdf' } });

    importExisting(queue);

    expect(importsOf(stack)).toEqual(['pdf@shop']);
  });
});

describe('a virtual host that is taken over', () => {
  test.each([
    ['keeps its default queue type where none is declared', {}, undefined],
    ['keeps it where one is declared, until it is only declared', { defaultQueueType: 'classic' as const }, 'classic'],
  ])('%s', (_, props, sent) => {
    const { stack, broker } = brokerFixture();
    const vhost = new Vhost(stack, 'legacy', { broker, ...props });

    importExisting(stack);

    const { default_queue_type: type, lifecycle } = resourceOf(stack, vhost);
    expect([type, lifecycle]).toEqual([sent, expect.objectContaining({ ignore_changes: ['default_queue_type'] })]);
    expect(topologyOf(vhost).vhosts).toEqual([expect.objectContaining({ name: 'legacy', default_queue_type: sent })]);
  });

  test('says nothing of its default queue type for good with node-default', () => {
    const { stack, broker } = brokerFixture();
    const vhost = new Vhost(stack, 'legacy', { broker, defaultQueueType: 'node-default' });

    expect(resourceOf(stack, vhost)).not.toHaveProperty('default_queue_type');
  });
});

test('an import id is escaped once, whatever Terraform would read in a routing key', () => {
  const { stack, vhost } = brokerFixture();
  const queue = new QuorumQueue(stack, '${x}', { vhost });
  queue.bindTo(new TopicExchange(stack, 'events', { vhost }), '${y}');

  importExisting(queue);

  expect(importsOf(stack)).toEqual(['$${x}@shop', 'shop/events/$${x}/queue/%24%7By%7D']);
});

function importsOf(stack: Parameters<typeof synth>[0]): readonly string[] {
  const imports = synth(stack)['import'] as readonly { readonly id: string }[];
  return imports.map(({ id }) => id).sort();
}
