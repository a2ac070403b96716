import { automatonOf, type Automaton } from './automaton';
import { toBytes } from './bytes';
import { innerOf, prefixOf, suffixOf } from './ends';
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
   * @returns undefined when it cannot be determined: the pattern has a fault, or the search could take too long
   */
  matches(name: string): boolean | undefined;
}

/** How many bytes a pattern may have from 4.2.8 and 4.3.2 on (`rabbit_re` of the server). */
export const maxPatternBytes = 1024;

/**
 * Reads a pattern.
 * @param version - the server that will search with it
 */
export function readPattern(source: string, version: ServerVersion): Pattern {
  const key = `${isAtLeast(version, '4.2')} ${isAtLeast(version, '4.2.8', '4.3.2')} ${source}`;
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
  if (isAtLeast(version, '4.2.8', '4.3.2') && bytes.length > maxPatternBytes) {
    return faulty(source, 'refused', `it has ${bytes.length} bytes; the maximum is ${maxPatternBytes}`);
  }
  try {
    return searching(source, parsePattern(bytes, isAtLeast(version, '4.2') ? 'either' : 'pcre'));
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    return faulty(source, error.kind, error.message);
  }
}

// Erlang's `re` gives up after ten million calls of its matcher, and the broker then takes the name as not matched. What
// could come near that is not said to match; that something does not match is sure whatever it costs.
const maxCost = 4_000_000;

/** How much may be searched before the rest is left undone. */
interface Budget {
  left: number;
  undone: number;
}

let budget: Budget | undefined;

/**
 * Does something that searches names for patterns, up to a limit: afterwards `matches` can't tell.
 * @param steps - about how many bytes may be looked at; a processor looks at some hundred million in a second
 * @returns what was done, and how many searches were left undone
 */
export function withinSteps<T>(steps: number, work: () => T): { readonly result: T; readonly undone: number } {
  const own: Budget = { left: steps, undone: 0 };
  const outer = budget;
  budget = own;
  try {
    return { result: work(), undone: own.undone };
  } finally {
    budget = outer;
  }
}

/** Takes from the budget what a search costs; false when nothing is left. */
function afford(steps: number): boolean {
  if (budget === undefined) return true;
  if (budget.left > 0) {
    budget.left -= steps;
    return true;
  }
  budget.undone += 1;
  return false;
}

function searching(source: string, node: PatternNode): Pattern {
  let automaton: Automaton | null | undefined;
  let expression: RegExp | undefined;
  const costs = new Map<number, number>();
  const costFor = (length: number) => {
    const cost = costs.get(length) ?? costOf(node, length) * length;
    costs.set(length, cost);
    return cost;
  };
  // Looking for letters is much quicker than a search, and settles it for most names.
  const prefix = prefixOf(node);
  const suffix = suffixOf(node);
  const suffixAndBreak = `${suffix}\n`;
  // The engine looks for up to six letters at once, and for more by a table that it makes anew each time.
  const inner = innerOf(node).slice(-6);
  return {
    source,
    matches: (name) => {
      if (!name.startsWith(prefix) || !(name.endsWith(suffix) || name.endsWith(suffixAndBreak))) return false;
      if (!name.includes(inner)) return afford(1) ? false : undefined;
      const bytes = toBytes(name);
      if (automaton === undefined) automaton = automatonOf(node) ?? null;
      const cost = costFor(bytes.length);
      if (automaton !== null) {
        if (!afford(bytes.length)) return undefined;
        return automaton.finds(bytes) && (cost > maxCost ? undefined : true);
      }
      if (cost > maxCost || !afford(cost)) return undefined;
      expression ??= toRegExp(node);
      return expression.test(bytes);
    },
  };
}

function faulty(source: string, kind: 'refused' | 'unknown', reason: string): Pattern {
  return { source, fault: { kind, reason }, matches: () => undefined };
}
