/** A file of TypeScript that is being written: its imports follow from what is used. */
export class SourceFile {
  private readonly imports = new Map<string, Set<string>>();
  private readonly lines: string[] = [];

  /** Imports a name from a module; `type X` where only its type is used. */
  use(module: string, ...names: readonly string[]): void {
    const known = this.imports.get(module) ?? new Set();
    names.forEach((name) => known.add(name));
    this.imports.set(module, known);
  }

  /** Adds lines; text of several lines counts as several. */
  add(...lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  /** Adds an empty line, unless there is one, or a block has just begun. */
  gap(): void {
    const last = this.lines.at(-1);
    if (last !== undefined && last !== '' && !last.endsWith('{')) this.lines.push('');
  }

  /** The whole file. */
  toString(): string {
    const imports = [...this.imports]
      .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
      .map(([module, names]) => importLine(module, [...names]));
    return `${[...imports, '', ...this.lines].join('\n')}\n`;
  }
}

/** Packages before files. */
function rank(module: string): number {
  return module.startsWith('.') ? 1 : 0;
}

function importLine(module: string, names: readonly string[]): string {
  const bare = (name: string) => name.replace(/^type /, '');
  const areTypes = names.every((name) => name.startsWith('type '));
  const sorted = [...names].sort((one, other) => (bare(one).toLowerCase() < bare(other).toLowerCase() ? -1 : 1));
  const [keyword, shown] = areTypes ? ['import type', sorted.map(bare)] : ['import', sorted];
  const line = `${keyword} { ${shown.join(', ')} } from '${module}';`;
  return line.length <= 120 ? line : `${keyword} {\n${shown.map((name) => `  ${name},\n`).join('')}} from '${module}';`;
}
