import { path, type Management } from '../../host/management';
import type {
  BindingDefinition,
  PermissionDefinition,
  PolicyDefinition,
  QueueDefinition,
  VhostDefinition,
} from '../../model/topology/topology';
import type { Plan } from '../terraform/plan';
import { referred } from '../terraform/referred';
import { brokerApi, type BrokerEndpoint } from './broker-endpoint';

/** What a queue holds, or all queues of a virtual host together. */
export interface Load {
  readonly messages: number;
  readonly consumers: number;
  /** Of the messages' bodies; absent where that is not counted. */
  readonly bytes?: number;
}

/** What a broker says of itself: also what is not declared here. */
export interface LiveBroker {
  readonly serverVersion: string;
  /** What the provider does not read back is told here. */
  readonly vhosts: readonly VhostDefinition[];
  readonly queues: readonly QueueDefinition[];
  /** Without those of the default exchange, which nobody declares. */
  readonly bindings: readonly BindingDefinition[];
  readonly policies: readonly PolicyDefinition[];
  readonly operatorPolicies: readonly PolicyDefinition[];
  /** Empty where the user may not read them. */
  readonly permissions: readonly PermissionDefinition[];
  /** The user that asked. */
  readonly askedAs: string;
  queue(vhost: string, name: string): Load | undefined;
  vhost(name: string): Load | undefined;
  /** The tags of a virtual host. */
  tagsOf(vhost: string): readonly string[];
  /** How many connections a virtual host has; undefined when that is not known. */
  connections(vhost: string): number | undefined;
}

/** What of a broker is asked only where it counts. */
export interface AskOptions {
  /**
   * Whether to ask for its connections, of which there may be many.
   * @default false
   */
  readonly connections?: boolean;
  /**
   * Whether to ask for its queues and what they hold: without, it has none and no load is known.
   * @default true
   */
  readonly queues?: boolean;
}

/**
 * How a plan's provider reaches its broker: a plan holds what its configuration refers to.
 * @returns undefined when the plan does not tell
 */
export function brokerOf(plan: Plan, provider: string): BrokerEndpoint | undefined {
  const configuration = plan.providers[provider] ?? {};
  const valueOf = (name: string): unknown => {
    const { constant_value: constant, references = [] } = configuration[name] ?? {};
    return references[0] === undefined ? constant : referred(plan, references[0]);
  };
  const [url, username, password] = ['endpoint', 'username', 'password'].map(valueOf);
  const fileOf = (name: string): string | undefined => {
    const file = valueOf(name);
    return typeof file === 'string' && file !== '' ? file : undefined;
  };
  if (typeof url !== 'string' || typeof username !== 'string' || typeof password !== 'string') return undefined;
  const trust = {
    caFile: fileOf('cacert_file'),
    clientCertificateFile: fileOf('clientcert_file'),
    clientKeyFile: fileOf('clientkey_file'),
    insecure: valueOf('insecure') === true,
  };
  return { url, username, password, ...trust };
}

/**
 * Asks a broker what it has.
 * @throws Error when it does not answer
 */
export async function askBroker(
  endpoint: BrokerEndpoint,
  { connections = false, queues: hasQueues = true }: AskOptions = {},
): Promise<LiveBroker> {
  const api = brokerApi(endpoint, 10_000);
  const [overview, vhosts, listed, totals, bindings, policies, operatorPolicies, permissions, connected] =
    await Promise.all([
      api.get<{ readonly rabbitmq_version: string }>('overview'),
      api.get<readonly VhostDefinition[]>('vhosts'),
      hasQueues ? api.get<readonly LiveQueue[]>('queues') : [],
      hasQueues ? api.get<readonly LiveQueue[]>('queues?disable_stats=true&enable_queue_totals=true') : [],
      api.get<readonly BindingDefinition[]>('bindings'),
      api.get<readonly PolicyDefinition[]>('policies'),
      api.get<readonly PolicyDefinition[]>('operator-policies'),
      api.get<readonly PermissionDefinition[]>('permissions').catch(() => []),
      connections ? connectedVhosts(api) : undefined,
    ]);
  // Statistics are collected every five seconds; what the queues say themselves may be newer, and the larger count is safe.
  const counted = new Map(totals.map(({ vhost, name, messages }) => [path`${vhost}/${name}`, messages]));
  const queues = listed.map((queue) => {
    const { messages } = queue;
    const total = counted.get(path`${queue.vhost}/${queue.name}`);
    return messages === undefined || total === undefined ? queue : { ...queue, messages: Math.max(messages, total) };
  });
  const loads = new Map(queues.map((queue) => [path`${queue.vhost}/${queue.name}`, loadOf([queue])]));
  return {
    serverVersion: overview.rabbitmq_version,
    vhosts,
    queues,
    bindings: bindings.filter(({ source }) => source !== ''),
    policies,
    operatorPolicies,
    permissions,
    askedAs: endpoint.username,
    queue: (vhost, name) => loads.get(path`${vhost}/${name}`),
    vhost: (name) => (hasQueues ? loadOf(queues.filter(({ vhost }) => vhost === name)) : undefined),
    tagsOf: (vhost) => vhosts.find(({ name }) => name === vhost)?.tags ?? [],
    connections: (name) => connected?.filter((vhost) => vhost === name).length,
  };
}

/** The counts are absent until the node has collected them for the first time. */
type LiveQueue = QueueDefinition & Partial<Load> & { readonly message_bytes?: number };

/** The virtual host of each connection; undefined where the broker keeps no statistics, or lets this user see none. */
async function connectedVhosts(api: Management): Promise<readonly string[] | undefined> {
  const connections = await api
    .get<readonly { readonly vhost: string }[]>('connections?columns=vhost')
    .catch(() => undefined);
  return Array.isArray(connections) ? connections.map(({ vhost }) => vhost) : undefined;
}

function loadOf(queues: readonly LiveQueue[]): Load | undefined {
  if (queues.some(({ messages }) => messages === undefined)) return undefined;
  const sum = (key: 'messages' | 'consumers' | 'message_bytes') =>
    queues.reduce((total, queue) => total + (queue[key] ?? 0), 0);
  const areBytesKnown = queues.every(({ message_bytes: bytes }) => bytes !== undefined);
  return {
    ...{ messages: sum('messages'), consumers: sum('consumers') },
    ...(areBytesKnown ? { bytes: sum('message_bytes') } : {}),
  };
}
