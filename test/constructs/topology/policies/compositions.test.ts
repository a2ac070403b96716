import { topologyOf } from '../../../../constructs/declared/declaration';
import { effectivePolicy } from '../../../../constructs/topology/policies/effective-policy';
import { DelayedRetry } from '../../../../constructs/topology/queues/delayed-retry';
import { OperatorPolicy } from '../../../../constructs/topology/policies/operator-policy';
import { RequestReply } from '../../../../constructs/topology/queues/request-reply';
import { SuperStream } from '../../../../constructs/topology/queues/super-stream';
import { Duration } from '../../../../model/units/duration';
import { brokerFixture, resourceOf, resourcesOf } from '../../../harness';

test('a super stream is an exchange, streams and bindings in order', () => {
  const { stack, vhost } = brokerFixture();

  const invoices = new SuperStream(stack, 'invoices', { vhost, partitions: 2, maxAge: Duration.days(1) });

  expect(invoices.partitions.map(({ queueName }) => queueName)).toEqual(['invoices-0', 'invoices-1']);
  expect(topologyOf(invoices)).toMatchObject({
    exchanges: [{ name: 'invoices', type: 'direct', arguments: {} }],
    queues: [{ arguments: { 'x-queue-type': 'stream' } }, { arguments: { 'x-queue-type': 'stream' } }],
    bindings: [
      { destination: 'invoices-0', routing_key: '0', arguments: { 'x-stream-partition-order': 0 } },
      { destination: 'invoices-1', routing_key: '1', arguments: { 'x-stream-partition-order': 1 } },
    ],
  });
  expect(topologyOf(stack).policies).toMatchObject([
    { pattern: '^(invoices-0|invoices-1)$', 'apply-to': 'streams', definition: { 'max-age': '1D' } },
  ]);
});

test('a delayed retry has a queue for each pause, and keys that lead from each to the next', () => {
  const { stack, vhost } = brokerFixture();

  const retry = new DelayedRetry(stack, 'mail', { vhost, delays: [Duration.seconds(1), Duration.minutes(1)] });

  const { bindings } = topologyOf(retry);
  const [, secondWait = retry.queue] = retry.waiting;
  expect([retry.queue, ...retry.waiting, retry.parkingLot].map(({ queueName }) => queueName)).toEqual([
    'mail',
    'mail.retry.1',
    'mail.retry.2',
    'mail.parked',
  ]);
  expect(bindings.map(({ source, routing_key: key, destination }) => [source, key, destination])).toEqual([
    ['mail.return', '', 'mail'],
    ['mail.first', '', 'mail.retry.1'],
    ['mail.retry', 'retry-1', 'mail.retry.2'],
    ['mail.retry', 'retry-2', 'mail.parked'],
  ]);
  expect(effectivePolicy(secondWait).definition).toEqual({
    'message-ttl': 60_000,
    overflow: 'reject-publish',
    'dead-letter-exchange': 'mail.return',
    'dead-letter-routing-key': 'retry-2',
    'dead-letter-strategy': 'at-least-once',
  });
});

test('a delayed retry that is bounded is so in each of its queues, and refuses what does not fit', () => {
  const { stack, vhost } = brokerFixture();

  const retry = new DelayedRetry(stack, 'mail', { vhost, delays: [Duration.seconds(1)], maxLength: 10 });

  const limits = { 'max-length': 10, overflow: 'reject-publish' };
  for (const queue of [retry.queue, ...retry.waiting, retry.parkingLot]) {
    expect(effectivePolicy(queue).definition).toMatchObject(limits);
  }
});

test('request and reply is a bounded queue of requests that expire, and what each side may do', () => {
  const { stack, vhost } = brokerFixture();

  const quotes = new RequestReply(stack, 'quotes', { vhost, timeout: Duration.seconds(5) });

  expect(effectivePolicy(quotes.requests).definition).toEqual({
    'message-ttl': 5_000,
    'max-length': 1_000,
    overflow: 'reject-publish',
  });
  expect(quotes.clientPermissions).toEqual({ write: '^amq\\.default$' });
  expect(quotes.serverPermissions).toEqual({ write: '^amq\\.default$', read: '^quotes$' });
});

test('an operator policy limits what policies may say', () => {
  const { stack, vhost } = brokerFixture();

  const ceiling = new OperatorPolicy(stack, 'ceiling', {
    vhost,
    pattern: '',
    applyTo: 'quorum_queues',
    maxLength: 10,
    deliveryLimit: 3,
  });

  expect(resourceOf(stack, ceiling)).toMatchObject({
    name: 'ceiling',
    policy: { apply_to: 'quorum_queues', priority: 0, definition: { 'max-length': '10', 'delivery-limit': '3' } },
  });
  expect(topologyOf(ceiling).operatorPolicies).toHaveLength(1);
});

describe('fails when', () => {
  test('a super stream has no partition', () => {
    const { stack, vhost } = brokerFixture();

    expect(() => new SuperStream(stack, 's', { vhost, partitions: 0 })).toThrow(/'partitions' must be .* got 0/);
  });

  test('a delayed retry has no pause, or an empty one', () => {
    const { stack, vhost } = brokerFixture();

    expect(() => new DelayedRetry(stack, 'a', { vhost, delays: [] })).toThrow(/'delays' must contain at least one/);
    expect(() => new DelayedRetry(stack, 'b', { vhost, delays: [Duration.seconds(0)] })).toThrow(/at least 1 ms each/);
    expect(resourcesOf(stack, 'rabbitmq_queue')).toEqual({});
  });

  test('an operator policy says nothing', () => {
    const { stack, vhost } = brokerFixture();

    expect(() => new OperatorPolicy(stack, 'c', { vhost, pattern: '', applyTo: 'queues' })).toThrow(
      /an operator policy must have at least one/,
    );
  });
});
