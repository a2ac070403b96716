import { refusedResource, refusedUpdate } from '../../../model/operator/webhook';
import type { ReadKind, Spec } from '../../../model/operator/custom-resource';

const rabbitmqClusterReference = { name: 'rabbit' };
const queue = { name: 'orders', type: 'quorum', durable: true, rabbitmqClusterReference };

test.each<[ReadKind, Spec, Spec, string]>([
  ['Vhost', { name: 'shop' }, { name: 'store' }, 'spec.name'],
  ['Queue', queue, { ...queue, type: 'stream' }, 'spec.type'],
  ['Queue', queue, { ...queue, vhost: 'shop' }, 'spec.vhost'],
  ['Queue', queue, { ...queue, arguments: { 'x-max-length': 1 } }, 'spec.arguments'],
  ['Queue', queue, { ...queue, durable: undefined as never }, 'spec.durable'],
  ['Exchange', { name: 'events', type: 'topic' }, { name: 'events' }, 'spec.type'],
  ['Exchange', { name: 'events' }, { name: 'events', durable: true }, 'spec.durable'],
  ['Binding', { source: 'events', routingKey: 'a' }, { source: 'events', routingKey: 'b' }, 'spec.routingKey'],
  ['Permission', { user: 'clerk', vhost: '/' }, { user: 'boss', vhost: '/' }, 'spec.user'],
  [
    'TopicPermission',
    { user: 'clerk', permissions: { exchange: 'events' } },
    { user: 'clerk', permissions: { exchange: 'orders' } },
    'spec.permissions.exchange',
  ],
  ['Policy', { name: 'limits', vhost: '/' }, { name: 'limits', vhost: 'shop' }, 'spec.vhost'],
  ['OperatorPolicy', { name: 'limits' }, { name: 'caps' }, 'spec.name'],
  ['Federation', { name: 'far' }, { name: 'farther' }, 'spec.name'],
  ['Shovel', { name: 'far' }, { name: 'farther' }, 'spec.name'],
  ['SuperStream', { name: 's' }, { name: 's', partitions: 2 }, 'spec.partitions'],
  ['SuperStream', { name: 's', routingKeys: ['a', 'b'] }, { name: 's', routingKeys: ['b', 'a'] }, 'spec.routingKeys'],
  ['SuperStream', { name: 's' }, { name: 's', routingKeys: ['a'] }, 'spec.routingKeys'],
  [
    'User',
    { rabbitmqClusterReference },
    { rabbitmqClusterReference: { name: 'other' } },
    'spec.rabbitmqClusterReference',
  ],
])('of a %s, %j → %j is refused for %s', (kind, before, after, field) => {
  expect(refusedUpdate(kind, before, after).map((refusal) => refusal.field)).toEqual([field]);
});

test.each<[ReadKind, Spec, Spec]>([
  // The webhook takes it, and the broker refuses it.
  ['Exchange', { name: 'events' }, { name: 'events', arguments: { 'alternate-exchange': 'lost' } }],
  ['Exchange', { name: 'events' }, { name: 'events', type: 'direct', vhost: '/', durable: false }],
  ['Queue', { name: 'orders' }, { name: 'orders', durable: true }],
  ['Queue', queue, { ...queue, vhost: '/', deletionPolicy: 'retain' }],
  ['Policy', { name: 'limits', pattern: 'a' }, { name: 'limits', pattern: 'b', priority: 3, applyTo: 'queues' }],
  ['Permission', { user: 'clerk', permissions: { read: '' } }, { user: 'clerk', permissions: { read: '.*' } }],
  ['SuperStream', { name: 's', routingKeys: ['a'] }, { name: 's', routingKeys: ['a', 'b'], partitions: 5 }],
  ['Vhost', { name: 'shop' }, { name: 'shop', defaultQueueType: 'quorum' }],
])('of a %s, %j → %j is taken', (kind, before, after) => {
  expect(refusedUpdate(kind, before, after)).toEqual([]);
});

test('a change that is refused is told with both values', () => {
  expect(refusedUpdate('Queue', queue, { ...queue, type: 'stream', autoDelete: true })).toEqual([
    { field: 'spec.type', message: "'quorum' → 'stream'" },
    { field: 'spec.autoDelete', message: 'false → true' },
  ]);
});

test.each<[ReadKind, Spec, string]>([
  ['Queue', { ...queue, durable: false }, 'spec.durable is false, which quorum queues cannot be'],
  [
    'Queue',
    { name: 'orders' },
    "spec.rabbitmqClusterReference has neither 'name' nor 'connectionSecret', of which the operator wants one",
  ],
  [
    'Permission',
    { rabbitmqClusterReference },
    'spec.user and userReference are both missing, of which the operator wants one',
  ],
  [
    'Permission',
    { user: 'clerk', userReference: { name: 'clerk' }, rabbitmqClusterReference },
    'spec.user and userReference are both given, of which the operator wants one',
  ],
  [
    'Shovel',
    { srcProtocol: 'amqp10', rabbitmqClusterReference },
    "spec.srcAddress is missing, which 'srcProtocol: amqp10' needs",
  ],
])('a %s like %j is refused', (kind, spec, said) => {
  expect(refusedResource(kind, spec).map(({ field, message }) => `${field} ${message}`)).toEqual([said]);
});

test('what the operator takes is not refused', () => {
  expect(refusedResource('Queue', queue)).toEqual([]);
  expect(refusedResource('Permission', { user: 'clerk', rabbitmqClusterReference })).toEqual([]);
  expect(
    refusedResource('Queue', { name: 'orders', rabbitmqClusterReference: { connectionSecret: { name: 'far' } } }),
  ).toEqual([]);
});
