/** Plugins that every broker of this toolkit has: the HTTP API that the provider talks to, and metrics. */
const always = ['rabbitmq_management', 'rabbitmq_prometheus'];

/** The file `enabled_plugins`: an Erlang list, sorted, so that equal lists give an equal file. */
export function enabledPlugins(plugins: readonly string[]): string {
  return `[${withAlways(plugins).sort().join(',')}].\n`;
}

/** All plugins that a broker has when these are asked for. */
export function withAlways(plugins: readonly string[]): string[] {
  return [...new Set([...always, ...plugins])];
}
