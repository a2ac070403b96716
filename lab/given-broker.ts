import { newAdministrator } from './administrator';
import { connectionUrl, type StartedBroker } from './broker';
import { nearestGeneration, type Generation } from './generation';
import { login } from './login';
import { type Management, management, path } from '../host/management';
import { Unavailable } from './unavailable';
import { until } from '../host/until';

/** Where a broker that runs already is. */
export interface GivenBroker {
  /** Its management API or AMQP, with the credentials of an administrator. */
  readonly url: URL;
  /**
   * Where it listens for AMQP.
   * @default - `url` when that is for AMQP; otherwise its host, and the port that the broker says: the wrong one where a container
   *   publishes another
   */
  readonly amqp?: URL | undefined;
}

/** How long a broker that has just started may take to tell all that it runs, in milliseconds. */
const patience = 30_000;

/**
 * Uses a broker that runs already, through an administrator made for this use.
 * @param plugins - what it must have enabled
 * @param server - the generation that is wanted
 * @throws Unavailable when it is of another generation; any other error when it does not answer or lacks what is needed,
 *   because it was meant
 */
export async function useGivenBroker(
  { url, amqp }: GivenBroker,
  plugins: readonly string[],
  server: Generation,
): Promise<StartedBroker> {
  const managementUrl = managementUrlOf(url);
  const api = management(managementUrl, decodeURIComponent(url.username), decodeURIComponent(url.password));
  const { rabbitmq_version: serverVersion } = await api.get<Overview>('overview');
  if (nearestGeneration(serverVersion) !== server)
    throw new Unavailable(`RABBITMQ_URL gives a broker of version ${serverVersion}, and this is about ${server}`);
  await requirePlugins(api, plugins);
  const amqpUrl = `amqp://${await amqpAddress(api, url, amqp)}`;
  const { username, password } = newAdministrator();
  await api.put(path`users/${username}`, { password, tags: 'administrator' });
  const stop = () => api.delete(path`users/${username}`);
  try {
    await api.put(path`permissions/${'/'}/${username}`, { configure: '.*', write: '.*', read: '.*' });
    await login(connectionUrl({ amqpUrl, username, password }, '/')).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      const remedy = 'set RABBITMQ_AMQP_URL to where it listens';
      throw new Error(`the broker at ${managementUrl} does not answer at ${amqpUrl}: ${reason}; ${remedy}`);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { amqpUrl, managementUrl, username, password, serverVersion, container: undefined, stop };
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

/** Host and port. */
async function amqpAddress(api: Management, url: URL, amqp: URL | undefined): Promise<string> {
  const told = amqp ?? (url.protocol === 'amqp:' ? url : undefined);
  if (told !== undefined) return `${told.hostname}:${told.port || 5672}`;
  const ask = async () => {
    const { listeners } = await api.get<Overview>('overview');
    const port = listeners.find(({ protocol }) => protocol === 'amqp')?.port;
    if (port === undefined) throw new Error('it has no listener for AMQP without TLS');
    return `${url.hostname}:${port}`;
  };
  return until('the broker listens', ask, { within: patience });
}

interface NodeStatus {
  /** What runs, plugins by their own names; a node that has just started does not tell it yet, or not all of it. */
  readonly applications?: readonly { readonly name: string }[];
}

async function requirePlugins(api: Management, plugins: readonly string[]): Promise<void> {
  if (plugins.length === 0) return;
  const ask = async () => {
    const nodes = await api.get<readonly NodeStatus[]>('nodes');
    const running = nodes.map(({ applications = [] }) => applications.map(({ name }) => name));
    const missing = plugins.filter((plugin) => !running.every((ofNode) => ofNode.includes(plugin)));
    if (missing.length > 0) throw new Error(`the broker lacks ${missing.join(', ')}; enable it on every node`);
  };
  await until('every node runs the plugins', ask, { within: patience, every: 500 });
}
