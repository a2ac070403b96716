import { byteRange, caseless, complement, shorthands, singleByte, type ByteSet } from './byte-set';
import { atEnd, sees, takes, takesMatch, type Cursor } from './cursor';
import { parseClass, shorthandSet } from './parse-class';
import { ofPcre2, verbFault, type PatternEngine } from './engine';
import { parseCharacter } from './parse-escape';
import { compiledBytes, fixedLength, longest, PatternFault, type PatternNode, type Place } from './syntax';

/** The options that `(?ims)` sets; they hold to the end of the group that they stand in. */
interface Options {
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotall: boolean;
}

/** A pattern that is being read. */
interface Reading extends Cursor {
  /** How many groups are open. */
  depth: number;
  /** How many groups capture. */
  groups: number;
  readonly names: Set<string>;
  readonly engine: PatternEngine;
}

/**
 * Reads a pattern in the syntax of PCRE.
 * @param bytes - the pattern, one character a byte
 * @returns its tree
 * @throws PatternFault when the broker refuses it, or its meaning isn't certain
 * @see https://www.pcre.org/original/doc/html/pcrepattern.html
 */
export function parsePattern(bytes: string, engine: PatternEngine): PatternNode {
  if (bytes.length > maxCompiledBytes) throw new PatternFault('unknown', 'it is too large to evaluate');
  if (bytes.includes('\0')) throw new PatternFault('unknown', 'it holds a NUL byte');
  const reading: Reading = { text: bytes, position: 0, depth: 0, groups: 0, names: new Set(), engine };
  const node = parseAlternatives(reading, { caseless: false, multiline: false, dotall: false });
  if (!atEnd(reading)) throw new PatternFault('refused', 'unmatched parentheses');
  if (compiledBytes(node) > maxCompiledBytes) throw new PatternFault('unknown', 'it is too large to evaluate');
  return node;
}

// PCRE refuses what compiles to more than 64 KiB; we only estimate, so we are sure of half of that.
const maxCompiledBytes = 32_768;

function parseAlternatives(reading: Reading, given: Options): PatternNode {
  const alternatives: PatternNode[] = [];
  let options = given;
  do {
    const nodes: PatternNode[] = [];
    while (!atEnd(reading) && !sees(reading, '|') && !sees(reading, ')')) {
      const changed = parseOptions(reading, options);
      if (changed !== undefined) options = changed;
      else nodes.push(...parseItem(reading, options));
    }
    alternatives.push(nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'sequence', nodes });
  } while (takes(reading, '|'));
  const [only, ...others] = alternatives;
  return only !== undefined && others.length === 0 ? only : { kind: 'either', nodes: alternatives };
}

/** Reads `(?i)`: a change of options for what follows. */
function parseOptions(reading: Reading, options: Options): Options | undefined {
  const match = takesMatch(reading, /\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?\)/y);
  if (match === undefined) return undefined;
  const changed = withOptions(reading, options, match[1] ?? '', match[2] ?? '');
  if (quantifier(reading) !== undefined) throw new PatternFault('refused', 'nothing to repeat');
  return changed;
}

function withOptions(reading: Reading, options: Options, on: string, off: string): Options {
  for (const letter of on + off) {
    if ('nar'.includes(letter)) throw ofPcre2(reading, 'unrecognized character after (? or (?-');
    if ('xJXRC'.includes(letter)) throw new PatternFault('unknown', `'(?${letter}' is not supported by the checker`);
    if (!'imsU'.includes(letter)) throw new PatternFault('refused', 'unrecognized character after (? or (?-');
  }
  const set = (letter: string, now: boolean): boolean => (off.includes(letter) ? false : on.includes(letter) || now);
  return {
    caseless: set('i', options.caseless),
    multiline: set('m', options.multiline),
    dotall: set('s', options.dotall),
  };
}

/** Reads an item and its quantifier: several nodes for a quotation (`\Q…\E`), none for a comment. */
function parseItem(reading: Reading, options: Options): readonly PatternNode[] {
  refuseNewQuantifier(reading);
  if (quantifier(reading) !== undefined) throw new PatternFault('refused', 'nothing to repeat');
  const nodes = parseAtoms(reading, options);
  refuseNewQuantifier(reading);
  const repeat = quantifier(reading);
  if (repeat === undefined) return nodes;
  const last = nodes.at(-1);
  if (last === undefined) throw new PatternFault('unknown', 'a quantifier follows something empty');
  if (last.kind === 'at') throw new PatternFault('refused', 'nothing to repeat');
  if (last.kind === 'look') throw new PatternFault('unknown', 'an assertion is repeated');
  if (repeat.max < repeat.min) throw new PatternFault('refused', 'numbers out of order in {} quantifier');
  if (repeat.min > 65535 || (repeat.max !== Infinity && repeat.max > 65535)) {
    throw new PatternFault('refused', 'number too big in {} quantifier');
  }
  reading.position += repeat.length;
  refuseNewQuantifier(reading);
  if (quantifier(reading) !== undefined) throw new PatternFault('refused', 'nothing to repeat');
  return [...nodes.slice(0, -1), { kind: 'repeat', node: last, ...repeat }];
}

