import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { refuse, unless } from './validation-error';
import { checkCall } from '../../model/props/check-call';

/**
 * Has the state forget something whose declaration is removed, so that it stays as it is instead of being destroyed: a queue
 * that an application declares itself from now on, a virtual host that another team takes over. Keep it until every
 * deployment has applied it. It needs Terraform 1.7 or OpenTofu 1.7.
 * @param scope - a construct of the stack
 * @param address - what the review calls the address in Terraform: `rabbitmq_queue.shop_orders_1A2B3C4D`
 * @throws ValidationError when it is no address of a resource
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forgetResource(scope: IConstruct, address: string): void {
  checkCall('forgetResource', [scope, address]);
  refuse(
    scope,
    unless(
      /^[a-z][a-z0-9_]*\.[\w-]+$/.test(address),
      `'address' must be a type and an id, as 'rabbitmq_queue.orders_1A2B3C4D', got '${address}'`,
    ),
  );
  const stack = TerraformStack.of(scope);
  const before = forgotten.get(stack) ?? [];
  forgotten.set(stack, [...before, address]);
  stack.addOverride(
    'removed',
    [...before, address].map((from) => ({ from, lifecycle: { destroy: false } })),
  );
}

const forgotten = new WeakMap<TerraformStack, readonly string[]>();
