import { topologyOf } from '../../../constructs/declared/declaration';
import { Binding } from '../../../constructs/topology/binding';
import { DirectExchange } from '../../../constructs/topology/exchanges/direct-exchange';
import { defaultExchange } from '../../../constructs/topology/exchanges/exchange';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { HeadersExchange } from '../../../constructs/topology/exchanges/headers-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../../../constructs/topology/vhost';
import { brokerFixture, resourcesOf } from '../../harness';

describe('a binding', () => {
  test('follows both of its ends when they are replaced', () => {
    const { stack, vhost } = brokerFixture();
    const events = new TopicExchange(stack, 'events', { vhost });

    new QuorumQueue(stack, 'orders', { vhost }).bindTo(events, 'order.*');

    expect(Object.values(resourcesOf(stack, 'rabbitmq_binding'))).toEqual([
      expect.objectContaining({
        vhost: 'shop',
        source: 'events',
        destination: 'orders',
        destination_type: 'queue',
        routing_key: 'order.*',
        depends_on: ['rabbitmq_exchange.events', 'rabbitmq_queue.orders'],
        lifecycle: { replace_triggered_by: ['rabbitmq_exchange.events', 'rabbitmq_queue.orders'] },
      }),
    ]);
  });

  test('is made for each routing key, or with the empty one', () => {
    const { stack, vhost } = brokerFixture();
    const logs = new DirectExchange(stack, 'logs', { vhost });
    const all = new FanoutExchange(stack, 'all', { vhost });
    const queue = new QuorumQueue(stack, 'errors', { vhost });

    queue.bindTo(logs, 'error', 'critical');
    queue.bindTo(all);

    expect(topologyOf(stack).bindings.map(({ source, routing_key: key }) => [source, key])).toEqual([
      ['logs', 'error'],
      ['logs', 'critical'],
      ['all', ''],
    ]);
  });

  test.each([
    ['keys that differ in / and --', ['events', 'a/b'], ['events', 'a--b']],
    ['a source with a colon', ['a:b', 'c'], ['a', 'b:c']],
  ] as const)('is refused with the way out where two would have one id: %s', (_what, [one, key], [other, otherKey]) => {
    const { stack, vhost } = brokerFixture();
    const source = (name: string) => TopicExchange.fromExchangeName(stack, `source ${name}`, vhost, name);
    const queue = new QuorumQueue(stack, 'orders', { vhost });
    const [first, second] = one === other ? [source(one), undefined] : [source(one), source(other)];
    queue.bindTo(first, key);

    const again = () => queue.bindTo(second ?? first, otherKey);

    expect(again).toThrow(`the binding from '${other}' by the routing key '${otherKey}' gets the construct id`);
    expect(again).toThrow(`which the binding from '${one}' by the routing key '${key}' has already`);
    expect(again).toThrow("addBinding(source, { routingKey, id: '…' })");
    queue.addBinding(second ?? first, { routingKey: otherKey, id: 'another' });
    expect(topologyOf(stack).bindings).toHaveLength(2);
  });

  test('is told when it is declared twice', () => {
    const { stack, vhost } = brokerFixture();
    const events = new TopicExchange(stack, 'events', { vhost });
    const queue = new QuorumQueue(stack, 'orders', { vhost });

    expect(() => queue.bindTo(events, 'order.*', 'order.*')).toThrow(
      "the binding from 'events' by the routing key 'order.*' is declared twice; remove one of the two",
    );
  });

  test('leads from exchange to exchange', () => {
    const { stack, vhost } = brokerFixture();
    const main = new TopicExchange(stack, 'main', { vhost });

    new FanoutExchange(stack, 'errors', { vhost }).bindTo(main, '*.error');

    expect(Object.values(resourcesOf(stack, 'rabbitmq_binding'))[0]).toMatchObject({
      destination: 'errors',
      destination_type: 'exchange',
    });
  });

  test('compares headers with their type: JSON unless all are strings', () => {
    const { stack, vhost } = brokerFixture();
    const documents = new HeadersExchange(stack, 'documents', { vhost });
    const queue = new QuorumQueue(stack, 'reports', { vhost });

    queue.addBinding(documents, { id: 'pdf', headers: { format: 'pdf' } });
    queue.addBinding(documents, { id: 'long', match: 'any', headers: { pages: 100, format: 'pdf' } });

    const bindings = resourcesOf(stack, 'rabbitmq_binding');
    expect(bindings['test/reports/documents:pdf/Default']?.['arguments']).toEqual({ format: 'pdf', 'x-match': 'all' });
    expect(bindings['test/reports/documents:long/Default']?.['arguments_json']).toBe(
      '{"format":"pdf","pages":100,"x-match":"any"}',
    );
  });

  test('waits only for its virtual host when its ends exist already', () => {
    const { stack, vhost } = brokerFixture();
    const source = TopicExchange.fromExchangeName(stack, 'source', vhost, 'amq.topic');
    const destination = QuorumQueue.fromQueueName(stack, 'destination', vhost, 'legacy');

    new Binding(stack, 'binding', { source, destination, routingKey: '#' });

    const binding = resourcesOf(stack, 'rabbitmq_binding')['test/binding/Default'];
    expect(binding?.['depends_on']).toEqual(['rabbitmq_vhost.vhost']);
    expect(binding?.['lifecycle']).toBeUndefined();
  });
});

describe('fails when', () => {
  test('a name has a slash, which the provider cannot read back', () => {
    const { stack, vhost } = brokerFixture();
    const source = new DirectExchange(stack, 'a', { vhost, exchangeName: 'a/b' });

    expect(() => new QuorumQueue(stack, 'q', { vhost, queueName: 'c/d' }).bindTo(source, 'k')).toThrow(
      /the source of a binding must not contain '\/', got 'a\/b'[^]*the destination of a binding must not contain '\/', got 'c\/d'/,
    );
  });

  test('its ends are in different virtual hosts', () => {
    const { stack, broker, vhost } = brokerFixture();
    const source = new DirectExchange(stack, 'a', { vhost: new Vhost(stack, 'other', { broker }) });

    expect(() => new QuorumQueue(stack, 'q', { vhost }).bindTo(source, 'k')).toThrow(
      /a binding must stay in one virtual host, got source 'a' in 'other' and destination 'q' in 'shop'/,
    );
  });

  test('it would bind the default exchange', () => {
    const { stack, vhost } = brokerFixture();

    expect(() => new QuorumQueue(stack, 'q', { vhost }).bindTo(defaultExchange(vhost), 'k')).toThrow(
      /the default exchange cannot be bound/,
    );
  });

  test('headers are given for an exchange that does not look at them', () => {
    const { stack, vhost } = brokerFixture();
    const source = new DirectExchange(stack, 'a', { vhost });

    expect(() => new QuorumQueue(stack, 'q', { vhost }).addBinding(source, { headers: { a: 'b' } })).toThrow(
      /'headers' is supported by headers exchanges only, got 'a' of type 'direct'/,
    );
  });
});
