import type { Size } from '../model/units/size';
import { fragment, wholeNumber, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** How much a queue may hold, and what it does when it is full; at least one of them. */
export interface LimitsOptions {
  /**
   * The most ready messages in a queue.
   * @default - no limit
   */
  readonly maxLength?: number;
  /**
   * The most bytes of message bodies in a queue, or of a stream's segments.
   * @default - no limit
   */
  readonly maxLengthBytes?: Size;
  /**
   * What a full queue does: drop or dead-letter the oldest message, or refuse the new one.
   * @default - RabbitMQ's: 'drop-head'
   */
  readonly overflow?: 'drop-head' | 'reject-publish' | 'reject-publish-dlx';
}

/**
 * A queue has a limit, so that a stalled consumer can't fill the broker's disk.
 * @see https://www.rabbitmq.com/docs/maxlength
 */
export function limits(options: LimitsOptions): Fragment {
  checkCall('limits', [options]);
  const { maxLength, maxLengthBytes, overflow } = options;
  return fragment('limits', {
    'max-length': wholeNumber('limits', 'maxLength', maxLength, 0),
    'max-length-bytes': maxLengthBytes?.toBytes(),
    overflow,
  });
}
