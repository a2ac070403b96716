import type { Listeners } from '../../model/server/listeners';
import { portRangeFaults, type NodePorts } from './node-ports';
import type { BalancerPorts } from './load-balancer';

/** The ports of a cluster on its host. */
export interface ClusterPorts {
  /** Of the first node; each further node takes the next higher. */
  readonly ofNodes: Required<NodePorts>;
  readonly ofBalancer: BalancerPorts;
}

/** The ports unless others are given. */
export const defaultPorts: ClusterPorts = {
  ofNodes: { amqp: 5672, amqps: 5681, management: 15672, prometheus: 15692, stream: 5552 },
  ofBalancer: { amqp: 5670, amqps: 5671, management: 15670, statistics: 8404 },
};

/**
 * The ports of one node.
 * @param index - 0 for the first node
 */
export function portsOfNode({ ofNodes }: ClusterPorts, index: number): Required<NodePorts> {
  const { amqp, amqps, management, prometheus, stream } = ofNodes;
  return {
    amqp: amqp + index,
    amqps: amqps + index,
    management: management + index,
    prometheus: prometheus + index,
    stream: stream + index,
  };
}

/** What is wrong with the ports of the host: no ports, or one that two would publish, as the ranges of several nodes may overlap. */
export function clusterPortFaults(ports: ClusterPorts, listeners: Listeners, nodeCount: number): string[] {
  const isServed = (name: string) => name === 'statistics' || listeners[name as keyof Listeners] !== undefined;
  const served = (of: object) => Object.entries(of).filter(([name]) => isServed(name));
  const all = [
    ...Array.from({ length: nodeCount }, (_, index) =>
      served(portsOfNode(ports, index)).map(([name, port]) => ({ port, user: `'ports.${name}' of node ${index + 1}` })),
    ).flat(),
    ...served(ports.ofBalancer).map(([name, port]) => ({ port, user: `'balancerPorts.${name}'` })),
  ];
  const range = [
    ...Object.entries(ports.ofNodes).map(([name, port]) => portRangeFaults(`ports.${name}`, port)),
    ...Object.entries(portsOfNode(ports, nodeCount - 1))
      .filter(([, port]) => port > 65_535)
      .map(([name, port]) => [`'ports.${name}' of node ${nodeCount} would be ${port}, beyond 65535; use a lower port`]),
    ...Object.entries(ports.ofBalancer).map(([name, port]) => portRangeFaults(`balancerPorts.${name}`, port)),
  ].flat();
  if (range.length > 0) return range;
  return all.flatMap(({ port, user }, index) => {
    const first = all.findIndex((other) => other.port === port);
    return first === index ? [] : [`${all[first]?.user} and ${user} must differ, both are ${port}`];
  });
}
