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
  const compared = comparedHeaders(args);
  const isAny = matchesAny(args);
  if (headers === undefined) return compared.length > 0 ? 'unknown' : isAny ? 'no' : 'yes';
  const takes = (name: string) => isTaken(args, headers, name);
  return (isAny ? compared.some(takes) : compared.every(takes)) ? 'yes' : 'no';
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

/** Whether a message has the header that a binding wants. A null, which only AMQP can carry, wants any value. */
export function isTaken(args: Arguments, headers: Arguments, name: string): boolean {
  if (!Object.hasOwn(headers, name)) return false;
  return args[name] === null || isEqual(args[name], headers[name]);
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Arguments, other as Arguments];
  return (
    Object.keys(left).length === Object.keys(right).length &&
    Object.keys(left).every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}