/** What PCRE takes for the characters themselves, and PCRE2 for a quantifier. */
function refuseNewQuantifier({ text, position, engine }: Reading): void {
  if (engine === 'pcre') return;
  const sticky = /\{(?:,\d+| *\d* *,? *\d* *)\}/y;
  sticky.lastIndex = position;
  const [found] = sticky.exec(text) ?? [];
  if (found === undefined || /^\{(?:\d+(?:,\d*)?|,?)\}$/.test(found)) return;
  throw new PatternFault('unknown', `'${found}' is a quantifier from Erlang/OTP 28 on, and literal before`);
}

/** The quantifier that comes next, which is not read. */
function quantifier({ text, position }: Cursor) {
  const sticky = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})([+?]?)/y;
  sticky.lastIndex = position;
  const match = sticky.exec(text);
  if (match === null) return undefined;
  const [all, sign, least, comma, most, kind] = match;
  const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  const open = sign === undefined ? comma !== undefined && most === '' : sign !== '?';
  const max = open ? Infinity : sign === '?' ? 1 : comma === undefined ? min : Number(most);
  return { min, max, possessive: kind === '+', length: all.length };
}

function parseAtoms(reading: Reading, options: Options): readonly PatternNode[] {
  const quoted = takesMatch(reading, /\\Q([^]*?)(?:\\E|$)/y)?.[1];
  if (quoted !== undefined) return [...quoted].map((character) => literal(character.charCodeAt(0), options));
  if (takes(reading, '\\E')) return [];
  if (takesMatch(reading, /\(\?#/y) !== undefined) {
    if (takesMatch(reading, /[^)]*\)/y) === undefined) throw new PatternFault('refused', 'missing ) after comment');
    return [];
  }
  if (takes(reading, '(')) return [parseGroup(reading, options)];
  if (takesMatch(reading, /\[([:.=])[^\]\\]*\1\]/y) !== undefined) {
    throw new PatternFault('refused', 'POSIX named classes are supported only within a class');
  }
  if (takesMatch(reading, /\[\[:[<>]:\]\]/y) !== undefined) {
    throw new PatternFault('unknown', '[[:<:]] and [[:>:]] are not supported by the checker');
  }
  if (takes(reading, '[')) return [{ kind: 'byte', set: parseClass(reading, options.caseless) }];
  if (takes(reading, '.')) return [{ kind: 'byte', set: options.dotall ? byteRange(0, 255) : noNewline }];
  if (takes(reading, '^')) return [{ kind: 'at', place: options.multiline ? 'line-start' : 'start' }];
  if (takes(reading, '$')) return [{ kind: 'at', place: options.multiline ? 'line-end' : 'end-or-last-newline' }];
  if (sees(reading, '\\')) return parseEscape(reading, options);
  reading.position += 1;
  return [literal(reading.text.charCodeAt(reading.position - 1), options)];
}

const noNewline: ByteSet = complement(byteRange(10, 10));

const places: Readonly<Record<string, Place>> = {
  A: 'start',
  G: 'start',
  b: 'word-edge',
  B: 'no-word-edge',
  z: 'end',
  Z: 'end-or-last-newline',
};

