/** Where Terraform would begin to read a template: but not at cdktf's tokens, which become expressions. */
const TEMPLATE = /([$%])\{(?!TfToken\[)/g;

/**
 * Keeps Terraform from reading text as its own templates, so that what is declared is what arrives: `${` and `%{` are
 * doubled, in all texts and keys of lists and plain objects. Tokens stay, and so do objects of a class.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function escapeTemplates<T>(value: T): T {
  return (mayHoldTemplate(value) ? escaped(value) : value) as T;
}

/** Most of what is declared holds none, and needs no copy. */
function mayHoldTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{');
  if (Array.isArray(value)) return value.some(mayHoldTemplate);
  if (!isPlain(value)) return false;
  for (const key in value)
    if (key.includes('{') || mayHoldTemplate((value as Record<string, unknown>)[key])) return true;
  return false;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('{') ? value.replace(TEMPLATE, '$1$1{') : value;
  if (Array.isArray(value)) return value.map(escaped);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeTemplates(key), escaped(inner)]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
