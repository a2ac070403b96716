import { effectivePolicy } from '../../../../constructs/topology/policies/effective-policy';
import { FanoutExchange } from '../../../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { limits } from '../../../../policies';
import { brokerFixture } from '../../../harness';

test('says what applies to a queue or exchange, and why', () => {
  const { stack, vhost } = brokerFixture();
  const unrouted = new FanoutExchange(stack, 'unrouted', { vhost });
  const events = new FanoutExchange(stack, 'events', { vhost, alternateExchange: unrouted });
  const orders = new QuorumQueue(stack, 'orders', { vhost, deliveryLimit: 3 });
  vhost.policies.applyAsOperator(limits({ maxLength: 5 }), orders);

  expect(effectivePolicy(events)).toMatchObject({
    policy: { pattern: '^(events)$' },
    definition: { 'alternate-exchange': 'unrouted' },
  });
  expect(effectivePolicy(orders)).toMatchObject({
    policy: { pattern: '^(orders)$' },
    operatorPolicy: { pattern: '^(orders)$' },
    definition: { 'delivery-limit': 3, 'max-length': 5 },
    because: [
      expect.stringMatching(/^policy 'quorum_queues-[0-9a-f]{8}' \(priority 100\) applies$/),
      expect.stringMatching(/^operator policy '.*' \(priority 1000\) applies$/),
    ],
    undecided: [],
  });
  expect(effectivePolicy(unrouted)).toMatchObject({ policy: undefined, definition: {} });
});
