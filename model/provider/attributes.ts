/** Attributes of a resource in the provider's spelling, as a configuration, a plan or a state has them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A block of which there is at most one: a list in plans and states, an object in `cdk.tf.json`. */
export function blockOf(attributes: Attributes, name: string): Attributes {
  return blocksOf(attributes, name)[0] ?? {};
}

/** A block of which there may be several. */
export function blocksOf(attributes: Attributes, name: string): readonly Attributes[] {
  const value = attributes[name];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((block): block is Attributes => typeof block === 'object' && block !== null);
}

/** A string attribute. What only the apply will tell is absent: an empty string stands for it. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

/** A boolean attribute, which is false where it is absent. */
export function booleanOf(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A number; undefined where it is absent or refers to another resource. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

/** A map of strings; Terraform leaves out what is null. */
export function mapOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, inMap(inner)]));
}

/** Terraform writes whole numbers with all their digits. */
function inMap(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
