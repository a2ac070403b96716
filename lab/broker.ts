import { randomBytes } from 'node:crypto';
import { isRunning, labels, lastWords, published, remove, sweep } from './container';
import { docker } from './docker';
import { ensureEngine } from './engine';
import { ensureImage } from './image';
import { rabbitmqImage } from './images/rabbitmq';
import { type Management, management, path } from './management';
import { during } from './progress';
import { Unavailable } from './unavailable';
import { Hopeless, until } from './until';

/** A running broker and an administrator of it. */
export interface Broker {
  /** `amqp://127.0.0.1:5672`, without credentials. */
  readonly amqpUrl: string;
  /** `http://127.0.0.1:15672`, without credentials. */
  readonly managementUrl: string;
  /** `http://127.0.0.1:15692`; undefined when the broker does not serve metrics. */
  readonly prometheusUrl: string | undefined;
  readonly username: string;
  readonly password: string;
  /** `4.0.5` */
  readonly serverVersion: string;
}

/** A broker that ends with its user. */
export interface StartedBroker extends Broker {
  /** The container it runs in; undefined when it is the given one. */
  readonly container: string | undefined;
  /** Removes the container; of a given broker, the administrator that was made for this use. */
  stop(): Promise<void>;
}

export type MetadataStore = 'mnesia' | 'khepri';

export interface BrokerOptions {
  /**
   * Plugins beside rabbitmq_management and rabbitmq_prometheus.
   * @default []
   */
  readonly plugins?: readonly string[];
  /**
   * Where the broker keeps its metadata.
   * @default - the server's own default: Mnesia up to 4.1, then Khepri
   */
  readonly metadataStore?: MetadataStore;
}

/**
 * Starts a broker, or uses the one that the environment variable `RABBITMQ_URL` gives: the URL of its management API
 * (`http://user:password@host:15672`) or its AMQP URL (`amqp://user:password@host:5672`; the API is then looked for on port
 * 15672 of that host), with the credentials of an administrator.
 * @throws Unavailable when there is no Docker engine or no image, or when the given broker lacks a plugin
 */
export async function startBroker(options: BrokerOptions = {}): Promise<StartedBroker> {
  const given = process.env['RABBITMQ_URL'];
  const broker = given ? await useGiven(new URL(given)) : await startContainer(options);
  try {
    const api = administrationOf(broker);
    await requirePlugins(api, options.plugins ?? []);
    if (options.metadataStore !== undefined) await requireMetadataStore(api, options.metadataStore);
    return broker;
  } catch (error) {
    await broker.stop();
    throw error;
  }
}

/** The management API of a broker as its administrator. */
export function administrationOf(broker: Broker): Management {
  return management(broker.managementUrl, broker.username, broker.password);
}

/** The AMQP URL of one virtual host, with the administrator's credentials. */
export function connectionUrl({ amqpUrl, username, password }: Broker, vhost: string): string {
  const url = new URL(amqpUrl);
  [url.username, url.password, url.pathname] = [username, password, encodeURIComponent(vhost)];
  return url.href;
}

async function startContainer({ plugins = [] }: BrokerOptions): Promise<StartedBroker> {
  await ensureEngine();
  await sweep();
  const image = await ensureImage(rabbitmqImage);
  const { username, password } = newAdministrator();
  const enabled = ['rabbitmq_management', 'rabbitmq_prometheus', ...plugins];
  const env = {
    RABBITMQ_DEFAULT_USER: username,
    RABBITMQ_DEFAULT_PASS: password,
    RABBITMQ_ENABLED_PLUGINS: enabled.join(','),
  };
  const variables = Object.keys(env).flatMap((name) => ['--env', name]);
  const ports = [5672, 15672, 15692].flatMap((port) => ['--publish', `127.0.0.1::${port}`]);
  const container = await docker(['run', '--detach', ...labels(), ...variables, ...ports, image], { env });
  try {
    const [amqp, http, metrics] = await Promise.all([5672, 15672, 15692].map((port) => published(container, port)));
    const managementUrl = `http://${http}`;
    // While nothing listens in the container the engine's proxy closes connections at once, of which fetch may hear nothing.
    const api = management(managementUrl, username, password, 2_000);
    const serverVersion = await during(`starting a broker from ${image}`, () => whenReady(container, api));
    return {
      amqpUrl: `amqp://${amqp}`,
      managementUrl,
      prometheusUrl: `http://${metrics}`,
      username,
      password,
      serverVersion,
      container,
      stop: () => remove([container]),
    };
  } catch (error) {
    await remove([container]);
    throw error;
  }
}

