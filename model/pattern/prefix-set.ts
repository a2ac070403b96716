/** Beginnings of names: whether a name has one of them is found without trying each. */
export class PrefixSet {
  private readonly prefixes: ReadonlySet<string>;
  private readonly lengths: readonly number[];

  constructor(prefixes: Iterable<string>) {
    this.prefixes = new Set(prefixes);
    this.lengths = [...new Set([...this.prefixes].map(({ length }) => length))].sort((one, other) => one - other);
  }

  /** Whether a text starts with one of them, or is one. */
  covers(text: string): boolean {
    return this.shortestOf(text) !== undefined;
  }

  /** Those that no other covers. */
  minimal(): readonly string[] {
    return [...this.prefixes].filter((prefix) => this.shortestOf(prefix) === prefix);
  }

  private shortestOf(text: string): string | undefined {
    for (const length of this.lengths) {
      if (length > text.length) return undefined;
      const prefix = text.slice(0, length);
      if (this.prefixes.has(prefix)) return prefix;
    }
    return undefined;
  }
}
