/** The alias of the provider of a broker, by the path of its construct. */
export function providerAlias(path: string): string {
  return path.replace(/[^A-Za-z0-9_-]/g, '_');
}
