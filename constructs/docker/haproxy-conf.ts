import type { Listeners } from '../../model/server/listeners';
import { RESERVED_CONNECTIONS, type ClusterSizing } from '../../model/server/cluster-sizing';

/** The ports inside the load balancer's container, whatever the nodes' own are. */
export const balancerListeners = { amqp: 5672, amqps: 5671, management: 15672, statistics: 8404 } as const;

/** What a load balancer must know of the nodes behind it. */
export interface BalancedNodes {
  /** Their host names on the network that it shares with them. */
  readonly nodeNames: readonly string[];
  /** Where each of them listens. */
  readonly listeners: Listeners;
  /**
   * Where each of them answers `majority` or `minority`.
   * @default - nowhere: a node in a minority closes its listeners
   */
  readonly majorityPort?: number;
  readonly sizing: Pick<ClusterSizing, 'idleTimeout' | 'maxConnections'>;
}

/**
 * The text of haproxy.cfg. A node is in when its AMQP listener takes connections and the majority is with it: a stopped, drained
 * or paused node closes the listener, a node with an alarm does not. Alarms hold for the whole cluster, and consumers must reach the queues to clear them.
 * Connections are passed on as they come, TLS too, so that the broker sees client certificates.
 * @see https://docs.haproxy.org/3.0/configuration.html
 */
export function haproxyConf({ nodeNames, listeners, majorityPort, sizing }: BalancedNodes): string {
  const amqp = listeners.amqp ?? listeners.amqps;
  if (amqp === undefined) throw new Error('the nodes must listen for AMQP or AMQPS');
  const served = (['amqp', 'amqps'] as const).flatMap((name) => {
    const nodePort = listeners[name];
    return nodePort === undefined ? [] : [{ name, port: balancerListeners[name], nodePort }];
  });
  const askedForMajority =
    majorityPort === undefined ? [] : [`tcp-check connect port ${majorityPort}`, 'tcp-check expect string majority'];
  const proxies = [
    // One for both, so that together they let in no more than the nodes can bear.
    ...section('frontend clients', [
      ...served.map(({ port }) => `bind :${port}`),
      `maxconn ${sizing.maxConnections}`,
      ...served.map(({ name, port }) => `use_backend ${name} if { dst_port ${port} }`),
    ]),
    ...served.flatMap(({ name, nodePort }) => connections(name, nodePort, amqp)),
    ...management(listeners.management, amqp),
  ];
  return `${[...general(sizing, majorityPort === undefined ? 5 : 3), ...proxies, ...statistics].map((line) => line.trimEnd()).join('\n')}\n`;

  function connections(name: string, nodePort: number, checked: number): string[] {
    return section(`backend ${name}`, [
      'balance leastconn',
      'option tcp-check',
      `tcp-check connect port ${checked}`,
      ...askedForMajority,
      ...servers(nodePort),
    ]);
  }

  function management(nodePort: number, checked: number): string[] {
    return section('listen management', [
      `bind :${balancerListeners.management}`,
      `maxconn ${RESERVED_CONNECTIONS.management}`,
      // One client stays on one node, whose statistics are the freshest for what it just did.
      'stick-table type ip size 10k expire 1h',
      'stick on src',
      'option tcp-check',
      `tcp-check connect port ${nodePort}`,
      `tcp-check connect port ${checked}`,
      ...askedForMajority,
      ...servers(nodePort),
    ]);
  }

  function servers(nodePort: number): string[] {
    return nodeNames.map((name) => `server ${name} ${name}:${nodePort}`);
  }
}

function general({ idleTimeout, maxConnections }: BalancedNodes['sizing'], checkSeconds: number): string[] {
  const { management, statistics } = RESERVED_CONNECTIONS;
  return [
    // The sum of what each frontend lets in, so that none of them is shut because another is full.
    ...section('global', [
      'log stdout format raw local0 notice',
      `maxconn ${maxConnections + management + statistics}`,
    ]),
    // A container that comes back may have another address, so that names are asked for again and again.
    ...section('resolvers network', ['parse-resolv-conf', 'hold valid 2s', 'hold nx 2s', 'hold obsolete 2s']),
    ...section('defaults', [
      'mode tcp',
      'log global',
      `timeout client ${idleTimeout.toSeconds()}s`,
      `timeout server ${idleTimeout.toSeconds()}s`,
      'timeout connect 3s',
      `timeout check ${checkSeconds}s`,
      'option redispatch 1',
      'retries 3',
      'option clitcpka',
      'option srvtcpka',
      'default-server check inter 1s fastinter 300ms fall 3 rise 2 resolvers network init-addr none on-marked-down shutdown-sessions',
    ]),
  ];
}

const statistics = section('frontend statistics', [
  `bind :${balancerListeners.statistics}`,
  `maxconn ${RESERVED_CONNECTIONS.statistics}`,
  'mode http',
  'timeout client 30s',
  'timeout http-request 5s',
  'acl broker_is_gone nbsrv(management) lt 1',
  'monitor-uri /healthy',
  'monitor fail if broker_is_gone',
  'http-request use-service prometheus-exporter if { path /metrics }',
  'stats enable',
  'stats uri /',
  'stats refresh 10s',
]);

function section(head: string, lines: readonly string[]): string[] {
  return [head, ...lines.map((line) => `  ${line}`), ''];
}
