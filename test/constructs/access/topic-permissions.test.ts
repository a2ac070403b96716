import { TopicPermissions } from '../../../constructs/access/topic-permissions';
import { User } from '../../../constructs/access/user';
import { topologyOf } from '../../../constructs/declared/declaration';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { brokerFixture, resourceOf } from '../../harness';

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
