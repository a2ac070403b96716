import { Lazy, TerraformStack } from 'cdktf';
import { definitionsOf } from '../../model/definitions/definitions-writer';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import { topologyWithSecrets } from '../declared/declaration';
import { escapeTemplates } from '../terraform/escape-templates';
import type { BrokerRef } from '../references';

const FILE = '/etc/rabbitmq/definitions.json';

/** Has a node import the file when it boots, and not again until the file changes. */
export const bootDefinitionsConf: RabbitmqConf = {
  'definitions.import_backend': 'local_filesystem',
  'definitions.local.path': FILE,
  'definitions.skip_if_unchanged': true,
};

/**
 * The definitions file of all that is declared on a broker in its stack, whenever it is declared. Password hashes are
 * Terraform expressions in it.
 */
export function bootDefinitions(broker: BrokerRef): { readonly file: string; readonly content: string } {
  const content = Lazy.stringValue({
    produce: () => {
      const { definitions } = definitionsOf(topologyWithSecrets(TerraformStack.of(broker), broker));
      return `${JSON.stringify(escapeTemplates(definitions), null, 2)}\n`;
    },
  });
  return { file: FILE, content };
}
