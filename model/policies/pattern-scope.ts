/** What a pattern can be known to match without searching: how every name starts that it matches. */
export interface PatternScope {
  /** Every name that matches starts with this. */
  readonly prefix: string;
  /** Whether every name that starts so matches. */
  readonly whole: boolean;
}

/** What a pattern is known to match; little, if it is more than an anchored beginning. */
export function scopeOf(pattern: string): PatternScope {
  if (/^(\^?(\.\*\$?)?)$/.test(pattern)) return { prefix: '', whole: true };
  const read = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)(.*)$/s.exec(pattern);
  if (read === null || hasAlternatives(pattern)) return { prefix: '', whole: false };
  const [, literal = '', rest = ''] = read;
  // A quantifier is about the last character, which then may be missing.
  const prefix = (/^[?*+{]/.test(rest) ? literal.replace(/\\?[^]$/, '') : literal).replace(/\\([^])/g, '$1');
  return { prefix, whole: rest === '' || rest === '.*' || rest === '.*$' };
}

/** Whether one pattern matches everything that the other does. */
export function covers(wide: PatternScope, narrow: PatternScope): boolean {
  return wide.whole && narrow.prefix.startsWith(wide.prefix);
}

/** Whether a name may match both; only different beginnings rule that out. */
export function mayOverlap(one: PatternScope, other: PatternScope): boolean {
  return one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
}

/** Whether a `|` is outside of every group, so that the anchor is not for all of the pattern. */
function hasAlternatives(pattern: string): boolean {
  const bare = pattern.replace(/\\[^]/g, '').replace(/\[\^?\]?[^\]]*\]/g, '');
  let depth = 0;
  for (const character of bare) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
