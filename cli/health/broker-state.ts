import { ManagementError } from '../../host/management';
import { UserError } from '../program/user-error';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';

/** A broker, and where each of its nodes can be asked for what only that node tells. */
export interface BrokerAddress {
  readonly broker: BrokerEndpoint;
  readonly nodes: readonly BrokerEndpoint[];
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
  /** Listeners whose certificate expires within a month, as far as the nodes could be asked. */
  readonly expiring: readonly ExpiringCertificate[];
}

/** A node, as `GET /api/nodes` has it. */
export interface NodeState {
  readonly name: string;
  readonly running: boolean;
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
  readonly state?: string;
  readonly messages?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  readonly leader?: string;
  readonly members?: readonly string[];
  readonly online?: readonly string[];
}

/** A listener with a certificate that expires soon. */
export interface ExpiringCertificate {
  readonly node: string;
  readonly port: number;
  readonly notAfter: string;
}

const REQUEST_MILLISECONDS = 15_000;

const QUEUE_COLUMNS = 'name,vhost,type,state,messages,messages_unacknowledged,consumers,leader,members,online';

/**
 * Asks a broker for all that its health follows from.
 * @throws UserError when it does not answer, or refuses
 */
export async function brokerState({ broker, nodes }: BrokerAddress): Promise<BrokerState> {
  const api = brokerApi(broker, REQUEST_MILLISECONDS);
  const get = async <T>(path: string): Promise<T> => {
    try {
      return await api.get<T>(path);
    } catch (error) {
      if (!(error instanceof ManagementError))
        throw new UserError(`the broker at ${broker.url} cannot be asked: ${(error as Error).message}`);
      const { status } = error;
      throw new UserError(`the broker at ${broker.url} answers ${status} to GET /api/${path}${hints[status] ?? ''}`);
    }
  };
  const [overview, states, queues, featureFlags, expiring] = await Promise.all([
    get<Overview>('overview'),
    get<readonly NodeState[]>('nodes'),
    get<readonly QueueState[]>(`queues?columns=${QUEUE_COLUMNS}`),
    get<BrokerState['featureFlags']>('feature-flags'),
    Promise.all((nodes.length === 0 ? [broker] : nodes).map(expiringOf)),
  ]);
  return {
    clusterName: overview.cluster_name,
    nodes: states,
    queues,
    hiddenQueues: Math.max(0, (overview.object_totals?.queues ?? 0) - queues.length),
    listeners: overview.listeners,
    featureFlags,
    expiring: expiring.flat(),
  };
}

interface Overview {
  readonly cluster_name: string;
  readonly listeners: BrokerState['listeners'];
  /** Counts of the whole broker; absent where statistics are off. */
  readonly object_totals?: { readonly queues?: number };
}

const hints: Readonly<Record<number, string>> = {
  401: ': give its user and password, in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
  403: `: the user needs the tag 'monitoring'`,
};

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
  const { expired = [] } = (failed.body ?? {}) as {
    readonly expired?: readonly {
      readonly node: string;
      readonly port: number;
      readonly certfile_expires_on?: readonly string[];
    }[];
  };
  return expired.map((listener) => ({
    node: listener.node,
    port: listener.port,
    notAfter: listener.certfile_expires_on?.[0] ?? 'within a month',
  }));
}
