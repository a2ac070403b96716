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

/** What is wrong with the ports of the host. */
export function portFaults(ports: NodePorts): string[] {
  const given = Object.entries(ports).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return given.flatMap(([name, port]) => {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return [`'ports.${name}' must be a port from 1 to 65535, got ${port}`];
    const other = given.find(([otherName, otherPort]) => otherName < name && otherPort === port);
    return other === undefined ? [] : [`'ports.${other[0]}' and 'ports.${name}' must differ, both are ${port}`];
  });
}
