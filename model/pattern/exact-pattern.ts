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

/** The name as PCRE takes it literally, and RE2 of Prometheus alike. */
export function escapePattern(name: string): string {
  return name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
