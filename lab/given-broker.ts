import { newAdministrator } from './administrator';
import type { StartedBroker } from './broker';
import { type Management, management, path } from '../host/management';
import { Unavailable } from './unavailable';
import { until } from '../host/until';

/**
 * Uses a broker that runs already, through an administrator made for this use.
 * @param url - of its management API or of AMQP, with the credentials of an administrator
 * @param plugins - what it must have enabled
 * @throws Unavailable when it lacks what the tests need; any other error when it does not answer
 */
export async function useGivenBroker(url: URL, plugins: readonly string[]): Promise<StartedBroker> {
  const managementUrl = managementUrlOf(url);
  const api = management(managementUrl, decodeURIComponent(url.username), decodeURIComponent(url.password));
  const { rabbitmq_version, listeners } = await api.get<Overview>('overview');
  const addressOf = (protocol: string) => {
    const listener = listeners.find((candidate) => candidate.protocol === protocol);
    return listener && `${url.hostname}:${listener.port}`;
  };
  const [amqp, metrics] = [addressOf('amqp'), addressOf('http/prometheus')];
  if (amqp === undefined) throw new Unavailable(`the broker at ${managementUrl} does not listen for AMQP without TLS`);
  await requirePlugins(api, plugins);
  const { username, password } = newAdministrator();
  await api.put(path`users/${username}`, { password, tags: 'administrator' });
  await api.put(path`permissions/${'/'}/${username}`, { configure: '.*', write: '.*', read: '.*' });
  return {
    amqpUrl: `amqp://${amqp}`,
    managementUrl,
    prometheusUrl: metrics && `http://${metrics}`,
    username,
    password,
    serverVersion: rabbitmq_version,
    container: undefined,
    stop: () => api.delete(path`users/${username}`),
  };
}

interface Overview {
  readonly rabbitmq_version: string;
  readonly listeners: readonly { readonly protocol: string; readonly port: number }[];
}

function managementUrlOf({ protocol, hostname, origin }: URL): string {
  if (protocol === 'amqp:') return `http://${hostname}:15672`;
  if (protocol === 'http:' || protocol === 'https:') return origin;
  throw new Error(`RABBITMQ_URL starts with '${protocol}'; give the http, https or amqp URL of a broker`);
}

interface NodeStatus {
  /** What runs, plugins by their own names; a node that has just started does not tell it yet. */
  readonly applications?: readonly { readonly name: string }[];
}

async function requirePlugins(api: Management, plugins: readonly string[]): Promise<void> {
  if (plugins.length === 0) return;
  const ask = async () => {
    const nodes = await api.get<readonly NodeStatus[]>('nodes');
    return nodes.map(({ applications }) => {
      if (applications === undefined) throw new Error('a node does not tell what it runs');
      return applications.map(({ name }) => name);
    });
  };
  const running = await until('every node tells what it runs', ask, { within: 30_000 });
  const missing = plugins.filter((plugin) => !running.every((ofNode) => ofNode.includes(plugin)));
  if (missing.length > 0) throw new Unavailable(`the broker lacks ${missing.join(', ')}; enable it on every node`);
}
