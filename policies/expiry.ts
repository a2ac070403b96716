import type { Duration } from '../model/units/duration';
import { fragment, wholeNumber, type Fragment } from '../model/policies/fragment';

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
export function expiry({ messageTtl, expires }: ExpiryOptions): Fragment {
  return fragment('expiry', {
    'message-ttl': messageTtl?.toMilliseconds(),
    expires: wholeNumber('expires', expires?.toMilliseconds(), 1),
  });
}
