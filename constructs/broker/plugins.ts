import type { IConstruct } from 'constructs';
import { hasPlugin } from '../../model/server/plugins';
import type { BrokerRef } from '../references';

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
