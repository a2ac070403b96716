import { TopicPermissions } from '../../../constructs/access/topic-permissions';
import { User } from '../../../constructs/access/user';
import { topologyOf } from '../../../constructs/declared/declaration';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { type Vhost } from '../../../constructs/topology/vhost';
import { brokerFixture, resourceOf, resourcesOf } from '../../harness';

test('narrows the routing keys of a user, by exchange', () => {
  const { stack, broker, vhost } = brokerFixture();
  const user = new User(stack, 'worker', { broker });
  const exchange = new TopicExchange(stack, 'events', { vhost });

  const keys = new TopicPermissions(stack, 'keys', { user, vhost, exchanges: [{ exchange, write: '^order\\.' }] });

  expect(resourceOf(stack, keys)).toMatchObject({
    user: 'worker',
    vhost: 'shop',
    permissions: [{ exchange: 'events', write: '^order\\.', read: '' }],
  });
  expect(topologyOf(keys).topicPermissions).toEqual([
    { user: 'worker', vhost: 'shop', exchange: 'events', write: '^order\\.', read: '', declaredAt: 'test/keys' },
  ]);
});

test('fails when an exchange is no topic exchange, or named twice', () => {
  const { stack, broker, vhost } = brokerFixture();
  const user = new User(stack, 'worker', { broker });
  const exchange = new FanoutExchange(stack, 'events', { vhost });

  const declare = () => new TopicPermissions(stack, 'keys', { user, vhost, exchanges: [{ exchange }, { exchange }] });

  expect(declare).toThrow(
    /'exchanges' must be topic exchanges, got 'events' of type 'fanout'[^]*'exchanges' must name each exchange once, got 'events' again/,
  );
});

describe('the narrowing of routing keys', () => {
  test('is made after its exchanges, and anew with them', () => {
    const { stack, broker, vhost } = brokerFixture();
    const user = new User(stack, 'worker', { broker });
    const events = new TopicExchange(stack, 'events', { vhost });
    const orders = new TopicExchange(stack, 'orders', { vhost });
    const legacy = TopicExchange.fromExchangeName(stack, 'legacy', vhost, 'legacy');

    const exchanges = [events, orders, legacy].map((exchange) => ({ exchange, write: '^a' }));
    const keys = new TopicPermissions(stack, 'keys', { user, vhost, exchanges });

    expect(resourceOf(stack, keys)).toMatchObject({
      depends_on: [
        'rabbitmq_user.worker',
        'rabbitmq_vhost.vhost',
        'rabbitmq_exchange.events',
        'rabbitmq_exchange.orders',
      ],
      lifecycle: { replace_triggered_by: ['rabbitmq_exchange.events', 'rabbitmq_exchange.orders'] },
    });
  });

  test.each<[string, (user: User, exchange: TopicExchange, queue: QuorumQueue) => void]>([
    ['publish', (user, exchange) => exchange.grants.publish(user, 'order.*')],
    ['subscribe', (user, exchange) => exchange.grants.subscribe(user, 'order.*')],
    ['bind a queue', (user, exchange, queue) => queue.grants.bind(user, exchange, 'order.*')],
    [
      'bind queues by their names',
      (user, exchange, { vhost }) =>
        (vhost as Vhost).grants.bindQueues(user, { startingWith: 'a' }, exchange, 'order.*'),
    ],
    ['bind an exchange', (user, exchange) => exchange.grants.bind(user, exchange, 'order.*')],
  ])('follows its exchange also when it is granted: %s', (_, grantTo) => {
    const { stack, broker, vhost } = brokerFixture();
    const user = new User(stack, 'worker', { broker });
    const [first, second] = ['first', 'second'].map((id) => new TopicExchange(stack, id, { vhost }));
    const queue = new QuorumQueue(stack, 'queue', { vhost });

    for (const exchange of [first, second, first]) if (exchange !== undefined) grantTo(user, exchange, queue);

    const [topics] = Object.values(resourcesOf(stack, 'rabbitmq_topic_permissions'));
    expect(topics).toMatchObject({
      depends_on: [
        'rabbitmq_user.worker',
        'rabbitmq_vhost.vhost',
        'rabbitmq_exchange.first',
        'rabbitmq_exchange.second',
      ],
      lifecycle: { replace_triggered_by: ['rabbitmq_exchange.first', 'rabbitmq_exchange.second'] },
    });
  });
});
