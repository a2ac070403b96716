import { randomBytes } from 'node:crypto';
import { docker } from '../../../host/docker';
import { management, type Management } from '../../../host/management';
import { until } from '../../../host/until';
import { labels } from '../../../lab/belongings';
import { newAdministrator } from '../../../lab/administrator';
import { lastWords, published } from '../../../lab/container';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { removeNetworks } from '../../../lab/networks';

/** A cluster of two nodes of RabbitMQ 3.10, where queues are mirrored. */
export interface OlderCluster {
  readonly api: Management;
  readonly username: string;
  readonly password: string;
  /** The network of its nodes, on which the first is `FIRST_HOST`. */
  readonly network: string;
  remove(): Promise<void>;
}

/** The name of the first node on the network. */
export const FIRST_HOST = 'older1';

/** Starts the cluster. */
export async function startOlderCluster(): Promise<OlderCluster> {
  const image = await ensureImage(rabbitmqImage('3.10'));
  const network = `rabbitmq-cdk-older-${process.pid}`;
  const { username, password } = newAdministrator();
  const env = {
    RABBITMQ_DEFAULT_USER: username,
    RABBITMQ_DEFAULT_PASS: password,
    RABBITMQ_ERLANG_COOKIE: randomBytes(12).toString('hex'),
  };
  const variables = Object.keys(env).flatMap((name) => ['--env', name]);
  await docker(['network', 'create', ...labels(), network]);
  const remove = () => removeNetworks([network]);
  try {
    const start = (host: string, ...more: readonly string[]) => {
      const where = ['--network', network, '--hostname', host, '--network-alias', host];
      return docker(['run', '--detach', ...labels(), ...variables, ...where, ...more, image], { env });
    };
    const first = await start(FIRST_HOST, '--publish', '127.0.0.1::15672');
    const second = await start('older2');
    for (const node of [first, second]) await started(node);
    await docker(['exec', '--user', 'rabbitmq', second, 'rabbitmqctl', 'stop_app']);
    await docker(['exec', '--user', 'rabbitmq', second, 'rabbitmqctl', 'join_cluster', `rabbit@${FIRST_HOST}`]);
    await docker(['exec', '--user', 'rabbitmq', second, 'rabbitmqctl', 'start_app']);
    const api = management(`http://${await published(first, 15672)}`, username, password);
    await until(
      'both nodes run',
      async () => {
        const nodes = await api.get<readonly { readonly running: boolean }[]>('nodes');
        if (nodes.filter(({ running }) => running).length !== 2) throw new Error(JSON.stringify(nodes.length));
      },
      { within: 60_000 },
    );
    return { api, username, password, network, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Waits until a node of 3.10 has started. */
export async function started(container: string): Promise<void> {
  try {
    await until(
      'a node of 3.10 has started',
      () => docker(['exec', '--user', 'rabbitmq', container, 'rabbitmqctl', 'await_startup', '--timeout', '20']),
      { within: 120_000, every: 500 },
    );
  } catch (error) {
    throw new Error(`${String(error)}: ${await lastWords(container)}`, { cause: error });
  }
}
