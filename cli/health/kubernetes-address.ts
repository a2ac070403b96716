import { Kubectl, type KubernetesAccess, type Tunnel } from '../kubernetes/kubectl';
import {
  statefulBroker,
  type StatefulBroker,
  type StatefulSet,
  type StatefulSetName,
} from '../kubernetes/stateful-broker';
import { UserError } from '../program/user-error';
import type { BrokerAddress } from './broker-state';
import type { NodeEndpoint } from './https-certificates';
import { shellCommand } from '../../host/shell-word';

/**
 * Makes a broker on Kubernetes answer on this machine, through the API server, for as long as it is asked. Whom to ask as
 * comes from RABBITMQ_USERNAME and RABBITMQ_PASSWORD, else from the administrator's Secret.
 * @param use - asks the broker
 * @throws UserError when there is no such broker, none of its pods runs, or kubectl may not do it
 */
export async function withBrokerOnKubernetes<T>(
  { namespace, name }: StatefulSetName,
  access: KubernetesAccess,
  env: Readonly<Record<string, string | undefined>>,
  use: (address: BrokerAddress) => Promise<T>,
): Promise<T> {
  const kubectl = new Kubectl(access);
  const broker = statefulBroker(await kubectl.get<StatefulSet>(namespace, 'statefulset', name));
  const pods = await answeringPods(kubectl, broker);
  const { username, password } = credentialsFrom(env) ?? (await secret(kubectl, namespace, broker.administratorSecret));
  const { certificateSecret, managementPort, metricsPort } = broker;
  const authority =
    certificateSecret === undefined ? undefined : (await secret(kubectl, namespace, certificateSecret))['ca.crt'];
  const tunnels: Tunnel[] = [];
  try {
    const openTo = async (pod: string, port: number): Promise<number> => {
      const tunnel = await kubectl.forward(namespace, pod, port);
      tunnels.push(tunnel);
      return tunnel.port;
    };
    const nodes: NodeEndpoint[] = [];
    for (const pod of pods) {
      nodes.push({
        url: `${certificateSecret === undefined ? 'http' : 'https'}://127.0.0.1:${await openTo(pod, managementPort)}`,
        username: username ?? '',
        password: password ?? '',
        ca: authority,
        isTunnel: true,
        ...(metricsPort === undefined
          ? {}
          : { metricsUrl: `https://127.0.0.1:${await openTo(pod, metricsPort)}/metrics` }),
      });
    }
    const [first] = nodes;
    if (first === undefined) throw new Error('no pod and no complaint of it');
    const remedy =
      `its credentials come from RABBITMQ_USERNAME and RABBITMQ_PASSWORD, else from Secret ` +
      `'${broker.administratorSecret}' in namespace '${namespace}'; set the variables; see docs/health.md`;
    return await use({ broker: first, nodes, remedy });
  } finally {
    for (const tunnel of tunnels) tunnel.close();
  }
}

/** A pod, as far as it tells whether it can be asked. */
interface Pod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The pods that are ready, or, where none is, those that run: a node of 4.3 in a minority is not ready, and answers. */
async function answeringPods(
  kubectl: Kubectl,
  { namespace, name, selector }: StatefulBroker,
): Promise<readonly string[]> {
  const { items } = await kubectl.get<{ readonly items: readonly Pod[] }>(namespace, 'pods', `--selector=${selector}`);
  const ready = items.filter(({ status }) =>
    status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
  );
  const running = items.filter(({ status }) => status?.phase === 'Running');
  if (running.length > 0) return (ready.length > 0 ? ready : running).map(({ metadata }) => metadata.name);
  const phases = items.map(({ metadata, status }) => `${metadata.name} is ${status?.phase ?? 'unknown'}`).join(', ');
  throw new UserError(
    `no pod of ${namespace}/${name} runs, so that no node can be asked (${phases || 'there is none'}); ` +
      `the reason is in: ${shellCommand('kubectl', 'describe', 'pod', '--namespace', namespace)}`,
  );
}

function credentialsFrom(env: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined {
  const { RABBITMQ_USERNAME: username, RABBITMQ_PASSWORD: password } = env;
  return username && password ? { username, password } : undefined;
}

async function secret(kubectl: Kubectl, namespace: string, name: string): Promise<Partial<Record<string, string>>> {
  const { data = {} } = await kubectl.get<{ readonly data?: Record<string, string> }>(namespace, 'secret', name);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}
