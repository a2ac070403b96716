import type { Duration } from '../model/units/duration';
import type { Size } from '../model/units/size';
import { fragment, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';
import { ValidationError } from '../model/validation-error';

/** What a stream keeps; at least one of them. */
export interface RetentionOptions {
  /**
   * How long a message is kept at least: whole seconds.
   * @default - for ever
   */
  readonly maxAge?: Duration;
  /**
   * How much of a stream is kept at least.
   * @default - everything
   */
  readonly maxLengthBytes?: Size;
  /**
   * The size of a segment file, the unit in which a stream forgets; at most 3,000,000,000 bytes.
   * @default - RabbitMQ's: 500,000,000 bytes
   */
  readonly streamMaxSegmentSizeBytes?: Size;
}

/**
 * What a stream keeps.
 * @throws ValidationError when the age is not a whole number of seconds, or a segment is too large
 * @see https://www.rabbitmq.com/docs/streams#retention
 */
export function retention(options: RetentionOptions): Fragment {
  checkCall('retention', [options]);
  const { maxAge, maxLengthBytes, streamMaxSegmentSizeBytes } = options;
  const segment = streamMaxSegmentSizeBytes?.toBytes();
  if (segment !== undefined && segment > 3_000_000_000) {
    throw new ValidationError('retention()', [
      `'streamMaxSegmentSizeBytes' must be at most 3000000000 bytes, got ${segment}`,
    ]);
  }
  return fragment('retention', {
    'max-age': maxAge === undefined ? undefined : age(maxAge),
    'max-length-bytes': maxLengthBytes?.toBytes(),
    'stream-max-segment-size-bytes': segment,
  });
}

/** RabbitMQ's form: digits and one of Y M D h m s. */
function age(duration: Duration): string {
  if (duration.toMilliseconds() === 0)
    throw new ValidationError('retention()', [`'maxAge' must be at least 1 second, got ${duration.toString()}`]);
  duration.toSeconds();
  return duration.toString().replace(/d$/, 'D');
}
