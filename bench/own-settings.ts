import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../constructs/access/password';
import { RemoteBroker } from '../constructs/broker/remote-broker';
import { ClassicQueue, type ClassicQueueProps } from '../constructs/topology/queues/classic-queue';
import { Vhost } from '../constructs/topology/vhost';
import { run } from '../host/command';
import { terraformProgram } from '../host/terraform';
import type { StartedBroker } from '../lab/broker';
import { startBroker } from '../lab/start-broker';
import { obstacleToInit } from '../lab/terraform';
import { Unavailable } from '../lab/unavailable';
import { Duration } from '../model/units/duration';

/** How a queue comes to its time to live. */
export type Way = 'arguments' | 'equal settings' | 'settings of each';

/** What queues took to be deployed and destroyed by Terraform, in seconds that passed. */
export interface OwnSettingsTimes {
  readonly apply: number;
  readonly destroy: number;
}

const settings: Readonly<Record<Way, (index: number) => Omit<ClassicQueueProps, 'vhost'>>> = {
  arguments: () => ({ arguments: { 'x-message-ttl': 3_600_000 } }),
  'equal settings': () => ({ messageTtl: Duration.hours(1) }),
  'settings of each': (index) => ({ messageTtl: Duration.seconds(3_600 + index) }),
};

/**
 * Deploys and destroys queues with a time to live on a broker, each way in turn, with the real provider.
 * @returns the least times of each way
 * @throws Unavailable where there is no broker, no Terraform or no provider
 */
export async function measureOwnSettings(
  queues: number,
  rounds: number,
): Promise<Readonly<Record<Way, OwnSettingsTimes>>> {
  const broker = await startBroker();
  try {
    const times: Record<Way, OwnSettingsTimes[]> = { arguments: [], 'equal settings': [], 'settings of each': [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const way of Object.keys(times) as Way[]) times[way].push(await timeOf(broker, queues, way));
    }
    const least = (all: readonly OwnSettingsTimes[]): OwnSettingsTimes => ({
      apply: Math.min(...all.map(({ apply }) => apply)),
      destroy: Math.min(...all.map(({ destroy }) => destroy)),
    });
    return {
      arguments: least(times.arguments),
      'equal settings': least(times['equal settings']),
      'settings of each': least(times['settings of each']),
    };
  } finally {
    await broker.stop();
  }
}

async function timeOf(broker: StartedBroker, queues: number, way: Way): Promise<OwnSettingsTimes> {
  const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  try {
    const directory = synthesize(outdir, broker, queues, way);
    const obstacle = await obstacleToInit(terraformProgram(), directory);
    if (obstacle !== undefined) throw new Unavailable(obstacle);
    const terraform = async (command: string): Promise<number> => {
      const started = performance.now();
      await run(
        terraformProgram(),
        [`-chdir=${directory}`, command, '-auto-approve', '-input=false', '-no-color', '-compact-warnings'],
        { env: { CHECKPOINT_DISABLE: '1', TF_VAR_password: broker.password } },
      );
      return (performance.now() - started) / 1_000;
    };
    return { apply: await terraform('apply'), destroy: await terraform('destroy') };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function synthesize(outdir: string, broker: StartedBroker, queues: number, way: Way): string {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'own-settings');
  const remote = new RemoteBroker(stack, 'broker', {
    endpoint: broker.managementUrl,
    username: broker.username,
    password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
    serverVersion: broker.serverVersion,
    removalPolicy: 'destroy',
  });
  const vhost = new Vhost(stack, 'vhost', { broker: remote, vhostName: 'own-settings' });
  for (let index = 0; index < queues; index += 1) {
    new ClassicQueue(stack, `queue-${index}`, { vhost, ...settings[way](index) });
  }
  const directory = join(outdir, 'stacks', stack.node.id);
  new LocalBackend(stack, { path: join(directory, 'terraform.tfstate') });
  app.synth();
  return directory;
}
