import { User } from '../../../constructs/access/user';
import { topologyOf } from '../../../constructs/declared/declaration';
import { ClassicQueue } from '../../../constructs/topology/queues/classic-queue';
import { defaultExchange } from '../../../constructs/topology/exchanges/exchange';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { brokerFixture, resourcesOf, synth } from '../../harness';

function fixture() {
  const { stack, broker, vhost } = brokerFixture();
  return {
    stack,
    vhost,
    user: new User(stack, 'app', { broker }),
    orders: new QuorumQueue(stack, 'orders', { vhost }),
    events: new TopicExchange(stack, 'events', { vhost }),
    logs: new FanoutExchange(stack, 'logs', { vhost }),
  };
}

type Fixture = ReturnType<typeof fixture>;

function granted({ stack }: Fixture) {
  const topics = resourcesOf(stack, 'rabbitmq_topic_permissions')['test/app/Grants:shop/Topics'];
  const [permissions] = Object.values(resourcesOf(stack, 'rabbitmq_permissions')).map(({ permissions: all }) => all);
  return { permissions, topics: topics?.['permissions'] };
}

describe('all that is granted to a user in a virtual host is one permission', () => {
  test.each<[string, (given: Fixture) => void, readonly [string, string, string]]>([
    ['consume', ({ orders, user }) => orders.grants.consume(user), ['^$', '^$', '^(orders)$']],
    ['publish to a queue', ({ orders, user }) => orders.grants.publish(user), ['^$', '^(amq\\.default)$', '^$']],
    ['declare a queue', ({ orders, user }) => orders.grants.declare(user), ['^(orders)$', '^$', '^$']],
    [
      'bind a queue',
      ({ orders, events, user }) => orders.grants.bind(user, events),
      ['^$', '^(orders)$', '^(events)$'],
    ],
    ['ask for a queue', ({ orders, user }) => orders.grants.declarePassively(user), ['^$', '^$', '^(orders)$']],
    ['publish', ({ logs, user }) => logs.grants.publish(user), ['^$', '^(logs)$', '^$']],
    [
      'publish to the default exchange',
      ({ vhost, user }) => defaultExchange(vhost).grants.publish(user),
      ['^$', '^(amq\\.default)$', '^$'],
    ],
    [
      'subscribe',
      ({ logs, user }) => logs.grants.subscribe(user),
      ['^(amq\\.gen-.*)$', '^(amq\\.gen-.*)$', '^(amq\\.gen-.*|logs)$'],
    ],
    ['declare an exchange', ({ logs, user }) => logs.grants.declare(user), ['^(logs)$', '^$', '^$']],
    ['ask for an exchange', ({ logs, user }) => logs.grants.declarePassively(user), ['^$', '^$', '^(logs)$']],
    ['bind an exchange', ({ logs, events, user }) => logs.grants.bind(user, events), ['^$', '^(logs)$', '^(events)$']],
    ['administer', ({ vhost, user }) => vhost.grants.administer(user), ['.*', '.*', '.*']],
    ['monitor', ({ vhost, user }) => vhost.grants.monitor(user), ['^$', '^$', '^$']],
    ['reply', ({ vhost, user }) => vhost.grants.reply(user), ['^$', '^(amq\\.default)$', '^$']],
    [
      'have server-named queues',
      ({ vhost, user }) => vhost.grants.useServerNamedQueues(user),
      ['^(amq\\.gen-.*)$', '^(amq\\.gen-.*)$', '^(amq\\.gen-.*)$'],
    ],
    [
      'publish by beginning',
      ({ vhost, user }) => vhost.grants.publish(user, { startingWith: 'app.' }),
      ['^$', '^(app\\..*)$', '^$'],
    ],
    [
      'consume by beginning',
      ({ vhost, user }) => vhost.grants.consume(user, { startingWith: 'app.' }),
      ['^$', '^$', '^(app\\..*)$'],
    ],
    [
      'declare by beginning, with dead-lettering',
      ({ vhost, user, logs }) =>
        vhost.grants.declareQueues(user, { startingWith: 'app.' }, { deadLetterExchange: logs }),
      ['^(app\\..*)$', '^(logs)$', '^(app\\..*)$'],
    ],
    [
      'bind by beginning',
      ({ vhost, user, logs }) => vhost.grants.bindQueues(user, { startingWith: 'app.' }, logs),
      ['^$', '^(app\\..*)$', '^(logs)$'],
    ],
    [
      'several things',
      ({ orders, logs, user }) => {
        orders.grants.consume(user);
        logs.grants.publish(user);
        orders.grants.declare(user);
        orders.grants.consume(user);
      },
      ['^(orders)$', '^(logs)$', '^(orders)$'],
    ],
  ])('to %s', (_, give, [configure, write, read]) => {
    const given = fixture();

    give(given);

    expect(granted(given)).toEqual({ permissions: { configure, write, read }, topics: undefined });
  });
});

test('routing keys become topic permissions', () => {
  const given = fixture();
  const { events, orders, user } = given;

  events.grants.publish(user, 'order.*');
  orders.grants.bind(user, events, 'order.#');

  expect(granted(given)).toEqual({
    permissions: { configure: '^$', write: '^(events|orders)$', read: '^(events)$' },
    topics: [{ exchange: 'events', write: '^(order\\.[^.]*)$', read: '^(order\\.#)$' }],
  });
  expect(topologyOf(given.stack)).toMatchObject({
    permissions: [{ user: 'app', vhost: 'shop', write: '^(events|orders)$' }],
    topicPermissions: [{ user: 'app', vhost: 'shop', exchange: 'events', write: '^(order\\.[^.]*)$' }],
  });
});

test('declaring a queue that dead-letters by an argument takes what the broker asks for', () => {
  const given = fixture();
  const { stack, vhost, user } = given;

  new ClassicQueue(stack, 'fixed', { vhost, arguments: { 'x-dead-letter-exchange': 'logs' } }).grants.declare(user);

  expect(granted(given).permissions).toEqual({ configure: '^(fixed)$', write: '^(logs)$', read: '^(fixed)$' });
});

test('what exists already can be granted too', () => {
  const { stack, broker, vhost } = brokerFixture();
  const user = User.fromUserName(stack, 'imported', broker, 'legacy');

  QuorumQueue.fromQueueName(stack, 'queue', vhost, 'old.orders').grants.consume(user);

  expect(Object.values(resourcesOf(stack, 'rabbitmq_permissions'))).toEqual([
    expect.objectContaining({
      user: 'legacy',
      vhost: 'shop',
      permissions: { configure: '^$', write: '^$', read: '^(old\\.orders)$' },
    }),
  ]);
});

test('fails when routing keys are given on an exchange that looks at none', () => {
  const { stack, logs, user } = fixture();

  logs.grants.publish(user, 'order.*');

  expect(() => synth(stack)).toThrow(
    /user 'app' cannot be restricted to routing keys on exchange 'logs' of type fanout/,
  );
});

test('fails when user and virtual host are of two brokers', () => {
  const { vhost } = fixture();
  const { user } = fixture();

  expect(() => vhost.grants.administer(user)).toThrow(
    /a grant must be on one broker, got user 'app' and virtual host 'shop' of another/,
  );
});
