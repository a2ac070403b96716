import { path } from '../../host/management';
import { isFault, readDefinitions } from '../../model/definitions/definitions';
import type { ExchangeDefinition, Topology } from '../../model/topology/topology';
import { UserError } from '../program/user-error';
import { askedBroker } from './asked-broker';
import type { BrokerEndpoint } from './broker-endpoint';
import { unexportedExchanges } from './internal-exchanges';

/** All that a live broker has, and what only it tells. */
export interface BrokerDefinitions {
  readonly topology: Topology;
  readonly serverVersion: string;
  readonly nodeCount: number;
  /** Where its nodes listen, by protocol: `amqp`, `http/prometheus`. */
  readonly listeners: readonly NodeListener[];
  /** Queues that belong to a connection; no export tells of them. */
  readonly exclusiveQueues: readonly QueueKey[];
  /** Queues that are kept without `x-queue-type`, as servers before 4.0 declared them. */
  readonly untypedQueues: readonly QueueKey[];
}

/** A listener of a node. */
export interface NodeListener {
  /** `rabbit@HOST` */
  readonly node: string;
  readonly protocol: string;
  readonly port: number;
}

/** What tells a queue from all others. */
export interface QueueKey {
  readonly vhost: string;
  readonly name: string;
}

/**
 * Asks a broker for all that it has.
 * @throws UserError when it does not answer, or refuses
 */
export async function brokerDefinitions(endpoint: BrokerEndpoint): Promise<BrokerDefinitions> {
  const { get } = askedBroker(endpoint);
  const [overview, definitions, vhosts, nodes, exchanges] = await Promise.all([
    get<{ readonly rabbitmq_version?: unknown; readonly listeners?: readonly NodeListener[] }>('overview'),
    get<Readonly<Record<string, unknown>>>('definitions'),
    get<readonly { readonly name: string; readonly tracing?: boolean }[]>('vhosts'),
    get<readonly unknown[]>('nodes'),
    get<readonly ExchangeDefinition[]>('exchanges'),
  ]);
  const { rabbitmq_version: serverVersion, listeners = [] } = overview;
  if (typeof serverVersion !== 'string' || ![vhosts, nodes, exchanges].every(Array.isArray))
    throw new UserError(
      `the broker at ${endpoint.url} does not answer as a management API of RabbitMQ does; give the URL of one`,
    );
  // One virtual host at a time, since an administrator sees the queues only of those in which it may do something.
  const queues = (
    await Promise.all(vhosts.map(({ name }) => get<readonly LiveQueue[]>(`${path`queues/${name}`}?${COLUMNS}`)))
  ).flat();
  return {
    topology: topologyOf(definitions, vhosts, exchanges, endpoint.url),
    serverVersion,
    nodeCount: Math.max(1, nodes.length),
    listeners,
    exclusiveQueues: queues.filter(({ exclusive }) => exclusive === true),
    untypedQueues: queues.filter(({ arguments: args }) => args !== undefined && !Object.hasOwn(args, 'x-queue-type')),
  };
}

const COLUMNS = 'disable_stats=true&columns=name,vhost,exclusive,arguments';

interface LiveQueue extends QueueKey {
  readonly exclusive?: boolean;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** An export does not tell which virtual hosts are traced, nor of internal exchanges on all servers. */
function topologyOf(
  definitions: Readonly<Record<string, unknown>>,
  vhosts: readonly { readonly name: string; readonly tracing?: boolean }[],
  exchanges: readonly ExchangeDefinition[],
  url: string,
): Topology {
  const read = readDefinitions(JSON.stringify(definitions), url);
  if (isFault(read)) throw new UserError(`the definitions of the broker at ${url} cannot be read: ${read.message}`);
  const traced = new Set(vhosts.filter(({ tracing }) => tracing === true).map(({ name }) => name));
  return {
    ...read.topology,
    exchanges: [
      ...read.topology.exchanges,
      ...unexportedExchanges(exchanges, read.topology.exchanges).map((exchange, index) => ({
        ...exchange,
        declaredAt: `${url}#/exchanges/${read.topology.exchanges.length + index}`,
      })),
    ],
    vhosts: read.topology.vhosts.map((vhost) => (traced.has(vhost.name) ? { ...vhost, tracing: true } : vhost)),
  };
}
