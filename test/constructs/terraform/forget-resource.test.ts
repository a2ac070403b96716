import { TerraformStack, Testing } from 'cdktf';
import { forgetResource } from '../../../constructs/terraform/forget-resource';
import { testApp } from '../../harness';

test('has the state forget what is no longer declared, without destroying it', () => {
  const stack = new TerraformStack(testApp(), 'shop');

  forgetResource(stack, 'rabbitmq_queue.orders_1A2B3C4D');
  forgetResource(stack, 'rabbitmq_vhost.shop');

  expect(JSON.parse(Testing.synth(stack)).removed).toEqual([
    { from: 'rabbitmq_queue.orders_1A2B3C4D', lifecycle: { destroy: false } },
    { from: 'rabbitmq_vhost.shop', lifecycle: { destroy: false } },
  ]);
});

test.each(['orders', 'rabbitmq_queue.', 'module.a.rabbitmq_queue.orders', 'rabbitmq_queue.orders[0]'])(
  "refuses '%s', which is no address of a resource of a stack",
  (address) => {
    const stack = new TerraformStack(testApp(), 'shop');

    expect(() => forgetResource(stack, address)).toThrow(`'address' must be a type and an id`);
  },
);
