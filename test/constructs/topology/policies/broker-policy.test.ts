import { topologyOf } from '../../../../constructs/declared/declaration';
import { BrokerPolicy } from '../../../../constructs/topology/policies/broker-policy';
import { Duration } from '../../../../model/units/duration';
import { Size } from '../../../../model/units/size';
import { brokerFixture, resourceOf } from '../../../harness';

test('a policy carries settings and raw keys, as strings for the provider and typed in the topology', () => {
  const { stack, vhost } = brokerFixture();

  const policy = new BrokerPolicy(stack, 'temporary', {
    vhost,
    pattern: '^temp-',
    applyTo: 'classic_queues',
    messageTtl: Duration.minutes(1),
    definition: { 'federation-upstream': 'hq', 'consumer-timeout': 1000 },
  });

  expect(resourceOf(stack, policy)['policy']).toEqual({
    pattern: '^temp-',
    apply_to: 'classic_queues',
    priority: 0,
    definition: { 'message-ttl': '60000', 'federation-upstream': 'hq', 'consumer-timeout': '1000' },
  });
  expect(topologyOf(policy).policies).toEqual([
    {
      name: 'temporary',
      vhost: 'shop',
      pattern: '^temp-',
      'apply-to': 'classic_queues',
      priority: 0,
      definition: { 'message-ttl': 60_000, 'federation-upstream': 'hq', 'consumer-timeout': 1000 },
      declaredAt: 'test/temporary',
    },
  ]);
});

test.each([
  [{}, /a policy must have at least one/],
  [{ maxLength: 1, priority: 1.5 }, /'priority' must be a whole number, got 1.5/],
  [{ maxLength: 1, policyName: 'a@b' }, /'policyName' must not contain '@', got 'a@b'/],
  [
    { definition: { 'dead-letter-routing-key': '42' } },
    /'definition.dead-letter-routing-key' must not be a string that looks like a number/,
  ],
  [
    { applyTo: 'quorum_queues', overflow: 'reject-publish-dlx' as const },
    /'overflow' must not be 'reject-publish-dlx' for quorum queues: a quorum queue takes it for 'drop-head'/,
  ],
  [
    { streamFilterSizeBytes: Size.bytes(8) },
    /'streamFilterSizeBytes' must be an integer from 16 to 255 in bytes, got 8/,
  ],
  [{ definition: { 'max-length': 1.5 } }, /'definition.max-length' must be a whole number, got 1.5/],
  [
    { definition: { 'ha-params': true as never } },
    /must be a string or a whole number, got true: the provider has a map of strings for them; /,
  ],
])('fails when it is given %p', (props, message) => {
  const { stack, vhost } = brokerFixture();

  expect(() => new BrokerPolicy(stack, 'p', { vhost, pattern: '', applyTo: 'queues', ...(props as object) })).toThrow(
    message,
  );
});
