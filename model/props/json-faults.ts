import { show } from '../finding';
import { isToken } from '../token';
import { isObject } from '../json/is-object';

/** How deep lists and objects may lie within each other: what goes through them later calls itself for each level. */
const deepest = 100;

/** What a value may hold besides what JSON has in every place. */
interface Taken {
  /** Whether null is a value: in the arguments of queues, exchanges and bindings servers refuse it. */
  readonly null: boolean;
  /** Whether tokens of cdktf are, which only Terraform knows. */
  readonly token: boolean;
}

/**
 * What keeps a value from being written as JSON.
 * @param path - where it was given
 */
export function jsonFaults(path: string, value: unknown, takes: Taken, around: readonly unknown[] = []): string[] {
  if (value === null)
    return takes.null ? [] : [`'${path}' must not be null, which RabbitMQ refuses in arguments; leave the key out`];
  if (isToken(value)) return takes.token ? [] : [mustBeKnown(path)];
  if (typeof value === 'string') return hasHalfPair(value) ? [halfPair(path, value)] : [];
  if (typeof value === 'boolean') return [];
  if (typeof value === 'number')
    return Number.isFinite(value) ? [] : [`'${path}' must be a number that JSON has, got ${value}`];
  if (Array.isArray(value) || isPlainObject(value)) {
    if (around.includes(value)) return [`'${path}' must not contain itself; give plain data`];
    if (around.length >= deepest) return [`'${path}' must not lie deeper than ${deepest} levels; give plainer data`];
    const within = [...around, value];
    if (Array.isArray(value))
      return Array.from<unknown>(value).flatMap((element, index) =>
        jsonFaults(`${path}[${index}]`, element, takes, within),
      );
    return Object.entries(value).flatMap(([key, element]) =>
      element === undefined
        ? []
        : [
            ...(takes.token ? [] : keyFaults(path, key)),
            ...jsonFaults(`${path}.${key.slice(0, 60)}`, element, takes, within),
          ],
    );
  }
  const what = typeof value === 'object' ? `an instance of ${value.constructor.name || 'a class'}` : kindOf(value);
  return [`'${path}' must be a string, number, boolean, list or plain object, got ${what}`];
}

/** What is wrong with a key of an object. */
export function keyFaults(path: string, key: string): string[] {
  if (isToken(key)) return [mustBeKnown(`a key of '${path}'`, '')];
  return hasHalfPair(key) ? [halfPair(`a key of '${path}'`, key, '')] : [];
}

/** What is wrong with a token where the value must be known. */
export function mustBeKnown(what: string, quote = "'"): string {
  return `${quote}${what}${quote} must be known at synth, got a token of cdktf (a variable, an attribute or a Lazy); give the value itself`;
}

/** Whether a string holds half of a surrogate pair: no UTF-8 can write it, and what sends it writes another character. */
export function hasHalfPair(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

/** What is wrong with it. */
export function halfPair(what: string, text: string, quote = "'"): string {
  return `${quote}${what}${quote} must not contain half of a surrogate pair, got ${show(text)}`;
}

function kindOf(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

/** Whether it is an object of no class: `{}`. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
