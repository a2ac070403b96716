import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../host/command';
import { docker } from '../host/docker';
import { terraformProgram } from '../host/terraform';
import { ensureEngine } from '../lab/engine';
import { stateFolder } from '../lab/folders';
import { ensureImage } from '../lab/image';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { freePorts } from '../lab/ports';
import { obstacleToInit } from '../lab/terraform';
import { Unavailable } from '../lab/unavailable';
import { packed } from './packed';

/** What work took, in seconds: that passed, and of the processors, which other work on the machine disturbs less. */
export interface Taken {
  readonly elapsed: number;
  /** Of all processes that took part; absent where the system does not say it. */
  readonly processor?: number;
}

/** What the packed command line takes, with the compiled app, for `single-node` of main.ts, beside the same by Terraform alone. */
export interface DeployTimes {
  /** The app alone, which both sides run. */
  readonly synth: Taken;
  /** `terraform init` and `apply`, from nothing. */
  readonly apply: Taken;
  /** `rabbitmq-cdk deploy`, from nothing. */
  readonly deploy: Taken;
  /** `terraform plan` of what is deployed and did not change. */
  readonly plan: Taken;
  /** `rabbitmq-cdk review` of the same. */
  readonly review: Taken;
}

/**
 * Deploys and reviews with the real providers, by the command line and by Terraform in turn.
 * @returns the least that each took
 * @throws Unavailable where there is no engine, no image, no Terraform or no provider
 */
export async function measureDeploys(rounds: number): Promise<DeployTimes> {
  await ensureEngine();
  const image = await ensureImage(rabbitmqImage());
  mkdirSync(stateFolder, { recursive: true });
  // Inside the project, so that Node.js finds tsx.
  const folder = mkdtempSync(join(stateFolder, 'bench-'));
  const name = `bench-${process.pid}`;
  const [amqp, management, prometheus] = await freePorts(3);
  const env = {
    CHECKPOINT_DISABLE: '1',
    RABBITMQ_CDK_IMAGE: image,
    RABBITMQ_CDK_NODE_NAME: name,
    RABBITMQ_CDK_MEMORY: '512',
    RABBITMQ_CDK_AMQP_PORT: String(amqp),
    RABBITMQ_CDK_MANAGEMENT_PORT: String(management),
    RABBITMQ_CDK_PROMETHEUS_PORT: String(prometheus),
    RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
  };
  const { app: file, program } = packed();
  const app = [process.execPath, file] as const;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app: app.join(' ') }));
  const directory = join(folder, 'cdktf.out/stacks/single-node');
  const take = (command: string, ...args: readonly string[]) => taken(() => run(command, args, { cwd: folder, env }));
  const cli = (...args: readonly string[]) => take(process.execPath, program, ...args);
  const terraform = (command: string, ...args: readonly string[]) =>
    take(terraformProgram(), `-chdir=${directory}`, command, '-input=false', '-no-color', ...args);
  const remove = async () => {
    await docker(['rm', '--force', '--volumes', name]);
    await docker(['volume', 'rm', '--force', `${name}-data`]);
    await docker(['network', 'rm', '--force', name]);
    for (const path of ['terraform.single-node.tfstate', 'terraform.single-node.tfstate.backup', 'cdktf.out'])
      rmSync(join(folder, path), { recursive: true, force: true });
  };
  try {
    await take('sh', '-c', app.join(' '));
    const obstacle = await obstacleToInit(terraformProgram(), directory, { env });
    if (obstacle !== undefined) throw new Unavailable(obstacle);
    const all: DeployTimes[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await remove();
      const deploy = await cli('deploy', 'single-node', '--auto-approve');
      await remove();
      const synth = await take('sh', '-c', app.join(' '));
      const apply = sum(await terraform('init'), await terraform('apply', '-auto-approve'));
      const plan = await terraform('plan');
      const review = await cli('review', 'single-node');
      all.push({ synth, apply, deploy, plan, review });
    }
    const least = (part: keyof DeployTimes): Taken => ({
      elapsed: Math.min(...all.map((times) => times[part].elapsed)),
      processor: leastOf(all.map((times) => times[part].processor)),
    });
    return {
      synth: least('synth'),
      apply: least('apply'),
      deploy: least('deploy'),
      plan: least('plan'),
      review: least('review'),
    };
  } finally {
    await remove();
    rmSync(folder, { recursive: true });
  }
}

/** The two, one after the other. */
export function sum(one: Taken, other: Taken): Taken {
  const { processor: first } = one;
  const { processor: second } = other;
  return {
    elapsed: one.elapsed + other.elapsed,
    processor: first === undefined || second === undefined ? undefined : first + second,
  };
}

async function taken(work: () => Promise<unknown>): Promise<Taken> {
  const started = performance.now();
  const before = processorOfChildren();
  await work();
  const after = processorOfChildren();
  return {
    elapsed: (performance.now() - started) / 1_000,
    processor: before === undefined || after === undefined ? undefined : after - before,
  };
}

/** What the processors did for processes that this one has started and that have ended, in seconds; Linux tells. */
function processorOfChildren(): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  // The name of the program, in parentheses, may hold blanks. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const [user, system] = [fields[13], fields[14]].map(Number);
  return user === undefined || system === undefined ? undefined : (user + system) / TICKS_A_SECOND;
}

const TICKS_A_SECOND = 100;

function leastOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.min(...known);
}