function parseEscape(reading: Reading, options: Options): readonly PatternNode[] {
  const place = takesMatch(reading, /\\([AGbBzZ])/y)?.[1];
  if (place !== undefined) return [{ kind: 'at', place: places[place] ?? 'start' }];
  const shorthand = takesMatch(reading, /\\([dwshvDWSHV])/y)?.[1];
  if (shorthand !== undefined) return [{ kind: 'byte', set: shorthandSet(shorthand) }];
  if (takesMatch(reading, /\\N(?!\{)|\\N(?=\{\d+(?:,\d*)?\})/y) !== undefined)
    return [{ kind: 'byte', set: noNewline }];
  if (takesMatch(reading, /\\R/y) !== undefined) return [anyNewline];
  const reference = takesMatch(reading, /\\([1-9][0-9]*)/y)?.[1];
  if (reference !== undefined) throw referenceFault(reading, reference, reference.length === 1 && reference < '8');
  const named = takesMatch(reading, /\\g\{?(\d+)|\\(?:k|g(?=\{))(?:\{(\w+)\}|<(\w+)>|'(\w+)')/y);
  if (named !== undefined) throw referenceFault(reading, named.slice(1).find((each) => each !== undefined) ?? '', true);
  if (takesMatch(reading, /\\g(?![\d+{<'-])|\\g\{\}|\\k(?!\{[^}]+\}|<[^>]+>|'[^']+')/y) !== undefined) {
    throw new PatternFault('refused', 'a group reference is malformed');
  }
  // \K moves where a match is said to start, not whether there is one.
  if (reading.depth === 0 && takesMatch(reading, /\\K/y) !== undefined) return [];
  return [literal(parseCharacter(reading), options)];
}

/**
 * Of a reference to a group, by its number or name.
 * @param isSure - whether it is refused where there is no such group; a few are taken for the characters themselves
 */
function referenceFault({ text }: Cursor, group: string, isSure: boolean): PatternFault {
  const isThere = /^\d/.test(group)
    ? Number(group) <= text.split('(').length - 1
    : ['(?<' + group + '>', '(?P<' + group + '>', "(?'" + group + "'"].some((opening) => text.includes(opening));
  return isThere || !isSure
    ? new PatternFault('unknown', 'group references are not supported by the checker')
    : new PatternFault('refused', 'reference to non-existent subpattern');
}

const anyNewline: PatternNode = {
  kind: 'atomic',
  node: {
    kind: 'either',
    nodes: [
      { kind: 'sequence', nodes: [13, 10].map((byte) => ({ kind: 'byte', set: byteRange(byte, byte) })) },
      { kind: 'byte', set: shorthands.v },
    ],
  },
};

function literal(code: number, options: Options): PatternNode {
  const set = singleByte(code);
  return { kind: 'byte', set: options.caseless ? caseless(set) : set };
}

/** Reads a group after its opening parenthesis. */
function parseGroup(reading: Reading, options: Options): PatternNode {
  const verb = takesMatch(reading, /\*(?:([A-Z][A-Z_0-9]*)|:|([a-z_]+):)/y);
  if (verb !== undefined) throw verbFault(reading, verb[1], verb[2]);
  reading.depth += 1;
  if (reading.depth > 250) throw new PatternFault('unknown', 'it is nested too deeply to evaluate');
  const opening = parseOpening(reading, options);
  const node = parseAlternatives(reading, opening.options);
  if (!takes(reading, ')')) throw new PatternFault('refused', 'missing )');
  reading.depth -= 1;
  return opening.close(node);
}

interface Opening {
  readonly options: Options;
  /** What the group makes of what it holds. */
  close(node: PatternNode): PatternNode;
}

function parseOpening(reading: Reading, options: Options): Opening {
  const plain: Opening = { options, close: (node) => ({ kind: 'sequence', nodes: [node] }) };
  if (!takes(reading, '?')) {
    reading.groups += 1;
    return plain;
  }
  if (takes(reading, ':') || takes(reading, '|')) return plain;
  if (takes(reading, '>')) return { options, close: (node) => ({ kind: 'atomic', node }) };
  const look = takesMatch(reading, /(<?)([=!])/y);
  if (look !== undefined) {
    return { options, close: (node) => lookaround(reading, look[1] === '<', look[2] === '!', node) };
  }
  const name = takesMatch(reading, /P?<([A-Za-z_]\w{0,31})>|'([A-Za-z_]\w{0,31})'/y);
  if (name !== undefined) {
    const given = name[1] ?? name[2] ?? '';
    if (reading.names.has(given)) throw new PatternFault('refused', 'two named subpatterns have the same name');
    reading.names.add(given);
    reading.groups += 1;
    return plain;
  }
  const scoped = takesMatch(reading, /([a-zA-Z]*)(?:-([a-zA-Z]*))?:/y);
  if (scoped !== undefined)
    return { ...plain, options: withOptions(reading, options, scoped[1] ?? '', scoped[2] ?? '') };
  if (takesMatch(reading, /[\dR&(C+-]|P[>=]/y) !== undefined) {
    throw new PatternFault('unknown', 'conditions, recursion and callouts are not supported by the checker');
  }
  if (takesMatch(reading, /\^|<?\*|\[/y) !== undefined) {
    throw ofPcre2(reading, 'unrecognized character after (?');
  }
  throw new PatternFault('refused', 'unrecognized character after (?');
}

function lookaround(reading: Reading, behind: boolean, negative: boolean, node: PatternNode): PatternNode {
  const alternatives = node.kind === 'either' ? node.nodes : [node];
  if (behind && alternatives.some((alternative) => fixedLength(alternative) === undefined)) {
    const reason = 'lookbehind assertion is not fixed length';
    throw longest(node) === Infinity ? new PatternFault('refused', reason) : ofPcre2(reading, reason);
  }
  return { kind: 'look', behind, negative, node };
}
