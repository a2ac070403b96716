import { printableLines } from '../../model/printable';

/** What jest and vitest give a matcher as `this`. */
export interface MatcherContext {
  /** Whether the matcher stands behind `.not`. */
  readonly isNot?: boolean;
  /** Deep equality; asymmetric matchers such as `expect.any(Number)` count. */
  equals(one: unknown, other: unknown): boolean;
}

/** What a matcher says. */
export interface MatcherResult {
  /** Whether the expectation holds; behind `.not`, whether it would hold without. */
  readonly pass: boolean;
  /** Why it fails. */
  message(): string;
}

/**
 * A verdict. `.not` asks a question of its own, such as "none of these queues" instead of "not exactly these queues", so the
 * answer is given as it stands and turned into what the test framework expects.
 * @param holds - whether what the test says is true, `.not` included
 * @param lines - why it is not
 */
export function result(
  { isNot = false }: MatcherContext,
  holds: boolean,
  lines: () => readonly string[],
): MatcherResult {
  return { pass: holds !== isNot, message: () => lines().map(printableLines).join('\n') };
}

/** Names as a sentence has them. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `'${name}'`).join(', ');
}
