import type { Arguments, Json } from '../topology/topology';

/** Whether a binding takes a message: `unknown` when that hangs on what is not known of the message. */
export type Verdict = 'yes' | 'no' | 'unknown';

/**
 * Whether a binding of a headers exchange takes a message. Values are compared with their type; with `all` and `any`, arguments
 * that begin with `x-` are not looked at. So `all` without arguments takes everything, and `any` nothing.
 * @param headers - undefined when they are not known
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbit/src/rabbit_exchange_type_headers.erl
 */
export function matchHeaders(args: Arguments, headers: Arguments | undefined): Verdict {
  const verdicts = comparedHeaders(args).map((name) => matchHeader(args, headers, name));
  // One of these decides; the other, only when all say it.
  const [decisive, other]: readonly [Verdict, Verdict] = matchesAny(args) ? ['yes', 'no'] : ['no', 'yes'];
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes('unknown') ? 'unknown' : other;
}

/** The arguments of a binding that are compared with headers. */
export function comparedHeaders(args: Arguments): readonly string[] {
  const match = args['x-match'];
  const withX = match === 'all-with-x' || match === 'any-with-x';
  return Object.keys(args).filter((name) => name !== 'x-match' && (withX || !name.startsWith('x-')));
}

/** Whether one header is enough. */
export function matchesAny(args: Arguments): boolean {
  return args['x-match'] === 'any' || args['x-match'] === 'any-with-x';
}

/** Whether a message has the header that a binding wants. */
export function matchHeader(args: Arguments, headers: Arguments | undefined, name: string): Verdict {
  if (headers === undefined) return 'unknown';
  if (!Object.hasOwn(headers, name)) return 'no';
  const verdict = compare(args[name] ?? null, headers[name] ?? null);
  return verdict === 'no' && args[name] === ABSENT ? 'unknown' : verdict;
}

/**
 * How the HTTP API and an export write an argument without a value, which wants the header with any value: as they write that string.
 * Only AMQP can make such a binding: the HTTP API and an import refuse null (seen on 4.0.5 and 4.3.6).
 */
const ABSENT = 'undefined';

/**
 * Within lists and tables the broker also compares what JSON does not tell (seen on 4.0.5 and 4.3.6): of how many bytes a
 * number is, which hangs on the client, and the order of keys.
 */
function compare(one: Json, other: Json): Verdict {
  if (!isObject(one) || !isObject(other)) return one === other ? 'yes' : 'no';
  if (Array.isArray(one) !== Array.isArray(other)) return 'no';
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return 'no';
  const verdicts = keys.map((key): Verdict => {
    if (!Object.hasOwn(other, key)) return 'no';
    const verdict = compare(one[key] ?? null, other[key] ?? null);
    return verdict === 'yes' && typeof one[key] === 'number' ? 'unknown' : verdict;
  });
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') || (!Array.isArray(one) && keys.length > 1) ? 'unknown' : 'yes';
}

function isObject(value: Json): value is Arguments {
  return typeof value === 'object' && value !== null;
}
