import { topologyOf } from '../../../../constructs/declared/declaration';
import { DirectExchange } from '../../../../constructs/topology/exchanges/direct-exchange';
import { FanoutExchange } from '../../../../constructs/topology/exchanges/fanout-exchange';
import { HeadersExchange } from '../../../../constructs/topology/exchanges/headers-exchange';
import { TopicExchange } from '../../../../constructs/topology/exchanges/topic-exchange';
import { brokerFixture, resourceOf, resourcesOf } from '../../../harness';

test.each([
  ['direct', DirectExchange],
  ['fanout', FanoutExchange],
  ['topic', TopicExchange],
  ['headers', HeadersExchange],
] as const)('a %s exchange is durable and says its type', (type, Kind) => {
  const { stack, vhost } = brokerFixture();

  const exchange = new Kind(stack, 'events', { vhost });

  expect(resourceOf(stack, exchange)).toMatchObject({
    name: 'events',
    vhost: 'shop',
    settings: { type, durable: true, auto_delete: false },
  });
  expect(Kind.fromExchangeName(stack, 'imported', vhost, `amq.${type}`)).toMatchObject({ exchangeType: type });
});

test('an alternate exchange goes to a policy, so that changing it does not drop the bindings', () => {
  const { stack, vhost } = brokerFixture();
  const alternate = new FanoutExchange(stack, 'unrouted', { vhost });

  const main = new DirectExchange(stack, 'main', { vhost, alternateExchange: alternate });

  const [policy] = Object.values(resourcesOf(stack, 'rabbitmq_policy'));
  expect(policy?.['policy']).toEqual({
    pattern: '^(main)$',
    apply_to: 'exchanges',
    priority: 100,
    definition: { 'alternate-exchange': 'unrouted' },
  });
  expect(resourceOf(stack, main)['depends_on']).toHaveLength(2);
  expect(topologyOf(stack).exchanges.map(({ name, arguments: given }) => [name, given])).toEqual([
    ['unrouted', {}],
    ['main', {}],
  ]);
});

test('fails when an argument is no string, which the provider cannot carry for an exchange', () => {
  const { stack, vhost } = brokerFixture();

  expect(() => new FanoutExchange(stack, 'e', { vhost, arguments: { 'x-recent-history-length': 5 } })).toThrow(
    "[test/e] 'arguments.x-recent-history-length' must be a string, got 5: the provider has a map of strings for them, and no JSON; declare it through boot definitions",
  );
});
