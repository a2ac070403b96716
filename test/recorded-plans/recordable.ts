const leftOut = ['planned_values', 'relevant_attributes', 'timestamp', 'checks'];

/**
 * A plan as it can be kept in a repository: without secrets, and without what the review does not read or what differs
 * from run to run. A secret becomes a mark of its own, so that equal ones stay equal.
 * @param plan - as `terraform show -json` prints it
 */
export function recordable(plan: Readonly<Record<string, unknown>>): unknown {
  const secrets = [...new Set(secretTexts(plan))];
  const text = JSON.stringify(plan, (key, value) => (leftOut.includes(key) ? undefined : value));
  return JSON.parse(
    secrets.reduce(
      (rest, secret, index) => rest.replaceAll(JSON.stringify(secret).slice(1, -1), `<secret ${index}>`),
      text,
    ),
  );
}

/** The texts that `random_password` made, from which all secrets of these plans come. */
function* secretTexts(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && value.type === 'random_password') yield* textsOf(value);
  else for (const inner of Object.values(value)) yield* secretTexts(inner);
}

function* textsOf(value: unknown, key = ''): Iterable<string> {
  if (typeof value === 'string' && (key === 'result' || key === 'bcrypt_hash')) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* textsOf(inner, name);
}
