import { takesMatch, type Cursor } from './cursor';
import { PatternFault } from './syntax';

/**
 * Reads an escape that stands for one byte: `\.`, `\n`, `\x2e`, `\056`.
 * @returns the byte
 * @throws PatternFault when the broker refuses it, or its meaning isn't certain
 */
export function parseCharacter(cursor: Cursor): number {
  const control = takesMatch(cursor, /\\([aefnrt])/y)?.[1];
  if (control !== undefined) return { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }[control] ?? 0;
  const hex = takesMatch(cursor, /\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{0,2}))/y);
  if (hex !== undefined) {
    if (hex[2] === '' && cursor.text[cursor.position] === '{') {
      throw new PatternFault('refused', "the escape '\\x{' is malformed");
    }
    if (hex[2] === '') throw new PatternFault('unknown', "the escape '\\x' has no digits");
    return byteOf(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
  }
  const octal = takesMatch(cursor, /\\(?:(0[0-7]{0,2})|o\{([0-7]+)\})/y);
  if (octal !== undefined) return byteOf(Number.parseInt(octal[1] ?? octal[2] ?? '0', 8));
  const key = takesMatch(cursor, /\\c([ -~])/y)?.[1];
  if (key !== undefined) return key.toUpperCase().charCodeAt(0) ^ 0x40;
  const itself = takesMatch(cursor, /\\([^a-zA-Z0-9])/y)?.[1];
  if (itself !== undefined) return itself.charCodeAt(0);
  throw escapeFault(cursor);
}

function byteOf(code: number): number {
  if (code > 0xff) throw new PatternFault('refused', 'character value in \\x{} or \\o{} is too large');
  return code;
}

function escapeFault(cursor: Cursor): PatternFault {
  const letter = cursor.text[cursor.position + 1];
  if (letter === undefined) return new PatternFault('refused', '\\ at end of pattern');
  if ('LlUu'.includes(letter)) {
    return new PatternFault('refused', 'PCRE does not support \\L, \\l, \\U or \\u');
  }
  if (letter === 'c') return new PatternFault('refused', '\\c must be followed by an ASCII character');
  const malformed = malformedEscapes.find((each) => each.test(cursor.text.slice(cursor.position)));
  if (malformed !== undefined) return new PatternFault('refused', `the escape '\\${letter}' is malformed`);
  if (/[1-9gk]/.test(letter)) return new PatternFault('unknown', 'group references are not supported by the checker');
  return new PatternFault('unknown', `the escape '\\${letter}' is not supported by the checker`);
}

/** What neither PCRE nor PCRE2 takes, wherever it stands. */
const malformedEscapes: readonly RegExp[] = [
  /^\\o(?!\{ *[0-7]+ *\})/,
  /^\\[pP](?!\{[^}]*\}|[CLMNPSZ])/i,
  /^\\N\{(?![ \d,]*\})/,
];
