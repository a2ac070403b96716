/** What no definitions file has any need of, and what could not be checked in sensible time and memory. */
const most = { values: 2_000_000, depth: 10_000, letters: 100_000 } as const;

/**
 * What there is too much of in a JSON text.
 * @returns undefined when it can be read
 */
export function excess(content: string): string | undefined {
  // Too short for any of it to matter.
  if (content.length < most.letters) return undefined;
  let [values, depth, deepest] = [0, 0, 0];
  for (let at = 0; at < content.length; at += 1) {
    const letter = content.charCodeAt(at);
    if (letter === quote) {
      const end = endOfText(content, at);
      if (end - at > most.letters) return `a text of more than ${most.letters.toLocaleString('en')} letters`;
      at = end - 1;
    } else if (letter === comma) values += 1;
    else if (letter === openBrace || letter === openBracket) {
      values += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (letter === closeBrace || letter === closeBracket) depth -= 1;
  }
  if (values > most.values) return `more than ${most.values.toLocaleString('en')} values`;
  return deepest > most.depth ? `values nested ${deepest.toLocaleString('en')} deep` : undefined;
}

const [quote, comma, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Where a text ends, after its quote.
 * @param start - the offset of its first quote
 */
export function endOfText(content: string, start: number): number {
  // Without a regular expression, whose stack ends before a text of some megabytes does.
  let end = content.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(content, end)) end = content.indexOf('"', end + 1);
  return end < 0 ? content.length : end + 1;
}

function isEscaped(content: string, at: number): boolean {
  let before = at;
  while (content[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
