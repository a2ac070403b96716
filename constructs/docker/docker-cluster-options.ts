import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { Size } from '../../model/units/size';
import type { TlsOptions } from '../broker/tls';
import type { RemovalPolicy } from '../terraform/removal-policy';
import type { NodePorts } from './node-ports';
import type { BalancerPorts } from './load-balancer';

/** HAProxy's image, unless another is given. */
export const DEFAULT_BALANCER_IMAGE = 'haproxy:3.0';

/** What can be chosen about a cluster in containers, wherever it is used. */
export interface DockerClusterOptions {
  /**
   * How many nodes: an odd number, so that a majority is left when the network splits.
   * @default 3
   */
  readonly nodeCount?: number;
  /**
   * The cluster's name. Its nodes are NAME1, NAME2 and so on, as containers, as hosts and to each other (rabbit@NAME1);
   * network and load balancer are NAME-cluster and NAME-balancer.
   * @default 'rabbit'
   */
  readonly clusterName?: string;
  /**
   * The nodes' image, with the server, the management plugin and Prometheus metrics; paths and user as the official one has them.
   * @default 'rabbitmq:4.2-management'
   */
  readonly image?: string;
  /**
   * The server's version, by which everything declared is judged.
   * @default - as the image's tag says; it must be given when the tag does not say
   */
  readonly serverVersion?: string;
  /**
   * The load balancer's image: HAProxy 3, with bash, and paths as the official one has them.
   * @default 'haproxy:3.0'
   */
  readonly balancerImage?: string;
  /**
   * The administrator that the cluster makes at its first boot; there is no `guest`.
   * @default 'admin'
   */
  readonly adminUser?: string;
  /**
   * How often the administrator's credentials were rotated. With 0 a second administrator stands by; count it up, and
   * Terraform logs in as the one that stood by and gives the other another password. Never count it down.
   * @default - they can't be rotated: Terraform logs in with what the cluster was given at its first boot
   */
  readonly adminRotation?: number;
  /**
   * How often the Erlang cookie was rotated, by which the nodes trust each other: count it up, and the next deployment gives
   * all nodes another one at once, so that no client can work until they are back.
   * @default 0
   */
  readonly cookieRotation?: number;
  /**
   * The memory limit of each node's container, from which the cluster's other numbers follow.
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;
  /**
   * Settings of every node, over those that follow from the memory limit and the number of nodes.
   * @default - none
   */
  readonly conf?: RabbitmqConf;
  /**
   * Plugins beyond `rabbitmq_management` and `rabbitmq_prometheus`. With `rabbitmq_stream`, each node tells the clients of
   * the streams' own protocol its own address and port, as they must reach the very node that holds a stream.
   * @default - none
   */
  readonly plugins?: readonly string[];
  /**
   * The ports of the host on which the first node answers; each further node takes the next higher.
   * @default - { amqp: 5672, amqps: 5681, management: 15672, prometheus: 15692, stream: 5552 }
   */
  readonly ports?: Partial<Required<NodePorts>>;
  /**
   * The ports of the host on which the load balancer answers.
   * @default - { amqp: 5670, amqps: 5671, management: 15670, statistics: 8404 }
   */
  readonly balancerPorts?: Partial<BalancerPorts>;
  /**
   * TLS for clients of AMQP, which must show a certificate, for management and metrics, and for the nodes among themselves.
   * @default - no TLS: let no network but the host's own reach the ports
   */
  readonly tls?: TlsOptions;
  /**
   * The address of the engine's host on which all ports are published, where Terraform and clients reach it; `0.0.0.0` is every
   * network the host is on. With an engine on another machine it must be given.
   * @default '127.0.0.1'
   */
  readonly bindAddress?: string;
  /**
   * Whether a plan may destroy the nodes' volumes, the virtual hosts and the queues.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}
