import { atEnd, sees, takes, takesMatch, type Cursor } from './cursor';
import { byteRange, caseless, complement, posixClasses, setOf, shorthands, union, type ByteSet } from './byte-set';
import { parseCharacter } from './parse-escape';
import { PatternFault } from './syntax';
import { ownValue } from '../own-value';

/**
 * Reads a class, `[…]`, after its opening bracket.
 * @param ignoreCase - whether letters stand for both cases
 * @returns the bytes that it matches
 * @throws PatternFault when the broker refuses it, or its meaning isn't certain
 */
export function parseClass(cursor: Cursor, ignoreCase: boolean): ByteSet {
  const negative = takes(cursor, '^');
  let set: ByteSet = setOf(() => false);
  for (let first = true; first || !sees(cursor, ']');) {
    if (atEnd(cursor)) throw new PatternFault('refused', 'missing terminating ] for character class');
    if (takesMatch(cursor, /\\E|\\Q\\E/y) !== undefined) continue;
    set = union(set, parseMember(cursor));
    first = false;
  }
  cursor.position += 1;
  const folded = ignoreCase ? caseless(set) : set;
  return negative ? complement(folded) : folded;
}

function parseMember(cursor: Cursor): ByteSet {
  const quoted = takesMatch(cursor, /\\Q([^]*?)(?:\\E|$)/y)?.[1];
  if (quoted !== undefined) {
    if (sees(cursor, '-')) throw new PatternFault('unknown', 'a range starts with a quotation');
    return setOf((byte) => quoted.includes(String.fromCharCode(byte)));
  }
  const named = parseNamed(cursor);
  if (named !== undefined) {
    if (/^-[^\]]/.test(cursor.text.slice(cursor.position, cursor.position + 2))) {
      throw new PatternFault('unknown', 'a range starts with a class');
    }
    return named;
  }
  const from = parseMemberCharacter(cursor);
  if (takesMatch(cursor, /-(?=[^\]])/y) === undefined) return setOf((byte) => byte === from);
  if (sees(cursor, '\\Q') || sees(cursor, '\\E')) throw new PatternFault('unknown', 'a range ends with a quotation');
  if (parseNamed(cursor) !== undefined) throw new PatternFault('refused', 'invalid range in character class');
  if (atEnd(cursor)) throw new PatternFault('refused', 'missing terminating ] for character class');
  const to = parseMemberCharacter(cursor);
  if (to < from) throw new PatternFault('refused', 'range out of order in character class');
  return byteRange(from, to);
}

/** Reads `\d` or `[:alpha:]`. */
function parseNamed(cursor: Cursor): ByteSet | undefined {
  const shorthand = takesMatch(cursor, /\\([dwshvDWSHV])/y)?.[1];
  if (shorthand !== undefined) return shorthandSet(shorthand);
  const posix = takesMatch(cursor, /\[:(\^?)([^\]\\:]*):\]/y);
  if (posix !== undefined) {
    const set = ownValue(posixClasses, posix[2] ?? '');
    if (set === undefined) throw new PatternFault('refused', `unknown POSIX class name '${posix[2] ?? ''}'`);
    return posix[1] === '^' ? complement(set) : set;
  }
  if (takesMatch(cursor, /\[([.=])[^\]]*\1\]/y) !== undefined) {
    throw new PatternFault('refused', 'POSIX collating elements are not supported');
  }
  return undefined;
}

/** The set of `\d` or `\D`, by its letter. */
export function shorthandSet(letter: string): ByteSet {
  const set = shorthands[letter.toLowerCase() as keyof typeof shorthands];
  return letter === letter.toLowerCase() ? set : complement(set);
}

function parseMemberCharacter(cursor: Cursor): number {
  if (takesMatch(cursor, /\\b/y) !== undefined) return 0x08;
  if (takesMatch(cursor, /\\[1-9]/y) !== undefined) {
    cursor.position -= 1;
    const octal = takesMatch(cursor, /[0-7]{1,3}/y)?.[0];
    if (octal === undefined) throw new PatternFault('unknown', 'a class holds a reference');
    return Number.parseInt(octal, 8) & 0xff;
  }
  if (takesMatch(cursor, /\\N/y) !== undefined) throw new PatternFault('refused', "'\\N' is not supported in a class");
  if (sees(cursor, '\\')) return parseCharacter(cursor);
  cursor.position += 1;
  return cursor.text.charCodeAt(cursor.position - 1);
}
