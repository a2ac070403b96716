/** Whether a value is a list with nothing in it, which Erlang takes for an empty object and an empty text, too. */
export function isEmptyList(value: unknown): value is readonly [] {
  return Array.isArray(value) && value.length === 0;
}
