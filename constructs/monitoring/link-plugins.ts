import type { IConstruct } from 'constructs';
import { pluginsOfLinkAlerts } from '../../model/monitoring/alerts/links';
import { hasPlugin } from '../../model/server/plugins';
import { topologyOf } from '../declared/declaration';
import type { BrokerRef } from '../references';

/** Makes it an error at synth when a watched broker is known not to tell of the shovels and upstreams declared on it. */
export function requireLinkPlugins(construct: IConstruct, broker: BrokerRef): void {
  const { plugins } = broker;
  if (plugins === undefined) return;
  construct.node.addValidation({
    validate: () =>
      [...pluginsOfLinkAlerts(topologyOf(broker.node.root, broker))]
        .filter(([, plugin]) => !hasPlugin(plugins, plugin))
        .map(
          ([alert, plugin]) =>
            `${alert} would fire for ever: broker [${broker.node.path}] does not have plugin '${plugin}', whose metrics it needs; add it to the broker's 'plugins'`,
        ),
  });
}
