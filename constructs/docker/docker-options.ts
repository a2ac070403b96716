import type { Size } from '../../model/units/size';
import type { BrokerOptions } from '../broker/broker-options';
import type { NodePorts } from './node-ports';
import type { DockerTlsOptions } from './node-certificates';

/** What can be chosen about a broker in containers, of one node or of several. */
export interface DockerOptions extends BrokerOptions {
  /**
   * The memory limit of each node's container, from which the broker's other numbers follow.
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;
  /**
   * The ports of the host on which a node answers.
   * @default - as the broker says
   */
  readonly ports?: Partial<Required<NodePorts>>;
  /**
   * TLS for clients, management and metrics, and for the nodes among themselves.
   * @default - no TLS: let no network but the host's own reach the ports
   */
  readonly tls?: DockerTlsOptions;
  /**
   * The address of the engine's host on which all ports are published, where Terraform and clients reach it; `0.0.0.0` is every
   * network the host is on. With an engine on another machine it must be given.
   * @default '127.0.0.1'
   */
  readonly bindAddress?: string;
}
