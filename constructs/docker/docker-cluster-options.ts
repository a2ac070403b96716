import type { BalancerPorts } from './load-balancer';
import type { DockerOptions } from './docker-options';
import type { NodePorts } from './node-ports';

/** HAProxy's image, unless another is given. */
export const DEFAULT_BALANCER_IMAGE = 'haproxy:3.0';

/** What can be chosen about a cluster in containers, wherever it is used. */
export interface DockerClusterOptions extends DockerOptions {
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
   * The load balancer's image: HAProxy 3, with bash, and paths as the official one has them.
   * @default 'haproxy:3.0'
   */
  readonly balancerImage?: string;
  /**
   * How often the Erlang cookie was rotated, by which the nodes trust each other: count it up, and the next deployment gives
   * all nodes another one at once, so that no client can work until they are back.
   * @default 0
   */
  readonly cookieRotation?: number;
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
}
