import type { Position } from '../../model/json/position';
import { printable } from '../../model/printable';

/** How long a line may be to be shown as it is: what was written without line breaks is shown from the place on. */
const longest = 240;

/**
 * The lines of a JSON text about a place, with the place marked. What may be a secret is left out.
 * @param lines - of the text
 * @param width - how many columns there are
 */
export function codeFrame(
  lines: readonly string[],
  { line, column }: Position,
  width: number,
): readonly { readonly text: string; readonly isMark: boolean }[] {
  const digits = String(line + 1).length;
  const most = Math.max(20, width - digits - 5);
  const numbered = (number: number, text: string, isMark: boolean) => ({
    text: `${isMark ? '>' : ' '} ${String(number).padStart(digits)} | ${text.slice(0, most)}`.trimEnd(),
    isMark,
  });
  const marked = lines[line - 1] ?? '';
  if (marked.length > longest) {
    return [numbered(line, `… ${shown(tokensFrom(marked, column - 1))}`, true)];
  }
  const around = [line - 1, line, line + 1].filter((number) => number >= 1 && number <= lines.length);
  return around.flatMap((number) => {
    const text = lines[number - 1] ?? '';
    if (text.length > longest) return [];
    const mark = `  ${' '.repeat(digits)} | ${' '.repeat(shown(marked.slice(0, column - 1)).length)}^`;
    const isMark = number === line;
    return [numbered(number, shown(text), isMark), ...(isMark && mark.length <= width ? [{ text: mark, isMark }] : [])];
  });
}

/** The tokens of a long line from one of them on, as many as may be shown; none is cut. */
function tokensFrom(line: string, start: number): string {
  const part = /"(?:[^"\\]|\\.)*"|[^"]/gy;
  part.lastIndex = start;
  let text = '';
  for (let next = part.exec(line); next !== null && text.length < longest; next = part.exec(line)) text += next[0];
  return text;
}

/** A line without what may be a secret: values of keys that are for such, URIs, and strings of which no key is known. */
function shown(line: string): string {
  let key: string | undefined;
  const masked = line.replaceAll('\t', '  ').replace(token, (all: string, ofKey?: string, text?: string) => {
    const known = key;
    key = ofKey;
    if (ofKey !== undefined) return all;
    const isSecret = known !== undefined && secretKey.test(known);
    if (text === undefined) return isSecret ? '…' : all;
    return isSecret || known === undefined || text.includes('://') ? '"…"' : all;
  });
  return printable(masked);
}

const token = /"((?:[^"\\]|\\.)*)"\s*:|"((?:[^"\\]|\\.)*)"|[^\s"{}[\],:]+/g;
const secretKey = /pass|secret|token|credential|hash|uri|url/i;
