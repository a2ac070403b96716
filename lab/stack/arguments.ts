import { kindOf, list, number, text, type Value } from './functions';

/**
 * The evaluated arguments of a resource or of a block in it. Every reader takes the argument it names; {@link finish} tells
 * those that nobody took, so that nothing in a stack is ignored silently.
 */
export class Arguments {
  private readonly taken = new Set<string>();
  private readonly nested: Arguments[] = [];

  /** @param address - whose they are, for errors: `docker_container.node` */
  constructor(
    private readonly address: string,
    private readonly values: Readonly<Record<string, Value>>,
  ) {}

  string(name: string): string {
    return this.required(name, this.optionalString(name));
  }

  optionalString(name: string): string | undefined {
    return this.read(name, text);
  }

  optionalNumber(name: string): number | undefined {
    return this.read(name, number);
  }

  number(name: string): number {
    return this.required(name, this.optionalNumber(name));
  }

  /** Terraform takes a missing boolean for what the provider says; so the caller says it. */
  boolean(name: string, otherwise: boolean): boolean {
    return this.read(name, (value) => text(value) === 'true') ?? otherwise;
  }

  strings(name: string): readonly string[] {
    return this.read(name, (value) => list(value).map(text)) ?? [];
  }

  /** A map of strings; empty when it is missing. */
  map(name: string): Readonly<Record<string, string>> {
    const entries = this.read(name, (value) => Object.entries(record(value))) ?? [];
    return Object.fromEntries(entries.map(([key, value]) => [key, text(value)]));
  }

  /** Nested blocks: an object in JSON is one, a list is several. */
  blocks(name: string): readonly Arguments[] {
    const values = this.read(name, (value) => (Array.isArray(value) ? value : [value])) ?? [];
    const blocks = values.map((value, at) => new Arguments(`${this.address}.${name}[${at}]`, record(value)));
    this.nested.push(...blocks);
    return blocks;
  }

  /** A nested block of which there is at most one. */
  block(name: string): Arguments | undefined {
    const [first, second] = this.blocks(name);
    if (second !== undefined) throw new Error(`${this.address}: there can be only one '${name}'`);
    return first;
  }

  /**
   * The values for a reader of its own: whatever it looks at counts as read.
   * @param block - the name of the block, in which that is so too
   */
  view(block?: string): Readonly<Record<string, unknown>> {
    return new Proxy(this.values, {
      get: (values, name) => {
        if (typeof name !== 'string') return undefined;
        if (name === block) return this.blocks(name).map((inner) => inner.view());
        this.taken.add(name);
        return values[name];
      },
    });
  }

  /** Takes arguments that change nothing here, because a stack is only ever made and removed. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.taken.add(name);
  }

  /** @throws Error that names every argument that was not read, also in blocks */
  finish(): void {
    const unknown = Object.keys(this.values).filter((name) => !this.taken.has(name) && this.values[name] !== null);
    if (unknown.length > 0)
      throw new Error(`${this.address}: the lab does not know ${unknown.map((name) => `'${name}'`).join(', ')}`);
    for (const block of this.nested) block.finish();
  }

  private read<T>(name: string, convert: (value: Value) => T): T | undefined {
    this.taken.add(name);
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    try {
      return convert(value);
    } catch (error) {
      throw new Error(`${this.address}: '${name}': ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw new Error(`${this.address}: '${name}' is missing`);
    return value;
  }
}

function record(value: Value): Readonly<Record<string, Value>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, Value>;
  throw new Error(`an object is expected, got ${kindOf(value)}`);
}
