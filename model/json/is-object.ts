/** Whether a value is an object with keys, of a class or not: no list, and not null. */
export function isObject<T = unknown>(value: unknown): value is Readonly<Record<string, T>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
