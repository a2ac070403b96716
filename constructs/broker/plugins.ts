import type { IConstruct } from 'constructs';
import { hasPlugin } from '../../model/server/plugins';
import type { BrokerRef } from '../references';

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

/** Makes it an error at synth when the broker is known not to have a plugin that a construct needs. */
export function requirePlugin(construct: IConstruct, broker: BrokerRef, plugin: string): void {
  construct.node.addValidation({
    validate: () =>
      broker.plugins === undefined || hasPlugin(broker.plugins, plugin)
        ? []
        : [
            `it needs plugin '${plugin}', which broker [${broker.node.path}] does not have; add it to the broker's 'plugins'`,
          ],
  });
}
