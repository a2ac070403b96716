import { createScanner } from 'jsonc-parser';
import type { JsonOffsets, JsonPath } from './json-text';

/** A place in a text, for people and editors: both count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Tells the lines and columns of a text's offsets. */
export function positionsOf(content: string): (offset: number) => Position {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(content);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(content: string): readonly number[] {
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * Where the value at a path begins.
 * @returns undefined for what was not noted while the text was read: only sections, their elements, and keys that stand
 * there a second time are
 */
export function offsetOf(
  [section = '', index, ...rest]: JsonPath,
  { sections, elements }: JsonOffsets,
): number | undefined {
  if (rest.length > 0) return undefined;
  return index === undefined ? sections.get(String(section)) : elements.get(String(section))?.[Number(index)];
}

/**
 * Where the first key of a name begins within an object, however deep.
 * @param start - where the object begins
 */
export function offsetOfKey(content: string, start: number, name: string): number | undefined {
  const scanner = createScanner(content, true);
  scanner.setPosition(start);
  let [depth, last] = [0, -1];
  do {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const first = content.charAt(offset);
    if (first === ':' && last >= 0) return last;
    last = first === '"' && scanner.getTokenValue() === name ? offset : -1;
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']' || first === '') depth -= 1;
  } while (depth > 0);
  return undefined;
}
