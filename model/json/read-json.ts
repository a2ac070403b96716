import { createScanner } from 'jsonc-parser';
import { faultAt, syntaxFault, type JsonFault } from './json-fault';
import type { JsonFloat, JsonPath, JsonText } from './json-text';

/** What no definitions file has any need of, and what could not be checked in sensible time and memory. */
const most = { values: 2_000_000, depth: 10_000, letters: 100_000 } as const;

/** An object or a list that is being read. */
interface Open {
  readonly value: Record<string, unknown> | unknown[];
  /** Whether it comes to nothing, its key having stood there before. */
  readonly dropped: boolean;
  /** What may come next. */
  next: 'first' | 'key' | 'colon' | 'value' | 'comma';
  /** Of an object: the key whose value comes next, or came last. */
  key: string;
}

/**
 * Reads a JSON text as the broker reads it, in one pass: with floats told from integers, the first of equal keys, and
 * where things stand. Nothing is ever thrown.
 */
export function readJson(content: string): JsonText | JsonFault {
  const scanner = createScanner(content);
  const reading = new Reading(content);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= content.length) return reading.end();
    const first = content.charAt(offset);
    if (blanks.has(first)) continue;
    if (scanner.getTokenError() !== 0) return syntaxFault(content);
    const fault = reading.take(first, scanner.getTokenValue(), offset);
    if (fault !== undefined) return fault;
  }
}

const blanks: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);
const literals: ReadonlyMap<string, unknown> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Nothing that a broker looks at is nested more deeply. */
const deepest = 8;

/** A text that is being read, token by token. */
class Reading {
  private readonly open: Open[] = [];
  private readonly floats: JsonFloat[] = [];
  private readonly offsets = {
    sections: new Map<string, number>(),
    elements: new Map<string, number[]>(),
    duplicates: [] as { readonly path: JsonPath; readonly offset: number }[],
  };
  private root: { readonly value: unknown } | undefined;
  private values = 0;
  /** Whether the value that came last is part of the whole. */
  private kept = true;

  constructor(private readonly content: string) {}

  end(): JsonText | JsonFault {
    if (this.root === undefined || this.open.length > 0) return syntaxFault(this.content);
    const { floats, offsets } = this;
    return { value: this.root.value, floats, duplicates: offsets.duplicates.map(({ path }) => path), offsets };
  }

  /**
   * Takes the next token.
   * @param first - its first character, which tells what it is
   * @param value - as it is written; of a text what stands between the quotes, without escapes
   */
  take(first: string, value: string, offset: number): JsonFault | undefined {
    const within = this.open.at(-1);
    switch (first) {
      case ',':
        if (within?.next !== 'comma') return syntaxFault(this.content);
        within.next = Array.isArray(within.value) ? 'value' : 'key';
        return undefined;
      case ':':
        if (within?.next !== 'colon') return syntaxFault(this.content);
        within.next = 'value';
        return undefined;
      case '}':
      case ']':
        return this.close(within, first);
      case '"':
        return this.takeText(within, value, offset);
      case '{':
        return this.put(within, {}, offset);
      case '[':
        return this.put(within, [], offset);
      default:
        return this.takeLiteral(within, value, offset);
    }
  }

  private close(within: Open | undefined, bracket: string): JsonFault | undefined {
    const fits = within !== undefined && Array.isArray(within.value) === (bracket === ']');
    if (!fits || (within.next !== 'first' && within.next !== 'comma')) return syntaxFault(this.content);
    this.open.pop();
    return undefined;
  }

  private takeText(within: Open | undefined, value: string, offset: number): JsonFault | undefined {
    if (value.length > most.letters)
      return tooMuch(`a string of more than ${most.letters.toLocaleString('en')} characters`);
    if (/\p{Surrogate}/u.test(value)) return faultAt(this.content, offset, 'half of a surrogate pair');
    const isKey = within !== undefined && !Array.isArray(within.value) && within.next !== 'value';
    if (!isKey) return this.put(within, value, offset);
    if (within.next !== 'first' && within.next !== 'key') return syntaxFault(this.content);
    within.key = value;
    within.next = 'colon';
    if (!within.dropped && this.open.length <= deepest && Object.hasOwn(within.value, value)) {
      this.offsets.duplicates.push({ path: pathOf(this.open), offset });
    }
    return undefined;
  }

  private takeLiteral(within: Open | undefined, text: string, offset: number): JsonFault | undefined {
    if (literals.has(text)) return this.put(within, literals.get(text), offset);
    if (!/^-?\d/.test(text)) return syntaxFault(this.content);
    const value = numberOf(text);
    if (!Number.isFinite(value)) return faultAt(this.content, offset, 'number out of range');
    const fault = this.put(within, value, offset);
    if (fault === undefined && /[.eE]/.test(text) && Number.isInteger(value)) this.double(text);
    return fault;
  }

  private double(literal: string): void {
    if (this.kept && this.open.length <= deepest) this.floats.push({ path: pathOf(this.open), literal });
  }

  private put(within: Open | undefined, value: unknown, offset: number): JsonFault | undefined {
    this.values += 1;
    if (this.values > most.values) return tooMuch(`more than ${most.values.toLocaleString('en')} values`);
    if (within === undefined ? this.root !== undefined : !mayHold(within)) return syntaxFault(this.content);
    this.kept = within === undefined || this.keep(within, value, offset);
    this.root ??= { value };
    if (typeof value !== 'object' || value === null) return undefined;
    this.open.push({ value: value as Open['value'], dropped: !this.kept, next: 'first', key: '' });
    return this.open.length > most.depth
      ? tooMuch(`values nested more than ${most.depth.toLocaleString('en')} deep`)
      : undefined;
  }

  /**
   * Puts a value where it belongs, unless something stands there: that is kept.
   * @returns whether it was put there, and what it is in was, too
   */
  private keep(within: Open, value: unknown, offset: number): boolean {
    within.next = 'comma';
    const there = add(within, value);
    if (within.dropped) return false;
    if (there) this.note(within, offset);
    return there;
  }

  private note({ key }: Open, offset: number): void {
    const { sections, elements } = this.offsets;
    const section = this.open[0]?.key ?? '';
    if (this.open.length === 1) sections.set(key, offset);
    else if (this.open.length === 2 && Array.isArray(this.open[1]?.value)) {
      const list = elements.get(section);
      if (list === undefined) elements.set(section, [offset]);
      else list.push(offset);
    }
  }
}

/** Integers of the broker have any length, and JavaScript's end: the longer ones become its largest. Its floats end there, too. */
function numberOf(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) || /[.eE]/.test(text) ? value : Math.sign(value) * Number.MAX_VALUE;
}

function mayHold({ value, next }: Open): boolean {
  return next === 'value' || (Array.isArray(value) && next === 'first');
}

function add({ value: within, key }: Open, value: unknown): boolean {
  if (Array.isArray(within)) {
    within.push(value);
    return true;
  }
  if (Object.hasOwn(within, key)) return false;
  // A plain assignment would take `__proto__` for the prototype.
  if (key === '__proto__') {
    Object.defineProperty(within, key, { value, enumerable: true, configurable: true, writable: true });
  } else within[key] = value;
  return true;
}

/** The path of the value that was put last. */
function pathOf(open: readonly Open[]): JsonPath {
  return open.map(({ value, key }) => (Array.isArray(value) ? value.length - 1 : key));
}

function tooMuch(what: string): JsonFault {
  return { message: `it holds ${what}, more than can be checked` };
}
