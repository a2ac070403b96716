import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from '../host/docker';
import { until } from '../host/until';
import { labels } from '../lab/belongings';
import { published, remove } from '../lab/container';

/** What runs in the containers. */
export interface ClusterImages {
  /** Of each node. */
  readonly image: string;
  /** HAProxy. */
  readonly balancerImage: string;
}

const prefix = `bench-${process.pid}`;
const [first, ...others] = [`${prefix}-joined1`, `${prefix}-joined2`, `${prefix}-joined3`] as const;
const nodes = [first, ...others];
const balancer = `${prefix}-balancer`;

/**
 * What a compose file and a script of `rabbitmqctl` do: three nodes with volumes, and HAProxy, are started together; when the
 * nodes are ready, the others join the first, one after the other.
 * @returns the milliseconds until HAProxy answers AMQP
 */
export async function timeOfJoining(images: ClusterImages): Promise<number> {
  const start = Date.now();
  await docker(['network', 'create', ...labels(), prefix]);
  try {
    await startAll(images);
    await Promise.all(nodes.map(answersAmqp));
    for (const name of others) {
      const control = (...words: readonly string[]) => docker(['exec', name, 'rabbitmqctl', '--quiet', ...words]);
      await control('stop_app');
      await control('reset');
      await control('join_cluster', `rabbit@${first}`);
      await control('start_app');
    }
    await answersAmqp(balancer);
    return Date.now() - start;
  } finally {
    await remove([balancer, ...nodes]);
    await docker(['volume', 'rm', '--force', ...nodes]);
    await docker(['network', 'rm', prefix]);
  }
}

async function startAll({ image, balancerImage }: ClusterImages): Promise<void> {
  const ports = ['--publish', '127.0.0.1::5672', '--publish', '127.0.0.1::15672'];
  const common = [...labels(), '--network', prefix, ...ports];
  const env = { RABBITMQ_ERLANG_COOKIE: randomBytes(16).toString('hex') };
  const variables = ['--env', 'RABBITMQ_ERLANG_COOKIE', '--env', 'ERL_MAX_PORTS=65536'];
  await Promise.all(
    nodes.map(async (name) => {
      await docker(['volume', 'create', ...labels(), name]);
      const own = ['--name', name, '--hostname', name, '--volume', `${name}:/var/lib/rabbitmq`];
      const options = ['--memory', '512m', ...variables, ...own];
      await docker(['run', '--detach', ...common, ...options, image], { env });
    }),
  );
  // It looks the nodes' names up when it starts, and so depends on their containers, as in a compose file.
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  try {
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, haproxyConf(nodes));
    await docker(['create', ...common, '--name', balancer, balancerImage]);
    await docker(['cp', file, `${balancer}:/usr/local/etc/haproxy/haproxy.cfg`]);
    await docker(['start', balancer]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** HAProxy in front of AMQP and management, with its own defaults for the health checks. */
export function haproxyConf(names: readonly string[]): string {
  const listen = (name: string, port: number): string[] => [
    `listen ${name}`,
    `  bind :${port}`,
    '  balance roundrobin',
    ...names.map((node) => `  server ${node} ${node}:${port} check`),
  ];
  return [
    'defaults',
    '  mode tcp',
    '  timeout connect 5s',
    '  timeout client 30s',
    '  timeout server 30s',
    ...listen('amqp', 5672),
    ...listen('management', 15672),
    '',
  ].join('\n');
}

/** Waits for the answer to a greeting: a published port takes connections before anything listens behind it. */
async function answersAmqp(name: string): Promise<void> {
  const [host = '', port] = (await published(name, 5672)).split(':');
  const probe = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host, port: Number(port) }, () => socket.write('AMQP\0\0\x09\x01'));
      socket.setTimeout(2_000, () => socket.destroy(new Error('it is silent')));
      socket.on('error', reject).on('close', () => reject(new Error('it hangs up')));
      socket.on('data', () => {
        resolve();
        socket.destroy();
      });
    });
  await until(`${name} answers AMQP`, probe, { within: 120_000, every: 200 });
}
