import { prefixOf, suffixOf } from './ends';
import { parsePattern } from './parse';
import { costOf, toRegExp } from './regular-expression';
import { PatternFault, type PatternNode } from './syntax';
import { isAtLeast, type ServerVersion } from '../server/server-version';

/**
 * A pattern of a policy or a permission, read as the broker reads it: PCRE by way of Erlang's `re`, searched for
 * anywhere in a name (unanchored unless it says `^` and `$`), over bytes and not over characters.
 * @see https://www.erlang.org/doc/apps/stdlib/re.html
 */
export interface Pattern {
  readonly source: string;
  /** Why the pattern has no certain meaning here; absent when it has. */
  readonly fault?: {
    /** `refused`: no broker of this version accepts it. `unknown`: the broker may accept it, but we can't follow it. */
    readonly kind: 'refused' | 'unknown';
    readonly reason: string;
  };
  /**
   * Whether the broker finds the pattern in a name.
   * @returns undefined when that can't be told: the pattern has a fault, or the search could take too long
   */
  matches(name: string): boolean | undefined;
}

/** How many bytes a pattern may have from 4.2.8 on (`rabbit_re` of the server). */
export const maxPatternBytes = 1024;

/**
 * Reads a pattern.
 * @param version - the server that will search with it
 */
export function readPattern(source: string, version: ServerVersion): Pattern {
  const key = `${isAtLeast(version, '4.2.8')} ${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const pattern = readAnew(source, version);
  known.set(key, pattern);
  return pattern;
}

/** What was read, since a check comes back to each pattern several times, and many have the same. */
const known = new Map<string, Pattern>();
const mostKnown = 2_000;

function readAnew(source: string, version: ServerVersion): Pattern {
  const bytes = toBytes(source);
  if (isAtLeast(version, '4.2.8') && bytes.length > maxPatternBytes) {
    return faulty(source, 'refused', `it has ${bytes.length} bytes, and ${maxPatternBytes} is the most`);
  }
  try {
    return searching(source, parsePattern(bytes));
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    return faulty(source, error.kind, error.message);
  }
}

/** A text as the broker sees it: its UTF-8, one character a byte. */
export function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

// Erlang's `re` gives up after ten million calls of its matcher, and the broker then takes the name as not matched.
// What could come near that is not searched at all, so that no pattern can hold up a check.
const maxCost = 4_000_000;

function searching(source: string, node: PatternNode): Pattern {
  let expression: RegExp | undefined;
  const usualCost = costOf(node, 64) * 64;
  // Comparing the ends is much quicker than a search, and settles it for most names.
  const prefix = prefixOf(node);
  const suffix = suffixOf(node);
  const suffixAndBreak = `${suffix}\n`;
  return {
    source,
    matches: (name) => {
      if (!name.startsWith(prefix) || !(name.endsWith(suffix) || name.endsWith(suffixAndBreak))) return false;
      const bytes = toBytes(name);
      if ((bytes.length > 64 || usualCost > maxCost) && costOf(node, bytes.length) * bytes.length > maxCost) {
        return undefined;
      }
      expression ??= toRegExp(node);
      return expression.test(bytes);
    },
  };
}

function faulty(source: string, kind: 'refused' | 'unknown', reason: string): Pattern {
  return { source, fault: { kind, reason }, matches: () => undefined };
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
