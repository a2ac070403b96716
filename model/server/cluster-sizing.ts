import { Duration } from '../units/duration';
import type { RabbitmqConf } from './rabbitmq-conf';
import { isAtLeast, type ServerVersion } from './server-version';
import { Size } from '../units/size';
import { memoryWatermark, nodeConf } from './node-conf';

/** What a cluster's numbers are computed from. */
export interface ClusterSize {
  readonly nodeCount: number;
  /** The memory limit of each node's container. */
  readonly memory: Size;
  readonly serverVersion: ServerVersion;
}

/** Numbers that only fit together: docs/cluster.md says why each is what it is. */
export interface ClusterSizing {
  /** How many nodes may be lost with the rest still at work. */
  readonly toleratedLosses: number;
  /** On how many nodes a quorum queue is kept. */
  readonly quorumGroupSize: number;
  /** How often a client and the server tell each other that they live; both give up after twice that. */
  readonly heartbeat: Duration;
  /** How long a connection through the load balancer may be silent. */
  readonly idleTimeout: Duration;
  /** How many connections of AMQP clients the load balancer lets in. */
  readonly maxConnections: number;
  /** The memory limit of the load balancer's container. */
  readonly balancerMemory: Size;
  /** The settings of each node. */
  readonly conf: RabbitmqConf;
}

/** Computes a cluster's numbers from its size. */
export function clusterSizing({ nodeCount, memory, serverVersion }: ClusterSize): ClusterSizing {
  const toleratedLosses = Math.floor((nodeCount - 1) / 2);
  const quorumGroupSize = Math.min(nodeCount, LARGEST_GROUP);
  const heartbeat = Duration.seconds(60);
  const { management, statistics } = RESERVED_CONNECTIONS;
  const maxConnections = (nodeCount - toleratedLosses) * connectionsOf(memory);
  const proxied = maxConnections + management + statistics;
  return {
    toleratedLosses,
    quorumGroupSize,
    heartbeat,
    idleTimeout: Duration.hours(1),
    maxConnections,
    balancerMemory: Size.mebibytes(64 + Math.ceil((proxied * PROXIED_CONNECTION.toBytes()) / 2 ** 20)),
    conf: {
      ...nodeConf(memory),
      heartbeat,
      // Whoever declares everything is on one node, and would leave all leaders there.
      queue_leader_locator: 'balanced',
      'quorum_queue.continuous_membership_reconciliation.enabled': true,
      'quorum_queue.continuous_membership_reconciliation.auto_remove': false,
      'quorum_queue.continuous_membership_reconciliation.target_group_size': quorumGroupSize,
      // Since 4.3 the server ignores it: a node in a minority stays open, and its load balancer must ask for the majority.
      ...(isAtLeast(serverVersion, '4.3') ? {} : { cluster_partition_handling: 'pause_minority' as const }),
    },
  };
}

/**
 * How many connections the load balancer keeps free beside those of AMQP: however many clients there are, Terraform and people
 * reach management, and Prometheus and the container's own check the statistics.
 */
export const RESERVED_CONNECTIONS = { management: 200, statistics: 50 } as const;

/** How many members a broker with these settings gives each quorum queue; undefined when it leaves them as they are. */
export function quorumGroupSizeOf(conf: RabbitmqConf): number | undefined {
  const size = conf['quorum_queue.continuous_membership_reconciliation.target_group_size'];
  const isEnabled = conf['quorum_queue.continuous_membership_reconciliation.enabled'] === true;
  return isEnabled && typeof size === 'number' ? size : undefined;
}

/** More members cost every publish another copy, and no one expects to lose more than two nodes at once. */
const LARGEST_GROUP = 5;

/** What one connection with a channel costs a node, and, in the load balancer, two buffers of 16 KiB and the session. */
const CONNECTION = Size.kibibytes(100);
const PROXIED_CONNECTION = Size.kibibytes(34);

/** Half of what lies below the memory watermark may go to connections; the rest is for queues and messages. */
function connectionsOf(memory: Size): number {
  return Math.floor(memoryWatermark(memory).toBytes() / 2 / CONNECTION.toBytes());
}
