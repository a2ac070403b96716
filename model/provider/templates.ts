import type { Attributes } from './attributes';

/** Attributes as Terraform reads them: `$${` is `${`, where a text holds no reference. */
export function unescapeTemplates(attributes: Attributes): Attributes {
  return unescaped(attributes) as Attributes;
}

function unescaped(value: unknown): unknown {
  if (typeof value === 'string') return unescapedText(value);
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [unescapedText(key), unescaped(inner)]));
}

/** A text as it arrives. */
export function unescapedText(text: string): string {
  const holdsReference = /[$%]\{/.test(text.replaceAll(/([$%])\1\{/g, ''));
  return holdsReference ? text : text.replaceAll(/([$%])\1\{/g, '$1{');
}
