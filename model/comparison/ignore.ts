import { objectLabel } from '../adoption/left-alone-file';
import { printable } from '../printable';
import { wildcard } from '../wildcard';
import type { ObjectDifference } from './compare';

/** One line of a file of what a comparison passes over: objects as reports name them, with `*` for anything. */
export interface IgnorePattern {
  /** The line as it is written. */
  readonly text: string;
  matches(difference: ObjectDifference): boolean;
}

/** Reads the patterns; empty lines and those that begin with `#` are none. `\*` is a star, `\\` a backslash. */
export function readIgnore(content: string): readonly IgnorePattern[] {
  return content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => {
      const pattern = wildcard(text);
      return { text, matches: ({ object }) => pattern.test(printable(objectLabel(object))) };
    });
}
