import type { PolicyDefinition } from '../../model/topology/topology';
import { ManagementError } from '../../host/management';
import type { LiveBeside } from '../review/effects/undeclared-beside';
import { UserError } from '../program/user-error';
import type { ExpiringCertificate } from './expiring-certificate';
import { expiringHttps, type NodeEndpoint } from './https-certificates';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { brokerAnswers, isObject, NO_API, REQUEST_MILLISECONDS } from './broker-answers';

/** A broker, and where each of its nodes can be asked for what only that node tells. */
export interface BrokerAddress {
  readonly broker: BrokerEndpoint;
  readonly nodes: readonly NodeEndpoint[];
  /** What to do where its credentials are refused: a clause that says where they come from. */
  readonly remedy: string;
}

/** What a broker says of itself; fields that an older server does not send are absent. */
export interface BrokerState {
  readonly clusterName: string;
  readonly nodes: readonly NodeState[];
  readonly queues: readonly QueueState[];
  /** How many queues more there are in virtual hosts on which the user has no permissions. */
  readonly hiddenQueues: number;
  readonly listeners: readonly { readonly node: string; readonly protocol: string; readonly port: number }[];
  readonly featureFlags: readonly { readonly name: string; readonly state: string; readonly stability?: string }[];
  /** Shovels that run or should, where the plugin tells of them. */
  readonly shovels: readonly LinkState[];
  /** Federation links that run or should, where the plugin tells of them. */
  readonly federationLinks: readonly LinkState[];
  /** The names of deprecated features in use; empty where the server does not tell. */
  readonly deprecatedFeatures: readonly string[];
  /** The policies that it has, declared here or not. */
  readonly policies: readonly PolicyDefinition[];
  readonly operatorPolicies: readonly PolicyDefinition[];
  /** Its bindings and permissions; absent where nobody knows what is declared on it. */
  readonly beside?: LiveBeside;
  readonly serverVersion?: string;
  /** Listeners whose certificate expires within a month or has expired, as far as the nodes could be asked. */
  readonly expiring: readonly ExpiringCertificate[];
}

/** A node, as `GET /api/nodes` has it. */
export interface NodeState {
  readonly name: string;
  readonly running: boolean;
  readonly type?: 'disc' | 'ram';
  readonly enabled_plugins?: readonly string[];
  readonly mem_alarm?: boolean;
  readonly disk_free_alarm?: boolean;
  readonly being_drained?: boolean;
  readonly partitions?: readonly string[];
  readonly applications?: readonly { readonly name: string; readonly version: string }[];
}

/** A queue or stream, as `GET /api/queues` has it; counts are absent until they were collected. */
export interface QueueState {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
  readonly durable?: boolean;
  readonly exclusive?: boolean;
  readonly state?: string;
  readonly messages?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  readonly leader?: string;
  readonly members?: readonly string[];
  readonly online?: readonly string[];
}

/** A shovel or a federation link. */
export interface LinkState {
  readonly name: string;
  /** Absent of a shovel of the node's configuration. */
  readonly vhost?: string;
  /** `running`, `starting`, `terminated`, `error`, … */
  readonly state: string;
  /** Why it does not run, in the broker's words, without credentials. */
  readonly reason?: string;
}

const QUEUE_COLUMNS =
  'name,vhost,type,durable,exclusive,state,messages,messages_unacknowledged,consumers,leader,members,online';

/**
 * Asks a broker for all that its health follows from.
 * @throws UserError when it does not answer, or refuses
 */
export async function brokerState({ broker, nodes, remedy }: BrokerAddress): Promise<BrokerState> {
  const { get, list, listIfKnown } = brokerAnswers(broker, remedy);
  const overview = await get<Overview | undefined>('overview');
  if (
    typeof overview?.cluster_name !== 'string' ||
    !Array.isArray(overview.listeners) ||
    overview.listeners.some((one: unknown) => !isObject(one))
  )
    throw new UserError(
      `the broker at ${broker.url} answers GET /api/overview without 'cluster_name' and 'listeners'; ${NO_API}`,
    );
  const [states, queues, featureFlags, shovels, links, deprecated, policies, operatorPolicies, expiring] =
    await Promise.all([
      list<NodeState>('nodes', 'name'),
      list<QueueState>(`queues?columns=${QUEUE_COLUMNS}`, 'name'),
      list<BrokerState['featureFlags'][number]>('feature-flags', 'name'),
      listIfKnown<ShovelStatus>('shovels', 'name', 'state'),
      listIfKnown<LinkStatus>('federation-links', 'upstream', 'status'),
      listIfKnown<{ readonly name: string }>('deprecated-features/used', 'name'),
      listIfKnown<PolicyDefinition>('policies', 'name', 'vhost', 'pattern'),
      listIfKnown<PolicyDefinition>('operator-policies', 'name', 'vhost', 'pattern'),
      expiringOn(broker, nodes, overview.listeners),
    ]);
  return {
    clusterName: overview.cluster_name,
    nodes: states,
    queues,
    hiddenQueues: Math.max(0, (overview.object_totals?.queues ?? 0) - queues.length),
    listeners: overview.listeners,
    featureFlags,
    shovels: shovels.map(({ name, vhost, state, reason }) => ({
      ...{ name, vhost, state },
      ...(reason === undefined ? {} : { reason: withoutCredentials(reason) }),
    })),
    federationLinks: links.map(({ upstream, exchange, queue, vhost, status, error }) => ({
      name: [upstream, queue ?? exchange].filter((one) => typeof one === 'string').join(' to '),
      ...{ vhost, state: status },
      ...(error === undefined ? {} : { reason: withoutCredentials(error) }),
    })),
    deprecatedFeatures: deprecated.map(({ name }) => name),
    policies,
    operatorPolicies,
    serverVersion: overview.rabbitmq_version,
    expiring,
  };
}

