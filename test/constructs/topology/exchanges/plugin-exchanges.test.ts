import { topologyOf } from '../../../../constructs/declared/declaration';
import { ConsistentHashExchange } from '../../../../constructs/topology/exchanges/consistent-hash-exchange';
import { DelayedMessageExchange } from '../../../../constructs/topology/exchanges/delayed-message-exchange';
import { LocalRandomExchange } from '../../../../constructs/topology/exchanges/local-random-exchange';
import { PluginExchange } from '../../../../constructs/topology/exchanges/plugin-exchange';
import { RandomExchange } from '../../../../constructs/topology/exchanges/random-exchange';
import { RecentHistoryExchange } from '../../../../constructs/topology/exchanges/recent-history-exchange';
import { Audit } from '../../../../examples/audit';
import { SingleNodeStack } from '../../../../stacks/single-node';
import { brokerFixture, resourceOf, synth, testApp } from '../../../harness';

test.each([
  ['x-local-random', LocalRandomExchange],
  ['x-random', RandomExchange],
  ['x-recent-history', RecentHistoryExchange],
  ['x-consistent-hash', ConsistentHashExchange],
] as const)('an exchange of type %s is durable and says its type', (type, Kind) => {
  const { stack, vhost } = brokerFixture();

  const exchange = new Kind(stack, 'events', { vhost });

  expect(resourceOf(stack, exchange)).toMatchObject({ settings: { type, durable: true, auto_delete: false } });
  expect(Kind.fromExchangeName(stack, 'imported', vhost, 'there')).toMatchObject({ exchangeType: type });
});

test('an exchange of any other type names its plugin', () => {
  const { stack, vhost } = brokerFixture();

  const exchange = new PluginExchange(stack, 'jms', {
    vhost,
    type: 'x-jms-topic',
    plugin: 'rabbitmq_jms_topic_exchange',
  });

  expect(resourceOf(stack, exchange)).toMatchObject({ settings: { type: 'x-jms-topic' } });
  expect(PluginExchange.fromExchangeName(stack, 'i', vhost, 'there', 'x-lvc')).toMatchObject({ exchangeType: 'x-lvc' });
});

test('what decides the hash, and how delayed messages are routed, are arguments', () => {
  const { stack, vhost } = brokerFixture();

  const byHeader = new ConsistentHashExchange(stack, 'header', { vhost, hashHeader: 'customer' });
  const byId = new ConsistentHashExchange(stack, 'id', { vhost, hashProperty: 'message_id' });
  const delayed = new DelayedMessageExchange(stack, 'delayed', { vhost, delayedType: 'topic' });

  expect(resourceOf(stack, byHeader)).toMatchObject({ settings: { arguments: { 'hash-header': 'customer' } } });
  expect(resourceOf(stack, byId)).toMatchObject({ settings: { arguments: { 'hash-property': 'message_id' } } });
  expect(resourceOf(stack, delayed)).toMatchObject({
    settings: { type: 'x-delayed-message', arguments: { 'x-delayed-type': 'topic' } },
  });
});

describe('a plugin', () => {
  test('that the broker has makes its exchanges possible', () => {
    const stack = new SingleNodeStack(testApp(), 'one', { plugins: ['rabbitmq_consistent_hash_exchange'] });

    new ConsistentHashExchange(stack, 'spread', stack);

    expect(Object.keys(synth(stack).resource['rabbitmq_exchange'] ?? {})).toEqual(['spread']);
  });

  test('that the broker lacks is an error at the exchange, with the remedy', () => {
    const stack = new SingleNodeStack(testApp(), 'one');

    new ConsistentHashExchange(stack, 'spread', stack);

    expect(() => synth(stack)).toThrow(
      "[one/spread] it needs plugin 'rabbitmq_consistent_hash_exchange', which broker [one/broker] does not have; add it to the broker's 'plugins'",
    );
  });
});

test('events of a broker without the plugin for them are an error, with the remedy', () => {
  const stack = new SingleNodeStack(testApp(), 'one');

  new Audit(stack, 'audit', stack);

  expect(() => synth(stack)).toThrow(
    "[one/audit/broker_events] it needs plugin 'rabbitmq_event_exchange', which broker [one/broker] does not have; add it to the broker's 'plugins'",
  );
});

describe('an argument that is a number', () => {
  test('is carried by boot definitions', () => {
    const stack = new SingleNodeStack(testApp(), 'one', {
      topologyBy: 'definitions',
      plugins: ['rabbitmq_recent_history_exchange'],
    });

    const recent = new RecentHistoryExchange(stack, 'recent', { ...stack, recentHistoryLength: 5 });

    expect(synth(stack).resource['rabbitmq_exchange']).toBeUndefined();
    expect(topologyOf(recent).exchanges[0]).toMatchObject({ arguments: { 'x-recent-history-length': 5 } });
  });

  test('is refused where the provider is used, with that remedy', () => {
    const { stack, vhost } = brokerFixture();

    expect(() => new RecentHistoryExchange(stack, 'recent', { vhost, recentHistoryLength: 5 })).toThrow(
      "[test/recent] 'recentHistoryLength' is not supported by the Terraform provider, which has a map of strings for them, and no JSON; declare it through boot definitions ('topologyBy' of the broker)",
    );
  });
});

test('fails when a hash is to come from a header and a property', () => {
  const { stack, vhost } = brokerFixture();

  expect(() => new ConsistentHashExchange(stack, 'h', { vhost, hashHeader: 'a', hashProperty: 'timestamp' })).toThrow(
    "'hashHeader' and 'hashProperty' are mutually exclusive; set one",
  );
});
