/** What an object has under a key itself; what every object inherits, such as `constructor`, is no entry of a table. */
export function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
