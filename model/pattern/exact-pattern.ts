/** A pattern that matches one name and no other: anchored, and with everything that PCRE would read as syntax escaped. */
export function exactPattern(name: string): string {
  return `^${escapePattern(name)}$`;
}

/**
 * A pattern that matches the names and no other: anchored, escaped, sorted.
 * @param names - at least one
 */
export function exactPatternOf(names: Iterable<string>): string {
  return `^(${[...new Set(names)].sort().map(escapePattern).join('|')})$`;
}

/** The name as PCRE takes it literally. */
export function escapePattern(name: string): string {
  return name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/**
 * The names that a pattern of the form `^a$` or `^(a|b)$` matches.
 * @returns undefined when it says more than names
 */
export function namesOf(pattern: string): readonly string[] | undefined {
  const [, list, single] = /^\^(?:\(([^]*)\)|([^]*))\$$/.exec(pattern) ?? [];
  if (list !== undefined) return literals(list, true);
  return single === undefined ? undefined : literals(single, false);
}

/** Reads literal text, and `|` between alternatives where they are allowed. */
function literals(text: string, alternatives: boolean): string[] | undefined {
  const names: string[] = [];
  let name = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') {
      index += 1;
      const escaped = text.charAt(index);
      // Before letters and digits, and nothing, a backslash is more than an escape.
      if (!/^[!-/:-@[-`{-~]$/.test(escaped)) return undefined;
      name += escaped;
    } else if (character === '|' && alternatives) {
      names.push(name);
      name = '';
    } else if (/[\^$.|?*+()[{]/.test(character)) {
      return undefined;
    } else {
      name += character;
    }
  }
  return [...names, name];
}
