import { show } from '../../model/finding';
import type { Listeners } from '../../model/server/listeners';

/** A port of the host for each port of the node; those left out are not published. */
export interface NodePorts {
  /** AMQP 0-9-1 and 1.0, the node's 5672. */
  readonly amqp?: number;
  /** AMQP 0-9-1 and 1.0 over TLS, the node's 5671. */
  readonly amqps?: number;
  /** Management UI and HTTP API, the node's 15672. */
  readonly management?: number;
  /** Prometheus metrics, the node's 15692. */
  readonly prometheus?: number;
  /** The streams' own protocol, the node's 5552. */
  readonly stream?: number;
}

/**
 * What is wrong with the ports of a node on its host.
 * @param listeners - of the node; two ports that are published must differ
 */
export function portFaults(ports: NodePorts, listeners: Listeners): string[] {
  const given = Object.entries(ports).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const published = given.filter(([name]) => listeners[name as keyof Listeners] !== undefined);
  return [
    ...given.flatMap(([name, port]) => portRangeFaults(`ports.${name}`, port)),
    ...published.flatMap(([name, port]) => {
      const other = published.find(([otherName, otherPort]) => otherName < name && otherPort === port);
      return other === undefined ? [] : [`'ports.${other[0]}' and 'ports.${name}' must differ, both are ${port}`];
    }),
  ];
}

/** What is wrong with one port of the host. */
export function portRangeFaults(prop: string, port: number): string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? []
    : [`'${prop}' must be a port from 1 to 65535, got ${show(port)}`];
}
