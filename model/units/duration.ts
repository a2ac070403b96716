import { ValidationError } from '../validation-error';
import { checkCall } from '../props/check-call';

/** A length of time, so that no prop is a bare number of who knows what. */
export class Duration {
  /** So many milliseconds. */
  static milliseconds(amount: number): Duration {
    checkCall('Duration.milliseconds', [amount]);
    return new Duration(amount, 'milliseconds');
  }

  /** So many seconds. */
  static seconds(amount: number): Duration {
    checkCall('Duration.seconds', [amount]);
    return new Duration(amount * 1_000, 'seconds');
  }

  /** So many minutes. */
  static minutes(amount: number): Duration {
    checkCall('Duration.minutes', [amount]);
    return new Duration(amount * 60_000, 'minutes');
  }

  /** So many hours. */
  static hours(amount: number): Duration {
    checkCall('Duration.hours', [amount]);
    return new Duration(amount * 3_600_000, 'hours');
  }

  /** So many days of 24 hours. */
  static days(amount: number): Duration {
    checkCall('Duration.days', [amount]);
    return new Duration(amount * 86_400_000, 'days');
  }

  /**
   * Checks the length.
   * @param length - in milliseconds
   * @throws ValidationError when it is negative, not finite, or not a whole number of milliseconds
   */
  private constructor(
    private readonly length: number,
    unit: string,
  ) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new ValidationError(`Duration.${unit}()`, [
        `'amount' must come to a whole number of milliseconds, 0 or more, got ${length} milliseconds`,
      ]);
    }
  }

  /** The duration in milliseconds, as queue arguments and policies take it. */
  toMilliseconds(): number {
    return this.length;
  }

  /**
   * The duration in seconds, as `heartbeat` and Docker's grace periods take it.
   * @throws ValidationError when it is not a whole number of seconds
   */
  toSeconds(): number {
    if (this.length % 1_000 !== 0) {
      throw new ValidationError('Duration', [
        `it must be a whole number of seconds, got ${this.length} milliseconds; use Duration.seconds()`,
      ]);
    }
    return this.length / 1_000;
  }

  /** The duration as people read it: `7d`, `36h`, `90s`, `250ms`. */
  toString(): string {
    for (const [unit, length] of units)
      if (this.length > 0 && this.length % length === 0) return `${this.length / length}${unit}`;
    return `${this.length}ms`;
  }
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;
