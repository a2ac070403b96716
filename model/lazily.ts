/**
 * A module that is loaded when it is first asked for: what an app does not declare costs its start nothing.
 * @param load - requires the module, by a literal path
 */
export function lazily<Module>(load: () => Module): () => Module {
  let loaded: Module | undefined;
  return () => (loaded ??= load());
}
