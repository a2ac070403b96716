import { type Construct } from 'constructs';
import { BrokerPolicy } from '../../../../constructs/topology/policies/broker-policy';
import { OperatorPolicy } from '../../../../constructs/topology/policies/operator-policy';
import { TopicExchange } from '../../../../constructs/topology/exchanges/topic-exchange';
import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { brokerFixture, resourceOf } from '../../../harness';

test('what a policy matches is made after it, and nothing else is', () => {
  const { stack, vhost } = brokerFixture();
  const orders = new QuorumQueue(stack, 'orders', { vhost });
  const other = new QuorumQueue(stack, 'other', { vhost });
  const exchange = new TopicExchange(stack, 'orders-events', { vhost });
  const policy = new BrokerPolicy(stack, 'limits', { vhost, pattern: '^orders', applyTo: 'queues', maxLength: 9 });

  const address = `rabbitmq_policy.${policy.node.id}`;
  expect(waitsFor(stack, orders)).toContain(address);
  expect(waitsFor(stack, other)).not.toContain(address);
  expect(waitsFor(stack, exchange)).not.toContain(address);
});

test('an exchange waits for a policy for exchanges, and a queue for an operator policy', () => {
  const { stack, vhost } = brokerFixture();
  const queue = new ClassicQueue(stack, 'queue', { vhost });
  const exchange = new TopicExchange(stack, 'exchange', { vhost });
  new BrokerPolicy(stack, 'both', {
    vhost,
    pattern: '',
    applyTo: 'all',
    definition: { 'federation-upstream-set': 'all' },
  });
  new OperatorPolicy(stack, 'ceiling', { vhost, pattern: '', applyTo: 'queues', maxLength: 9 });

  expect(waitsFor(stack, queue)).toEqual(
    expect.arrayContaining(['rabbitmq_policy.both', 'rabbitmq_operator_policy.ceiling']),
  );
  expect(waitsFor(stack, exchange)).toContain('rabbitmq_policy.both');
  expect(waitsFor(stack, exchange)).not.toContain('rabbitmq_operator_policy.ceiling');
});

test('names that Terraform would take for templates are matched as they are', () => {
  const { stack, vhost } = brokerFixture();
  const queue = new QuorumQueue(stack, 'queue', { vhost, queueName: 'a${b}' });
  new BrokerPolicy(stack, 'limits', { vhost, pattern: '^a\\$\\{b\\}$', applyTo: 'queues', maxLength: 9 });

  expect(waitsFor(stack, queue)).toContain('rabbitmq_policy.limits');
});

test('a virtual host is left alone by the policies of another', () => {
  const { stack, broker, vhost } = brokerFixture();
  const other = new Vhost(stack, 'other', { broker });
  const queue = new QuorumQueue(stack, 'queue', { vhost: other });
  new BrokerPolicy(stack, 'limits', { vhost, pattern: '', applyTo: 'queues', maxLength: 9 });

  expect(waitsFor(stack, queue)).not.toContain('rabbitmq_policy.limits');
});

test('a policy that waits for an object by the program itself stays after it', () => {
  const { stack, vhost } = brokerFixture();
  const queue = new QuorumQueue(stack, 'queue', { vhost });
  const policy = new BrokerPolicy(stack, 'limits', { vhost, pattern: '', applyTo: 'queues', maxLength: 9 });
  policy.node.addDependency(queue);

  expect(waitsFor(stack, queue)).not.toContain('rabbitmq_policy.limits');
});

function waitsFor(stack: Parameters<typeof resourceOf>[0], construct: Construct): unknown {
  return resourceOf(stack, construct)['depends_on'] ?? [];
}
