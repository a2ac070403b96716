import { ValidationError } from '../validation-error';
import { checkCall } from '../props/check-call';

/** An amount of memory or storage. */
export class Size {
  /** So many bytes. */
  static bytes(amount: number): Size {
    checkCall('Size.bytes', [amount]);
    return new Size(amount, 'bytes');
  }

  /** So many times 1,024 bytes. */
  static kibibytes(amount: number): Size {
    checkCall('Size.kibibytes', [amount]);
    return new Size(amount * 2 ** 10, 'kibibytes');
  }

  /** So many times 1,024² bytes. */
  static mebibytes(amount: number): Size {
    checkCall('Size.mebibytes', [amount]);
    return new Size(amount * 2 ** 20, 'mebibytes');
  }

  /** So many times 1,024³ bytes. */
  static gibibytes(amount: number): Size {
    checkCall('Size.gibibytes', [amount]);
    return new Size(amount * 2 ** 30, 'gibibytes');
  }

  /**
   * Checks the amount.
   * @param amount - in bytes
   * @throws ValidationError when it is negative, not finite, or not a whole number of bytes
   */
  private constructor(
    private readonly amount: number,
    unit: string,
  ) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new ValidationError(`Size.${unit}()`, [
        `'amount' must come to a whole number of bytes, 0 or more, got ${amount} bytes`,
      ]);
    }
  }

  /** The size in bytes, as queue arguments, policies and rabbitmq.conf take it. */
  toBytes(): number {
    return this.amount;
  }

  /** The size in mebibytes, rounded down, as Docker's memory limit takes it. */
  toMebibytes(): number {
    return Math.floor(this.amount / 2 ** 20);
  }

  /** The size as people read it: `2GiB`, `100MiB`, `1500B`. */
  toString(): string {
    for (const [unit, size] of units)
      if (this.amount > 0 && this.amount % size === 0) return `${this.amount / size}${unit}`;
    return `${this.amount}B`;
  }
}

const units = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;
