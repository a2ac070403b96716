/** Whether a global parameter is one that every server sets itself, and so nobody's to set. */
export function isServersOwn(globalParameter: string): boolean {
  return serversOwn.has(globalParameter);
}

const serversOwn: ReadonlySet<string> = new Set([
  'cluster_name',
  'internal_cluster_id',
  'cluster_tags',
  // The digest of what was imported at boot: a server that has it passes over a file of the same.
  'imported_definition_hash_value',
]);
