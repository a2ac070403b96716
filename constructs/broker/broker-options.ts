import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { RemovalPolicy } from '../terraform/removal-policy';
import type { TopologyBy } from '../references';

/** The image that a broker runs unless another is given. */
export const DEFAULT_IMAGE = 'rabbitmq:4.3-management';

/** What can be chosen about a broker that is run by what is declared, wherever it runs. */
export interface BrokerOptions {
  /**
   * The nodes' image, with the server, the management plugin and Prometheus metrics; paths and user as the official one has them.
   * @default 'rabbitmq:4.3-management'
   */
  readonly image?: string;
  /**
   * The server's version, against which everything declared is validated.
   * @default - as the image's tag says; it must be given when the tag does not say
   */
  readonly serverVersion?: string;
  /**
   * The administrator that the broker makes at its first boot; there is no `guest`.
   * @default 'admin'
   */
  readonly adminUser?: string;
  /**
   * How often the administrator's generated credentials were rotated, where topology is the provider's. With 0 a second
   * administrator stands by; count it up, and Terraform logs in as the one that stood by and gives the other another
   * password. Never count it down.
   * @default - they can't be rotated: Terraform logs in with what the broker was given at its first boot
   */
  readonly adminRotation?: number;
  /**
   * Settings of every node, over those that follow from the memory limit and the number of nodes.
   * @default - none
   */
  readonly conf?: RabbitmqConf;
  /**
   * The file `advanced.config`, for settings that rabbitmq.conf has no key for. It is not checked here, and a mistake in it
   * stops the boot of the first node that gets it.
   * @see https://www.rabbitmq.com/docs/configure#advanced-config-file
   * @token
   * @default - none
   */
  readonly advancedConfig?: string;
  /**
   * Lines of rabbitmq.conf as they are, after those of `conf`: of a file in use, or of a plugin of others. What the server would
   * refuse of them, a key that is set already, and a secret in clear text are errors.
   * @token
   * @default - none
   */
  readonly additionalConfig?: string;
  /**
   * Plugins beyond `rabbitmq_management`, `rabbitmq_prometheus`, and those that follow from other props.
   * @default - none
   */
  readonly plugins?: readonly string[];
  /**
   * Who makes what is declared on it: the Terraform `provider`, over the HTTP API, or the nodes themselves when they boot, from
   * `definitions`. They carry what the provider cannot, but existing objects are neither changed nor deleted.
   * @see https://www.rabbitmq.com/docs/definitions#import-on-boot
   * @default 'provider'
   */
  readonly topologyBy?: TopologyBy;
  /**
   * Whether a plan may destroy the nodes' volumes, the virtual hosts and the queues.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}
