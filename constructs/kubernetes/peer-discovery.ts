import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import { isAtLeast, type ServerVersion } from '../../model/server/server-version';
import { hostSuffix, type Names } from './names';

/** How the nodes find each other at their first boot. */
export interface PeerDiscovery {
  readonly plugin: string;
  readonly conf: RabbitmqConf;
  /** Whether a node asks Kubernetes for its peers, and so needs a token and the right to read endpoints. */
  readonly asksKubernetes: boolean;
}

/**
 * Peer discovery as the server's version has it. Since 4.1 every node joins the pod with ordinal 0, whose name it derives
 * from its own; 4.0 asks Kubernetes for the addresses of the headless Service.
 * @param replicas - a node whose cluster has this many members has started; the file may change without a restart
 * @see https://www.rabbitmq.com/docs/cluster-formation#peer-discovery-k8s
 */
export function peerDiscovery(version: ServerVersion, names: Names, replicas: number): PeerDiscovery {
  const asksKubernetes = !isAtLeast(version, '4.1');
  return {
    plugin: 'rabbitmq_peer_discovery_k8s',
    asksKubernetes,
    conf: {
      cluster_name: names.broker,
      'cluster_formation.peer_discovery_backend': 'k8s',
      [SIZE_HINT]: replicas,
      ...(asksKubernetes
        ? {
            'cluster_formation.k8s.host': 'kubernetes.default.svc',
            'cluster_formation.k8s.service_name': names.nodes,
            'cluster_formation.k8s.address_type': 'hostname',
            'cluster_formation.k8s.hostname_suffix': hostSuffix(names),
          }
        : {}),
    },
  };
}

/** The setting that a node reads once, before it has joined: changing it rolls nothing. */
export const SIZE_HINT = 'cluster_formation.target_cluster_size_hint';
