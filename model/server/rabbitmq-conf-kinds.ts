import { Duration } from '../units/duration';
import { mostPort } from './conf-schema/port-fault';
import { Size } from '../units/size';

/** What values a key takes in a program, and how they are written into rabbitmq.conf. */
export interface ConfKind {
  /** The type of the values, in TypeScript: `Duration`. */
  readonly typescript: string;
  /** What the value must be, when it is not that; undefined when it is. */
  fault(value: unknown): string | undefined;
  /** The text that the server shall read. */
  render(value: never): string;
  /** What a program writes for a text of the file: `Duration.seconds(60)`; undefined when the text is no such value. */
  express(text: string): string | undefined;
  /** Whether no file may show the value. */
  readonly isSecret?: boolean;
}

/** A whole number. */
export function integer(least = -Infinity, most = Infinity): ConfKind {
  const range = least === -Infinity ? '' : most === Infinity ? `, ${least} or more` : ` from ${least} to ${most}`;
  const fits = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
  return {
    typescript: 'number',
    fault: (value) => (fits(value) ? undefined : `a whole number${range}, got ${shown(value)}`),
    render: String,
    express: (text) => (INTEGER.test(text) && fits(Number(text)) ? numeral(Number(text)) : undefined),
  };
}

/** A share: above 0, at most 1. */
export function ratio(): ConfKind {
  return decimalNumber((value) => value > 0 && value <= 1, 'above 0 and at most 1');
}

/** A number above 0. */
export function positive(): ConfKind {
  return decimalNumber((value) => value > 0, 'above 0');
}

/** Any number. */
export function float(): ConfKind {
  return decimalNumber(Number.isFinite, 'a number');
}

function decimalNumber(fits: (value: number) => boolean, description: string): ConfKind {
  return {
    typescript: 'number',
    fault: (value) =>
      typeof value === 'number' && Number.isFinite(value) && fits(value)
        ? undefined
        : `${description}, got ${shown(value)}`,
    render: decimal,
    express: (text) =>
      /^[+-]?\d+\.\d+(?:e[+-]?\d+)?$/i.test(text) && fits(Number(text)) ? String(Number(text)) : undefined,
  };
}

/** The server wants a decimal point in these numbers: `1` is refused where `1.0` is meant. */
function decimal(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(1);
  const text = String(value);
  // `1e-7` has no point either.
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e') : text;
}

/** True or false. */
export function boolean(): ConfKind {
  return choice('true', 'false');
}

/** True or false, where the server takes every other word for false. */
export function onlyTrue(): ConfKind {
  return { ...boolean(), express: (word) => String(word === 'true') };
}

/** Text in one line. */
export function text(): ConfKind {
  return {
    typescript: 'string',
    fault: (value) =>
      typeof value === 'string' && value !== '' ? undefined : `a non-empty string, got ${shown(value)}`,
    render: String,
    express: (value) => (value === '' ? undefined : quoted(value)),
  };
}

/** One of some words; `true` and `false` are no words in a program. */
export function oneOf(...choices: readonly string[]): ConfKind {
  return choice(...choices);
}

function choice(...choices: readonly string[]): ConfKind {
  const values = new Map<unknown, string>(choices.map((word) => [valueOf(word), word]));
  const isBoolean = choices.length === 2 && choices.every((word) => typeof valueOf(word) === 'boolean');
  return {
    typescript: isBoolean ? 'boolean' : choices.map((word) => expressed(word)).join(' | '),
    fault: (value) => {
      if (values.has(value)) return undefined;
      return isBoolean ? `true or false, got ${shown(value)}` : `one of ${choices.join(', ')}, got ${shown(value)}`;
    },
    render: (value: unknown) => String(value),
    express: (word) => (choices.includes(word) ? expressed(word) : undefined),
  };
}

function valueOf(word: string): string | boolean {
  return word === 'true' || word === 'false' ? word === 'true' : word;
}

function expressed(word: string): string {
  return typeof valueOf(word) === 'boolean' ? word : quoted(word);
}

/** From which severity on something is logged. */
export function logLevel(): ConfKind {
  return oneOf('debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency', 'none');
}

/** A version of TLS. */
export function tlsVersion(): ConfKind {
  return oneOf('tlsv1.2', 'tlsv1.3');
}

/** A port, of which 0 would be any that is free. */
export function port(): ConfKind {
  return integer(1, mostPort);
}

/** Where something listens. */
export function listener(): ConfKind {
  const fits = (value: string) => Number(/^(?:.+:)?(\d{1,5})$/.exec(value)?.[1] ?? Infinity) <= mostPort;
  return {
    typescript: 'number | string',
    fault: (value) =>
      fits(String(value)) ? undefined : `a port up to ${mostPort}, or ADDRESS:PORT, got ${shown(value)}`,
    render: String,
    express: (value) => {
      if (!fits(value)) return undefined;
      return INTEGER.test(value) ? numeral(Number(value)) : quoted(value);
    },
  };
}

/** An amount, written in bytes. */
export function size(): ConfKind {
  return {
    typescript: 'Size',
    fault: (value) => (value instanceof Size ? undefined : `a Size, got ${shown(value)}; write Size.mebibytes(…)`),
    render: (value: Size) => String(value.toBytes()),
    express: (value) => {
      const bytes = bytesOf(value);
      return bytes === undefined ? undefined : sizeExpression(bytes);
    },
  };
}

