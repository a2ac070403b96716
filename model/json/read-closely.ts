import { faultAt, type JsonFault } from './json-fault';
import type { JsonDouble, JsonPath, JsonText } from './json-text';
import { visitTokens } from './tokens';

/** An object or a list that is being read. */
interface Open {
  readonly value: Record<string, unknown> | unknown[];
  /** Whether it comes to nothing, its key having stood there before. */
  readonly dropped: boolean;
  /** Of an object: the key whose value comes next; undefined when a key does. */
  key?: string;
}

/**
 * Reads a text token by token, with what `JSON.parse` loses: doubles, and the first of equal keys.
 * @param content - what `JSON.parse` takes
 */
export function readClosely(content: string): JsonText | JsonFault {
  const doubles: JsonDouble[] = [];
  const duplicates: JsonPath[] = [];
  const open: Open[] = [];
  let root: unknown;
  let fault: JsonFault | undefined;
  visitTokens(content, (token, offset) => {
    if (token === ',' || token === ':') return;
    if (token === '}' || token === ']') {
      open.pop();
      delete open.at(-1)?.key;
      return;
    }
    const within = open.at(-1);
    const value = valueOf(token);
    fault ??= faultOf(value, content, offset);
    if (within !== undefined && !Array.isArray(within.value) && within.key === undefined) {
      within.key = String(value);
      return;
    }
    if (within === undefined) root = value;
    const kept = within === undefined || (put(within, value) && !within.dropped);
    if (open.length <= deepest) {
      if (kept && isDouble(value, token)) doubles.push({ path: pathOf(open), literal: token });
      if (!kept && within.dropped === false) duplicates.push(pathOf(open));
    }
    if (typeof value === 'object' && value !== null) open.push({ value: value as Open['value'], dropped: !kept });
    else delete within?.key;
  });
  return fault ?? { value: root, doubles, duplicates };
}

/** Nothing that a broker looks at is nested more deeply. */
const deepest = 8;

function isDouble(value: unknown, token: string): boolean {
  return typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(token);
}

function valueOf(token: string): unknown {
  if (token === '{') return {};
  return token === '[' ? [] : JSON.parse(token);
}

/** What JavaScript takes and the broker does not. */
function faultOf(value: unknown, content: string, offset: number): JsonFault | undefined {
  if (value === Infinity || value === -Infinity) return faultAt(content, offset, 'a number that is too large');
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    return faultAt(content, offset, 'half of a surrogate pair');
  }
  return undefined;
}

/**
 * Puts a value where it belongs, unless something stands there: that is kept.
 * @returns whether it was put there
 */
function put({ value: within, key = '' }: Open, value: unknown): boolean {
  if (Array.isArray(within)) {
    within.push(value);
    return true;
  }
  if (Object.hasOwn(within, key)) return false;
  // A plain assignment would take `__proto__` for the prototype.
  Object.defineProperty(within, key, { value, enumerable: true, configurable: true, writable: true });
  return true;
}

/** The path of the value that was put last. */
function pathOf(open: readonly Open[]): JsonPath {
  return open.map(({ value, key = '' }) => (Array.isArray(value) ? value.length - 1 : key));
}
