import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { applyStack } from '../lab/apply';
import { labels } from '../lab/belongings';
import { published } from '../lab/container';
import { docker } from '../host/docker';
import { ensureEngine } from '../lab/engine';
import { ensureImage } from '../lab/image';
import { haproxyImage } from '../lab/images/haproxy';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { freePorts } from '../lab/ports';
import { freePortRange } from '../test/free-port-range';
import { until } from '../host/until';
import { Size } from '../model/size';
import { ClusterStack } from '../stacks/cluster';

/** How long a cluster took from nothing, in milliseconds. */
export interface ClusterTimes {
  /** As its stack describes it, load balancer included. */
  readonly stack: number;
  /** As containers that are started together, and joined one after the other by hand. */
  readonly joined: number;
}

/**
 * Starts a cluster of three from nothing both ways, in turn, so that what the machine does beside them meets both.
 * @returns the least time of each
 */
export async function measureClusters(rounds: number): Promise<ClusterTimes> {
  await ensureEngine();
  const image = await ensureImage(rabbitmqImage);
  await ensureImage(haproxyImage);
  const times: ClusterTimes[] = [];
  for (let round = 0; round < rounds; round++)
    times.push({ stack: await timeOfStack(), joined: await timeOfJoining(image) });
  return {
    stack: Math.min(...times.map(({ stack }) => stack)),
    joined: Math.min(...times.map(({ joined }) => joined)),
  };
}

async function timeOfStack(): Promise<number> {
  const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  const [amqp = 0, management = 0, statistics = 0] = await freePorts(3);
  const first = await freePortRange(9);
  try {
    const app = new App({ stackTraces: false, outdir });
    new ClusterStack(app, 'cluster', {
      clusterName: `bench-${process.pid}-node`,
      memory: Size.mebibytes(512),
      ports: { amqp: first, management: first + 3, prometheus: first + 6 },
      balancerPorts: { amqp, management, statistics },
    });
    app.synth();
    const json = JSON.parse(readFileSync(join(outdir, 'stacks/cluster/cdk.tf.json'), 'utf8'));
    const start = Date.now();
    const applied = await applyStack(json);
    const elapsed = Date.now() - start;
    await applied.destroy();
    return elapsed;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What a compose file and a script of `rabbitmqctl` do. */
async function timeOfJoining(image: string): Promise<number> {
  const network = `bench-${process.pid}`;
  const [first = '', ...others] = [1, 2, 3].map((number) => `bench-${process.pid}-joined${number}`);
  const env = { RABBITMQ_ERLANG_COOKIE: randomBytes(16).toString('hex') };
  const start = Date.now();
  await docker(['network', 'create', ...labels(), network]);
  try {
    const options = [
      '--detach',
      '--network',
      network,
      '--memory',
      '512m',
      '--env',
      'RABBITMQ_ERLANG_COOKIE',
      '--env',
      'ERL_MAX_PORTS=65536',
      '--publish',
      '127.0.0.1::5672',
    ];
    await Promise.all(
      [first, ...others].map((name) =>
        docker(['run', ...labels(), ...options, '--name', name, '--hostname', name, image], { env }),
      ),
    );
    await Promise.all([first, ...others].map(started));
    for (const name of others) {
      const control = (...words: readonly string[]) => docker(['exec', name, 'rabbitmqctl', '--quiet', ...words]);
      await control('stop_app');
      await control('reset');
      await control('join_cluster', `rabbit@${first}`);
      await control('start_app');
    }
    return Date.now() - start;
  } finally {
    await docker(['rm', '--force', '--volumes', first, ...others]);
    await docker(['network', 'rm', network]);
  }
}

/** Waits for the broker's answer to a greeting: a published port takes connections before anything listens behind it. */
async function started(name: string): Promise<void> {
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
  await until(`${name} has started`, probe, { within: 120_000, every: 200 });
}
