/** Plugins that every broker of this toolkit has: the HTTP API that the provider talks to, and metrics. */
const always = ['rabbitmq_management', 'rabbitmq_prometheus'];

/** The file `enabled_plugins`: an Erlang list, sorted, so that equal lists give an equal file. */
export function enabledPlugins(plugins: readonly string[]): string {
  return `[${[...new Set([...always, ...plugins])].sort().join(',')}].\n`;
}

/** What is wrong with names of plugins. */
export function pluginFaults(plugins: readonly string[]): string[] {
  return plugins
    .filter((plugin) => !/^[a-z][a-z0-9_]*$/.test(plugin))
    .map((plugin) => `'plugins' must be names as 'rabbitmq-plugins list' shows them, got '${plugin}'`);
}
