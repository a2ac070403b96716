import { fragment, wholeNumber, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** When a message has failed often enough. */
export interface RedeliveryOptions {
  /** How often a message may be returned to its queue before it is dead-lettered, or dropped; -1 for no limit. */
  readonly deliveryLimit: number;
}

/**
 * A message that fails again and again leaves its quorum queue.
 * @see https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
 */
export function redelivery(options: RedeliveryOptions): Fragment {
  checkCall('redelivery', [options]);
  return fragment('redelivery', {
    'delivery-limit': wholeNumber('redelivery', 'deliveryLimit', options.deliveryLimit, -1),
  });
}
