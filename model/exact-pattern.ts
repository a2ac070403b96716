/** A pattern that matches one name and no other: anchored, and with everything that PCRE would read as syntax escaped. */
export function exactPattern(name: string): string {
  return `^${escapePattern(name)}$`;
}

/** The name as PCRE takes it literally. */
export function escapePattern(name: string): string {
  return name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