interface Overview {
  readonly rabbitmq_version: string;
  readonly node: string;
  readonly listeners: readonly { readonly protocol: string; readonly port: number }[];
}

/** Waits until all listeners answer; returns the server's version. */
async function whenReady(container: string, api: Management): Promise<string> {
  const probe = async () => {
    if (!(await isRunning(container))) throw new Hopeless(`its container ended: ${await lastWords(container)}`);
    for (const port of [5672, 15692]) await api.get(`health/checks/port-listener/${port}`);
    const { rabbitmq_version } = await api.get<Overview>('overview');
    return rabbitmq_version;
  };
  return until('the broker is ready', probe, { within: 120_000, every: 200 });
}

async function useGiven(url: URL): Promise<StartedBroker> {
  const scheme = /^(amqp|http)(s?):$/.exec(url.protocol);
  if (scheme === null)
    throw new Unavailable(`RABBITMQ_URL starts with '${url.protocol}'; give an http, https, amqp or amqps URL`);
  const managementUrl = scheme[1] === 'amqp' ? `http${scheme[2]}://${url.hostname}:15672` : url.origin;
  const api = management(managementUrl, decodeURIComponent(url.username), decodeURIComponent(url.password));
  const { rabbitmq_version, listeners } = await overviewOf(api, managementUrl);
  const port = (protocol: string) => listeners.find((listener) => listener.protocol === protocol)?.port;
  const [amqp, metrics] = [port('amqp'), port('http/prometheus')];
  if (amqp === undefined) throw new Unavailable(`the broker at ${managementUrl} does not listen for AMQP without TLS`);
  const { username, password } = newAdministrator();
  await api.put(path`users/${username}`, { password, tags: 'administrator' });
  await api.put(path`permissions/${'/'}/${username}`, { configure: '.*', write: '.*', read: '.*' });
  return {
    amqpUrl: scheme[1] === 'amqp' ? `${url.protocol}//${url.host}` : `amqp://${url.hostname}:${amqp}`,
    managementUrl,
    prometheusUrl: metrics === undefined ? undefined : `http://${url.hostname}:${metrics}`,
    username,
    password,
    serverVersion: rabbitmq_version,
    container: undefined,
    stop: () => api.delete(path`users/${username}`),
  };
}

async function overviewOf(api: Management, managementUrl: string): Promise<Overview> {
  try {
    return await api.get<Overview>('overview');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unavailable(`the broker that RABBITMQ_URL gives does not answer at ${managementUrl}: ${reason}`);
  }
}

function newAdministrator(): { readonly username: string; readonly password: string } {
  return { username: `lab-${randomBytes(4).toString('hex')}`, password: randomBytes(18).toString('base64url') };
}

async function requirePlugins(api: Management, plugins: readonly string[]): Promise<void> {
  if (plugins.length === 0) return;
  // A broker that has just started does not yet know all about itself.
  const ask = async () => {
    const nodes = await api.get<readonly { readonly enabled_plugins?: readonly string[] }[]>('nodes');
    return nodes.map(({ enabled_plugins }) => {
      if (enabled_plugins === undefined) throw new Error('a node does not tell its plugins');
      return enabled_plugins;
    });
  };
  const enabled = await until('every node tells its plugins', ask, { within: 30_000 });
  const missing = plugins.filter((plugin) => !enabled.every((ofNode) => ofNode.includes(plugin)));
  if (missing.length > 0) throw new Unavailable(`the broker lacks ${missing.join(', ')}; enable it on every node`);
}

/** The store is a feature flag that can be enabled on a running server, and never disabled. */
async function requireMetadataStore(api: Management, store: MetadataStore): Promise<void> {
  const flags = await api.get<readonly { readonly name: string; readonly state: string }[]>('feature-flags');
  const isKhepri = flags.some(({ name, state }) => name === 'khepri_db' && state === 'enabled');
  if (store === 'mnesia' && isKhepri)
    throw new Unavailable('the broker keeps its metadata in Khepri and cannot go back');
  if (store === 'mnesia' || isKhepri) return;
  await during('moving the metadata to Khepri', () => api.put(path`feature-flags/${'khepri_db'}/enable`));
}
