import { can } from '../../../constructs/access/can';
import { User } from '../../../constructs/access/user';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { brokerFixture } from '../../harness';

test('whether a user may do something follows from what it was granted', () => {
  const { stack, broker, vhost } = brokerFixture();
  const app = new User(stack, 'app', { broker });
  const orders = new QuorumQueue(stack, 'orders', { vhost });
  const events = new TopicExchange(stack, 'events', { vhost });
  orders.grants.consume(app);
  events.grants.publish(app, 'order.*');

  expect(can(app, 'consume', orders)).toEqual({
    allowed: true,
    needs: [{ permission: 'read', kind: 'queue', name: 'orders' }],
    because: "'^(orders)$' (read) matches queue 'orders'",
  });
  expect(can(app, 'publish', events, 'order.created').allowed).toBe(true);
  expect(can(app, 'publish', events, 'user.created').allowed).toBe(false);
  expect(can(app, 'publish', orders)).toMatchObject({ allowed: false, needs: [{ name: 'amq.default' }] });
  expect(can(app, 'bind', orders)).toMatchObject({ allowed: false, needs: [{ permission: 'write', name: 'orders' }] });
  expect(can(app, 'delete', orders).allowed).toBe(false);
});