/** How many bytes a text is, as `rabbit_resource_monitor_misc` reads it; undefined when it is no amount. */
function bytesOf(value: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+)\s*([a-z]*)\s*$/i.exec(value) ?? [];
  const factor = units[unit.toLowerCase()];
  const bytes = Number(amount) * (factor ?? NaN);
  return amount !== '' && Number.isSafeInteger(bytes) ? bytes : undefined;
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  ...Object.fromEntries(['k', 'm', 'g', 't', 'p'].flatMap((letter, index) => powers(letter, index + 1))),
};

function powers(letter: string, power: number): [string, number][] {
  return [
    [letter, 1000 ** power],
    [`${letter}i`, 1024 ** power],
    [`${letter}ib`, 1024 ** power],
    [`${letter}b`, 1000 ** power],
  ];
}

/** An amount as cuttlefish reads it itself, where `1kb` is 1,024 bytes. */
export function byteSize(): ConfKind {
  const { express, ...rest } = size();
  return { ...rest, express: (value) => express(value.replace(/^(\d+)([kmg])b$/i, '$1$2ib')) };
}

function sizeExpression(bytes: number): string {
  const [unit, factor] = (
    [
      ['gibibytes', 2 ** 30],
      ['mebibytes', 2 ** 20],
      ['kibibytes', 2 ** 10],
    ] as const
  ).find(([, one]) => bytes > 0 && bytes % one === 0) ?? ['bytes', 1];
  return `Size.${unit}(${numeral(bytes / factor)})`;
}

/** A length of time, written in milliseconds. */
export function milliseconds(): ConfKind {
  return duration(1, 'seconds', 'milliseconds');
}

/** A length of time, written in seconds. */
export function seconds(): ConfKind {
  return duration(1_000, 'seconds', 'seconds');
}

/** A length of time, written in minutes. */
export function minutes(): ConfKind {
  return duration(60_000, 'minutes', 'minutes');
}

/** A length of time, written with its unit: `500ms`. */
export function durationWithUnit(): ConfKind {
  const { render, ...rest } = milliseconds();
  return {
    ...rest,
    render: (value) => `${render(value)}ms`,
    express: (value) => {
      const parts = [...value.matchAll(/(\d*\.?\d+)(ms|[fwdhms])/g)];
      if (parts.map(([all]) => all).join('') !== value) return undefined;
      const factors: Readonly<Record<string, number>> = {
        ms: 1,
        s: 1e3,
        m: 6e4,
        h: 36e5,
        d: 864e5,
        w: 6048e5,
        f: 12096e5,
      };
      return durationExpression(
        parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (factors[unit] ?? NaN), 0),
      );
    },
  };
}

function duration(unit: number, example: string, name: string): ConfKind {
  return {
    typescript: 'Duration',
    fault: (value) => {
      if (!(value instanceof Duration)) return `a Duration, got ${shown(value)}; write Duration.${example}(…)`;
      return value.toMilliseconds() % unit === 0 ? undefined : `whole ${name}, got ${value}`;
    },
    render: (value: Duration) => String(value.toMilliseconds() / unit),
    express: (value) => (/^\+?\d+$/.test(value) ? durationExpression(Number(value) * unit) : undefined),
  };
}

function durationExpression(length: number): string | undefined {
  if (!Number.isSafeInteger(length)) return undefined;
  const [unit, factor] = (
    [
      ['days', 864e5],
      ['hours', 36e5],
      ['minutes', 6e4],
      ['seconds', 1e3],
    ] as const
  ).find(([, one]) => length > 0 && length % one === 0) ?? ['milliseconds', 1];
  return `Duration.${unit}(${numeral(length / factor)})`;
}

/** An absolute URL. */
export function url(...schemes: readonly ('http' | 'https')[]): ConfKind {
  const isUrl = (value: string) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value);
  return {
    typescript: 'string',
    fault: (value) =>
      typeof value === 'string' && (isUrl(value) || isOpen(value))
        ? undefined
        : `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, got ${shown(value)}`,
    render: String,
    express: (value) => (isUrl(value) ? quoted(value) : undefined),
  };
}

/** Whether Terraform alone knows what stands there. */
function isOpen(value: string): boolean {
  return value.includes('${TfToken[');
}

/** Something that no file may show: a `Password`, which holds the Terraform expression that stands for it. */
export function secret(): ConfKind {
  return {
    typescript: 'SecretValue',
    fault: (value) =>
      typeof value === 'object' && value !== null && 'value' in value && String(value.value).includes('${')
        ? undefined
        : "a Password, since what is written here is written into the stack's file; use Password.fromVariable(…)",
    render: ({ value }: SecretValue) => value,
    express: () => undefined,
    isSecret: true,
  };
}

/** What stands for a secret: a `Password`, whose value is a Terraform expression. */
export interface SecretValue {
  readonly value: string;
}

/** Any of several kinds. */
export function anyOf(...kinds: readonly ConfKind[]): ConfKind {
  const [only, ...others] = kinds;
  if (only !== undefined && others.length === 0) return only;
  const taking = (value: unknown) => kinds.find((kind) => kind.fault(value) === undefined);
  return {
    typescript: [...new Set(kinds.map(({ typescript }) => typescript))].join(' | '),
    fault: (value) =>
      taking(value) === undefined
        ? `${kinds.map((kind) => kind.fault(value)?.replace(/, got .*/, '')).join(', or ')}, got ${shown(value)}`
        : undefined,
    render: (value) => taking(value)?.render(value) ?? String(value),
    express: (value) => kinds.map((kind) => kind.express(value)).find((expression) => expression !== undefined),
  };
}

const INTEGER = /^[+-]?\d+$/;

function numeral(value: number): string {
  return Math.abs(value) < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}

/** A text as a literal of TypeScript. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Duration || value instanceof Size) return String(value);
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}
