import { Duration } from '../units/duration';
import { Size } from '../units/size';

/** What values a key takes, and how they are written. */
export interface ConfKind<T> {
  /** What the value must be, when it is not that; undefined when it is. */
  fault(value: T): string | undefined;
  render(value: T): string;
  /** Whether no file may show the value. */
  readonly isSecret?: boolean;
}

/** A whole number. */
export function integer(least: number): ConfKind<number> {
  return {
    fault: (value) =>
      Number.isSafeInteger(value) && value >= least ? undefined : `a whole number, ${least} or more, got ${value}`,
    render: String,
  };
}

/** A share: above 0, at most 1. */
export function ratio(): ConfKind<number> {
  return {
    fault: (value) =>
      typeof value === 'number' && value > 0 && value <= 1 ? undefined : `above 0 and at most 1, got ${value}`,
    render: decimal,
  };
}

/** A number above 0. */
export function positive(): ConfKind<number> {
  return {
    fault: (value) => (typeof value === 'number' && value > 0 ? undefined : `above 0, got ${value}`),
    render: decimal,
  };
}

/** The server wants a decimal point in these numbers: `1` is refused where `1.0` is meant. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** True or false. */
export function boolean(): ConfKind<boolean> {
  return { fault: (value) => (typeof value === 'boolean' ? undefined : `true or false, got ${value}`), render: String };
}

/** Text in one line. */
export function text(): ConfKind<string> {
  return {
    fault: (value) =>
      typeof value === 'string' && value !== '' && !/[\r\n]/.test(value) ? undefined : 'text in one line',
    render: String,
  };
}

/** One of some words. */
export function oneOf<const T extends string>(...choices: readonly T[]): ConfKind<T> {
  return {
    fault: (value) => (choices.includes(value) ? undefined : `one of ${choices.join(', ')}, got ${value}`),
    render: String,
  };
}

/** From which severity on something is logged. */
export function logLevel(): ConfKind<'debug' | 'info' | 'warning' | 'error' | 'critical' | 'none'> {
  return oneOf('debug', 'info', 'warning', 'error', 'critical', 'none');
}

/** A version of TLS. */
export function tlsVersion(): ConfKind<'tlsv1.2' | 'tlsv1.3'> {
  return oneOf('tlsv1.2', 'tlsv1.3');
}

/** Where something listens. */
export function listener(): ConfKind<number | string> {
  return {
    fault: (value) => (/^(?:.+:)?\d{1,5}$/.test(String(value)) ? undefined : `a port, or ADDRESS:PORT, got ${value}`),
    render: String,
  };
}

/** An amount, written in bytes. */
export function size(): ConfKind<Size> {
  return {
    fault: (value) => (value instanceof Size ? undefined : `a Size, got ${value}; write Size.mebibytes(…)`),
    render: (value) => String(value.toBytes()),
  };
}

/** A length of time, written in milliseconds. */
export function milliseconds(): ConfKind<Duration> {
  return {
    fault: (value) => (value instanceof Duration ? undefined : `a Duration, got ${value}; write Duration.seconds(…)`),
    render: (value) => String(value.toMilliseconds()),
  };
}

/** A length of time, written in seconds. */
export function seconds(): ConfKind<Duration> {
  return {
    fault: (value) => {
      if (!(value instanceof Duration)) return `a Duration, got ${value}; write Duration.seconds(…)`;
      return value.toMilliseconds() % 1_000 === 0 ? undefined : `whole seconds, got ${value}`;
    },
    render: (value) => String(value.toSeconds()),
  };
}

/** A length of time, written in minutes. */
export function minutes(): ConfKind<Duration> {
  return {
    fault: (value) => {
      if (!(value instanceof Duration)) return `a Duration, got ${value}; write Duration.minutes(…)`;
      return value.toMilliseconds() % 60_000 === 0 ? undefined : `whole minutes, got ${value}`;
    },
    render: (value) => String(value.toSeconds() / 60),
  };
}

/** An absolute URL. */
export function url(...schemes: readonly ('http' | 'https')[]): ConfKind<string> {
  return {
    fault: (value) =>
      schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value)
        ? undefined
        : `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, got ${value}`,
    render: String,
  };
}

/** Something that no file may show: a `Password`, which holds the Terraform expression that stands for it. */
export function secret(): ConfKind<{ readonly value: string }> {
  return {
    fault: (value) =>
      typeof value === 'object' && value.value.includes('${')
        ? undefined
        : "a Password, since what is written here is written into the stack's file; use Password.fromVariable(…)",
    render: ({ value }) => value,
    isSecret: true,
  };
}
