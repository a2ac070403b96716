import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { applyStack } from '../lab/apply';
import { ensureEngine } from '../lab/engine';
import { ensureImage } from '../lab/image';
import { haproxyImage } from '../lab/images/haproxy';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { freePorts } from '../lab/ports';
import { freePortRange } from '../test/free-port-range';
import { Size } from '../model/units/size';
import { ClusterStack } from '../stacks/cluster';
import { timeOfJoining } from './joined-cluster';

/** How long a cluster took from nothing, in milliseconds. */
export interface ClusterTimes {
  /** As its stack describes it, load balancer included. */
  readonly stack: number;
  /** As a compose file and a script of `rabbitmqctl` bring up the same, joined one after the other. */
  readonly joined: number;
}

/**
 * Starts a cluster of three from nothing both ways, in turn, so that what the machine does beside them meets both.
 * @returns the least time of each
 */
export async function measureClusters(rounds: number): Promise<ClusterTimes> {
  await ensureEngine();
  const image = await ensureImage(rabbitmqImage());
  const balancerImage = await ensureImage(haproxyImage());
  const times: ClusterTimes[] = [];
  for (let round = 0; round < rounds; round++)
    times.push({ stack: await timeOfStack(), joined: await timeOfJoining({ image, balancerImage }) });
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
