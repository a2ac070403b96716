import { Container } from '@cdktf/provider-docker/lib/container';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import type { ClusterSizing } from '../../model/server/cluster-sizing';
import type { DockerEngine } from './docker-engine';
import { balancerListeners, haproxyConf, type BalancedNodes } from './haproxy-conf';
import { patientHealthcheck } from './health-check';

/** A port of the host for each port of the load balancer. */
export interface BalancerPorts {
  /** AMQP to the node with the fewest connections. */
  readonly amqp: number;
  /** The same over TLS, which the nodes end. */
  readonly amqps: number;
  /** Management UI and HTTP API of a node that is there. */
  readonly management: number;
  /** HAProxy's page of statistics, and its metrics for Prometheus under /metrics. */
  readonly statistics: number;
}

export interface LoadBalancerProps extends BalancedNodes {
  readonly engine: DockerEngine;
  /** HAProxy 3, with bash, and paths as the official image has them. */
  readonly image: string;
  /** The network on which it finds the nodes by name. */
  readonly network: Network;
  /** The container's name and host name. */
  readonly containerName: string;
  readonly sizing: ClusterSizing;
  readonly ports: BalancerPorts;
  /** The address of the host on which the ports are published. */
  readonly bindAddress: string;
}

/** HAProxy before the nodes of a cluster: one address that outlives the loss of any of them. */
export class LoadBalancer extends Construct {
  readonly container: Container;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { engine, containerName, listeners, sizing, ports, bindAddress: ip } = props;
    const served = { ...listeners, statistics: balancerListeners.statistics };
    this.container = new Container(this, 'Default', {
      name: containerName,
      hostname: containerName,
      image: engine.addImage(this, props.image).imageId,
      memory: sizing.balancerMemory.toMebibytes(),
      memorySwap: sizing.balancerMemory.toMebibytes(),
      networksAdvanced: [{ name: props.network.name, aliases: [containerName] }],
      ports: Object.entries(balancerListeners)
        .map(([name, internal]) => ({ name: name as keyof BalancerPorts, internal }))
        .filter(({ name }) => served[name] !== undefined)
        .map(({ name, internal }) => ({ internal, external: ports[name], ip })),
      upload: [{ file: '/usr/local/etc/haproxy/haproxy.cfg', content: haproxyConf(props) }],
      restart: 'unless-stopped',
      // Refreshing the state must not delete it while it is stopped.
      mustRun: false,
      // The image's own signal waits for the last connection to end, and those of AMQP do not.
      stopSignal: 'SIGTERM',
      destroyGraceSeconds: 10,
      logDriver: 'json-file',
      logOpts: { 'max-size': '10m', 'max-file': '5' },
      healthcheck: patientHealthcheck(seesTheBroker),
      wait: true,
      waitTimeout: 180,
      provider: engine.provider,
    });
  }
}

/** A command that succeeds when HAProxy says that a node is there. */
const seesTheBroker = [
  `exec 3<>/dev/tcp/127.0.0.1/${balancerListeners.statistics}`,
  `printf 'GET /healthy HTTP/1.0\\r\\n\\r\\n' >&3`,
  `read -r status <&3`,
  `[[ $status == *' 200 '* ]]`,
].join(' && ');
