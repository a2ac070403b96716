/**
 * The names that a pattern matches, where it is anchored and matches a few: `^a$`, `^(a|b)$`, `^queue-(1[0-3]?|2)$`.
 * @returns each once; undefined when it says more than names, or matches more than {@link mostNames}
 */
export function namesOf(pattern: string): readonly string[] | undefined {
  const reading: Reading = { text: pattern, position: 0 };
  if (!take(reading, '^')) return undefined;
  const names = sequence(reading);
  return names !== undefined && take(reading, '$') && reading.position === pattern.length ? names : undefined;
}

/** More than a pattern of the size that RabbitMQ takes can list, and little enough to be worked out at once. */
export const mostNames = 10_000;

interface Reading {
  readonly text: string;
  position: number;
}

function take(reading: Reading, character: string): boolean {
  if (reading.text[reading.position] !== character) return false;
  reading.position += 1;
  return true;
}

/** Parts that follow each other, up to what ends them. */
function sequence(reading: Reading): readonly string[] | undefined {
  let names: readonly string[] = [''];
  while (reading.position < reading.text.length && !/[|)$]/.test(reading.text.charAt(reading.position))) {
    const part = optional(reading);
    if (part === undefined || names.length * part.length > mostNames) return undefined;
    names = part.length === 1 ? names.map((name) => name + part[0]) : product(names, part);
  }
  return names;
}

function product(beginnings: readonly string[], ends: readonly string[]): readonly string[] {
  return [...new Set(beginnings.flatMap((beginning) => ends.map((end) => beginning + end)))];
}

function optional(reading: Reading): readonly string[] | undefined {
  const isGroup = reading.text[reading.position] === '(';
  const part = isGroup ? group(reading) : one(reading);
  if (part === undefined || !take(reading, '?')) return part;
  // A question mark after a character of several bytes is for the last of them; after another, it means something else.
  if (!isGroup && part.some((character) => character >= '\u0080')) return undefined;
  return reading.text[reading.position] === '?' || reading.text[reading.position] === '+'
    ? undefined
    : [...new Set([...part, ''])];
}

function group(reading: Reading): readonly string[] | undefined {
  take(reading, '(');
  // `(?` and `(*` begin something else than a group of alternatives.
  if (/[?*]/.test(reading.text.charAt(reading.position))) return undefined;
  const names = new Set<string>();
  do {
    const alternative = sequence(reading);
    if (alternative === undefined || names.size + alternative.length > mostNames) return undefined;
    for (const name of alternative) names.add(name);
  } while (take(reading, '|'));
  return take(reading, ')') ? [...names] : undefined;
}

/** A character, or one of a class. */
function one(reading: Reading): readonly string[] | undefined {
  if (take(reading, '[')) return characterClass(reading);
  const character = literal(reading, /[\^$.|?*+()[{]/);
  return character === undefined ? undefined : [character];
}

function characterClass(reading: Reading): readonly string[] | undefined {
  const characters = new Set<string>();
  do {
    // `[^`, `[]` and `[[:` mean something else, and a class holds bytes.
    const first = literal(reading, characters.size === 0 ? /[\][^-]/ : /[[-]/);
    if (first === undefined || first >= '\u0080') return undefined;
    const last = take(reading, '-') ? literal(reading, /[\][-]/) : first;
    if (last === undefined || last >= '\u0080' || last < first) return undefined;
    for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += 1) {
      characters.add(String.fromCharCode(code));
    }
  } while (!take(reading, ']'));
  return [...characters];
}

/** A character that stands for itself, or is made to by a backslash. */
function literal(reading: Reading, special: RegExp): string | undefined {
  const isEscaped = take(reading, '\\');
  const code = reading.text.codePointAt(reading.position);
  if (code === undefined) return undefined;
  const character = String.fromCodePoint(code);
  // Before letters and digits a backslash is more than an escape.
  if (isEscaped ? !/^[!-/:-@[-`{-~]$/.test(character) : special.test(character)) return undefined;
  reading.position += character.length;
  return character;
}
