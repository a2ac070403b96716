import { labelAt } from '../../../cli/deploy/object-label';

test.each([
  ['rabbitmq_queue.orders_1A2B', "queue 'orders' in 'shop'"],
  ['docker_container.broker_3C4D', "container 'rabbitmq'"],
  ['rabbitmq_queue.unknown', 'rabbitmq_queue.unknown'],
])('what is protected at %s is told as %s', (address, label) => {
  const values = new Map([
    ['rabbitmq_queue.orders_1A2B', { name: 'orders', vhost: 'shop' }],
    ['docker_container.broker_3C4D', { name: 'rabbitmq' }],
  ]);

  expect(labelAt(address, values)).toBe(label);
});