interface Overview {
  readonly rabbitmq_version?: string;
  readonly cluster_name: string;
  readonly listeners: BrokerState['listeners'];
  /** Counts of the whole broker; absent where statistics are off. */
  readonly object_totals?: { readonly queues?: number };
}

interface ShovelStatus {
  readonly name: string;
  readonly vhost?: string;
  readonly state: string;
  readonly reason?: unknown;
}

interface LinkStatus {
  readonly upstream: string;
  readonly exchange?: string;
  readonly queue?: string;
  readonly vhost?: string;
  readonly status: string;
  readonly error?: unknown;
}

/** A reason may hold the URI that failed. */
function withoutCredentials(reason: unknown): string {
  const text = typeof reason === 'string' ? reason : JSON.stringify(reason);
  return text.replaceAll(/\/\/[^\s/@]*@/g, '//').slice(0, 300);
}

/** What each node tells of its listeners, or where they are not known, the one that answers. */
async function expiringOn(
  broker: BrokerEndpoint,
  nodes: readonly NodeEndpoint[],
  listeners: BrokerState['listeners'],
): Promise<readonly ExpiringCertificate[]> {
  if (nodes.length === 0) return (await Promise.all([expiringOf(broker), expiringHttps(broker, listeners)])).flat();
  const found = nodes.map(async (endpoint) => {
    const [own, name] = await Promise.all([expiringOf(endpoint), nameOf(endpoint)]);
    return [...own, ...(await expiringHttps({ ...endpoint, node: name }, listeners))];
  });
  return (await Promise.all(found)).flat();
}

async function nameOf(endpoint: BrokerEndpoint): Promise<string | undefined> {
  const api = brokerApi(endpoint, REQUEST_MILLISECONDS);
  const overview = await api.get<{ readonly node?: unknown } | undefined>('overview').catch(() => undefined);
  return typeof overview?.node === 'string' ? overview.node : undefined;
}

/** A node tells only of its own listeners; one that does not answer is found by the others. */
async function expiringOf(node: BrokerEndpoint): Promise<readonly ExpiringCertificate[]> {
  const failed = await brokerApi(node, REQUEST_MILLISECONDS)
    .get('health/checks/certificate-expiration/1/months')
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  // A check that does not pass is answered by 503.
  if (!(failed instanceof ManagementError) || failed.status !== 503) return [];
  const { expired } = (failed.body ?? {}) as {
    readonly expired?: readonly {
      readonly node: string;
      readonly protocol?: string;
      readonly port: number;
      readonly certfile_expires_on?: unknown;
      readonly cacertfile_expires_on?: unknown;
    }[];
  };
  return (Array.isArray(expired) ? expired : []).map((listener) => {
    const own = firstOf(listener.certfile_expires_on);
    const authority = firstOf(listener.cacertfile_expires_on);
    return {
      node: listener.node,
      protocol: String(listener.protocol),
      port: listener.port,
      notAfter: own ?? authority,
      isAuthority: own === undefined && authority !== undefined,
    };
  });
}

/** The first of some dates, which the broker writes in UTC: `2026-12-08 0:53:49`. */
function firstOf(dates: unknown): string | undefined {
  const given: readonly unknown[] = Array.isArray(dates) ? dates : [];
  const known = given.flatMap((date) => {
    const [, day, hour, rest] = /^(\d+-\d\d-\d\d) (\d+)(:\d\d:\d\d)$/.exec(String(date)) ?? [];
    const iso = `${day}T${hour?.padStart(2, '0')}${rest}.000Z`;
    return Number.isNaN(Date.parse(iso)) ? [] : [iso];
  });
  return known.toSorted()[0];
}
