import { clusterSizing, type ClusterSizing } from '../../model/server/cluster-sizing';
import type { Listeners } from '../../model/server/listeners';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { ServerVersion } from '../../model/server/server-version';
import { rotationFaults } from '../terraform/number-faults';
import { unless } from '../terraform/validation-error';
import { clusterPortFaults, defaultPorts, portsOfNode, type ClusterPorts } from './cluster-ports';
import type { DockerClusterOptions } from './docker-cluster-options';
import type { DockerEngine } from './docker-engine';
import { nodeNameFaults } from './docker-node';
import { majorityAgent, type MajorityAgent } from '../broker/majority';
import { DEFAULT_MEMORY, dockerPlan, type DockerPlan } from './docker-plan';

/** A cluster in containers, resolved. */
export interface DockerClusterPlan extends DockerPlan {
  readonly clusterName: string;
  readonly nodeNames: readonly string[];
  readonly balancerName: string;
  readonly ports: ClusterPorts;
  readonly sizing: ClusterSizing;
  readonly majority: MajorityAgent | undefined;
}

/** Works out what the options come to. */
export function dockerClusterPlan(
  options: DockerClusterOptions,
  engine: DockerEngine,
  image: string,
  serverVersion: ServerVersion,
): DockerClusterPlan {
  const { nodeCount = 3, clusterName = 'rabbit', memory = DEFAULT_MEMORY } = options;
  const ports = {
    ofNodes: { ...defaultPorts.ofNodes, ...options.ports },
    ofBalancer: { ...defaultPorts.ofBalancer, ...options.balancerPorts },
  };
  const sizing = clusterSizing({ nodeCount, memory, serverVersion });
  const nodeNames = Array.from({ length: nodeCount }, (_, index) => `${clusterName}${index + 1}`);
  const conf = { ...sizing.conf, ...peerDiscovery(clusterName, nodeNames) };
  const plan = dockerPlan(options, { image, serverVersion, engine, nodeCount, ports: ports.ofNodes, conf });
  const { conf: resolved, listeners } = plan.node;
  const majority = majorityAgent(serverVersion, 'remotely');
  return {
    ...plan,
    clusterName,
    nodeNames,
    balancerName: `${clusterName}-balancer`,
    ports,
    sizing,
    majority,
    faults: [
      unless(
        Number.isSafeInteger(nodeCount) && nodeCount >= 3 && nodeCount % 2 === 1,
        `'nodeCount' must be odd and at least 3, so that a majority exists, got ${nodeCount}`,
      ),
      ...nodeNameFaults('clusterName', clusterName, NAME_ADDITION),
      ...plan.faults,
      ...rotationFaults({ cookieRotation: options.cookieRotation }),
      heartbeatFault(resolved, sizing),
      ...clusterPortFaults(ports, listeners, nodeCount),
      majorityFault(majority, listeners),
    ].filter((fault) => fault !== undefined),
  };
}

/** The settings that only one node has: where clients of streams reach it. */
export function streamAddress({ node, host, ports }: DockerClusterPlan, index: number): RabbitmqConf {
  const { stream } = portsOfNode(ports, index);
  if (node.listeners.stream === undefined) return {};
  return node.encrypted.stream
    ? {
        // Until 4.1.3 clients are told this one over TLS, too: rabbit_stream_reader.erl.
        'stream.advertised_host': host,
        'stream.advertised_tls_host': host,
        'stream.advertised_tls_port': stream,
      }
    : { 'stream.advertised_host': host, 'stream.advertised_port': stream };
}

/** How much longer than the cluster's name the longest name is that is made of it: `-balancer`. */
const NAME_ADDITION = 9;

function peerDiscovery(clusterName: string, nodeNames: readonly string[]): RabbitmqConf {
  return {
    cluster_name: clusterName,
    'cluster_formation.peer_discovery_backend': 'classic_config',
    'cluster_formation.target_cluster_size_hint': nodeNames.length,
    ...Object.fromEntries(
      nodeNames.map((name, index) => [`cluster_formation.classic_config.nodes.${index + 1}`, `rabbit@${name}`]),
    ),
  };
}

function heartbeatFault(conf: RabbitmqConf, { idleTimeout }: ClusterSizing): string | undefined {
  const { heartbeat } = conf;
  return heartbeat === undefined || heartbeat.toMilliseconds() * 2 <= idleTimeout.toMilliseconds()
    ? undefined
    : `'heartbeat' must be at most half of the ${idleTimeout} that the load balancer keeps a silent connection, got ${heartbeat}`;
}

function majorityFault(agent: MajorityAgent | undefined, listeners: Listeners): string | undefined {
  return agent !== undefined && Object.values(listeners).includes(agent.port)
    ? `port ${agent.port} of the nodes is used by the load balancer's majority check; set another port for the listener in 'conf'`
    : undefined;
}
