import type { Duration } from '../model/units/duration';
import { fragment, wholeNumber, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** When messages or queues go; at least one of them. */
export interface ExpiryOptions {
  /**
   * How long a message may wait in a queue.
   * @default - for ever
   */
  readonly messageTtl?: Duration;
  /**
   * How long a queue may go unused before RabbitMQ deletes it, messages and all.
   * @default - for ever
   */
  readonly expires?: Duration;
}

/**
 * Messages, or queues that nobody uses, go after a time.
 * @see https://www.rabbitmq.com/docs/ttl
 */
export function expiry(options: ExpiryOptions): Fragment {
  checkCall('expiry', [options]);
  const { messageTtl, expires } = options;
  return fragment('expiry', {
    'message-ttl': messageTtl?.toMilliseconds(),
    expires: wholeNumber('expiry', 'expires', expires?.toMilliseconds(), 1),
  });
}
