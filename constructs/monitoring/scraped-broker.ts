import { TerraformStack } from 'cdktf';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import type { Password } from '../access/password';
import { keptObjective } from '../../model/monitoring/monitored';
import { topologyOf } from '../declared/declaration';
import { monitoredIn } from '../declared/monitor';
import type { DockerNode } from '../docker/docker-node';
import { balancerListeners } from '../docker/haproxy-conf';
import type { LoadBalancer } from '../docker/load-balancer';
import type { BrokerRef } from '../references';

/** A broker in containers, which Prometheus reaches over its network. */
export interface IContainerBroker extends BrokerRef {
  readonly nodes: readonly DockerNode[];
  /**
   * The load balancer before it.
   * @default - none
   */
  readonly balancer?: LoadBalancer;
  /**
   * The certificates of the authorities that signed its nodes', in PEM.
   * @default - it speaks no TLS
   */
  readonly caCertificate?: string;
}

/** A broker that Prometheus reaches over the network of the host. */
export interface RemoteTargets {
  readonly broker: BrokerRef;
  /** The label `broker` of all its series. */
  readonly name: string;
  /** HOST:PORT of each node's metrics, usually on port 15692, or 15691 with TLS. */
  readonly addresses: readonly string[];
  /**
   * HOST:PORT where its HAProxy serves metrics under /metrics.
   * @default - it is not scraped
   */
  readonly balancerAddress?: string;
  /**
   * The certificate authority, in PEM, that signed the certificates of its metrics' listeners; they are asked over TLS then.
   * @default - they are asked without TLS
   */
  readonly caCertificate?: string;
  /**
   * A user, where the metrics' listeners ask for one.
   * @default - they do not
   */
  readonly credentials?: { readonly username: string; readonly password: Password };
  /**
   * Its StatefulSet, where it runs on Kubernetes.
   * @default - it does not
   */
  readonly statefulSet?: { readonly namespace: string; readonly name: string };
}

/** A broker to watch: one in containers of the same app, or where a remote one is found. */
export type Watchable = IContainerBroker | RemoteTargets;

/** A broker as Prometheus scrapes it. */
export interface ScrapedBroker {
  readonly name: string;
  readonly broker: BrokerRef;
  /** HOST:PORT of each node's metrics. */
  readonly addresses: readonly string[];
  readonly balancerAddress?: string;
  /** Networks of containers over which the addresses are reached. */
  readonly networks: readonly string[];
  readonly caCertificate?: string;
  readonly credentials?: RemoteTargets['credentials'];
  readonly statefulSet?: RemoteTargets['statefulSet'];
}

/** Where Prometheus finds a broker. One in containers is named after its stack. */
export function scrapedBroker(watchable: Watchable): ScrapedBroker {
  if ('addresses' in watchable) return { ...watchable, networks: [] };
  const { nodes, balancer, caCertificate } = watchable;
  return {
    name: TerraformStack.of(watchable).node.id,
    broker: watchable,
    addresses: nodes.map(({ nodeName, listeners }) => `${nodeName}:${listeners.prometheus}`),
    ...(caCertificate === undefined || nodes.some(({ encrypted }) => !encrypted.prometheus) ? {} : { caCertificate }),
    ...(balancer === undefined
      ? {}
      : { balancerAddress: `${balancer.container.nameInput}:${balancerListeners.statistics}` }),
    networks: [...new Set(nodes.map(({ networkName }) => networkName))],
  };
}

/** How a broker, and what the app declares on it, is monitored. */
export function monitoringOf({ node }: BrokerRef): Pick<WatchedBroker, 'monitored' | 'kept'> {
  const monitored = monitoredIn(node.root);
  return { monitored, kept: keptObjective(monitored, node.path) };
}

/** The broker as its alerts depend on it, with everything that the app declares on it. */
export function watchedBroker(scraped: ScrapedBroker, hasCertificateProbe: boolean): WatchedBroker {
  const { name, broker, balancerAddress, statefulSet } = scraped;
  return {
    name,
    serverVersion: broker.serverVersion,
    nodeCount: broker.nodeCount,
    quorumGroupSize: broker.quorumGroupSize,
    topology: topologyOf(broker.node.root, broker),
    hasLoadBalancer: balancerAddress !== undefined,
    hasCertificateProbe,
    ...monitoringOf(broker),
    ...(statefulSet === undefined ? {} : { statefulSet }),
  };
}
