import { newAdministrator } from './administrator';
import type { StartedBroker } from './broker';
import { labels, sweep } from './belongings';
import { isRunning, lastWords, published, remove } from './container';
import { docker } from '../host/docker';
import { ensureEngine } from './engine';
import { ensureImage } from './image';
import type { Generation } from './generation';
import { rabbitmqImage } from './images/rabbitmq';
import { type Management, management } from '../host/management';
import { during } from './progress';
import { Hopeless, until } from '../host/until';

/** A broker that was started for its user. */
export interface ContainedBroker extends StartedBroker {
  readonly container: string;
  /** `http://127.0.0.1:15692`, without a path. */
  readonly prometheusUrl: string;
}

/**
 * Starts a broker in a container of its own.
 * @param plugins - plugins beside rabbitmq_management and rabbitmq_prometheus
 * @param server - the generation of the server
 * @throws Unavailable when there is no Docker engine or no image
 */
export async function startBrokerContainer(plugins: readonly string[], server: Generation): Promise<ContainedBroker> {
  await ensureEngine();
  await sweep();
  const image = await ensureImage(rabbitmqImage(server));
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
    await requirePlugins(container, plugins);
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

/** Waits until all listeners answer; returns the server's version. */
async function whenReady(container: string, api: Management): Promise<string> {
  const probe = async () => {
    if (!(await isRunning(container))) throw new Hopeless(`its container ended: ${await lastWords(container)}`);
    for (const port of [5672, 15692]) await api.get(`health/checks/port-listener/${port}`);
    const { rabbitmq_version } = await api.get<{ readonly rabbitmq_version: string }>('overview');
    return rabbitmq_version;
  };
  return until('the broker is ready', probe, { within: 120_000, every: 200 });
}

/** The broker ignores names that it does not know. */
async function requirePlugins(container: string, plugins: readonly string[]): Promise<void> {
  if (plugins.length === 0) return;
  const running = await docker(['exec', container, 'rabbitmq-plugins', '--quiet', 'list', '--enabled', '--minimal']);
  const missing = plugins.filter((plugin) => !running.split('\n').includes(plugin));
  if (missing.length > 0) throw new Error(`the broker has no plugin ${missing.join(', ')}`);
}
