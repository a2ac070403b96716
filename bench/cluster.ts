import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { applyStack } from '../lab/apply';
import { labels } from '../lab/belongings';
import { docker } from '../host/docker';
import { ensureEngine } from '../lab/engine';
import { ensureImage } from '../lab/image';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { freePorts } from '../lab/ports';
import { freePortRange } from '../test/free-port-range';
import { until } from '../host/until';
import { Size } from '../model/size';
import { ClusterStack } from '../stacks/cluster';

/**
 * How long a cluster of three takes from nothing: as its stack describes it, load balancer included, beside containers that
 * are started together and joined one after the other by hand. In turn, so that what the machine does beside them meets both.
 */
async function main(rounds: number): Promise<void> {
  await ensureEngine();
  const image = await ensureImage(rabbitmqImage);
  const pairs: { readonly stack: number; readonly joined: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const pair = { stack: await timeOfStack(), joined: await timeOfJoining(image) };
    process.stdout.write(
      `stack ${seconds(pair.stack)}, joined by hand ${seconds(pair.joined)}, ratio ${ratio(pair)}\n`,
    );
    pairs.push(pair);
  }
  const best = {
    stack: Math.min(...pairs.map(({ stack }) => stack)),
    joined: Math.min(...pairs.map(({ joined }) => joined)),
  };
  process.stdout.write(
    `least of ${rounds}: stack ${seconds(best.stack)}, joined by hand ${seconds(best.joined)}, ratio ${ratio(best)}\n`,
  );
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

/** Asked without `rabbitmqctl`, which would make a cookie of its own where the node has none yet. */
async function started(name: string): Promise<void> {
  const probe = async () => void (await docker(['exec', name, 'bash', '-c', '</dev/tcp/127.0.0.1/5672']));
  await until(`${name} has started`, probe, { within: 120_000, every: 500 });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function ratio({ stack, joined }: { readonly stack: number; readonly joined: number }): string {
  return (stack / joined).toFixed(2);
}

void main(Number(process.argv[2] ?? 3));
