import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { selectStacks, synthesize, type SynthesizedStack } from '../cli/stack/app';
import { stackContainers } from '../cli/stack/stack-containers';
import { Terraform } from '../cli/terraform/terraform';
import { UserError } from '../cli/program/user-error';
import { applyStack } from './apply';
import { CommandError } from '../host/command';
import { docker } from '../host/docker';
import { ensureEngine } from './engine';
import { projectRoot } from './folders';
import { during, say } from './progress';
import { roundTrip } from './round-trip';
import { findTerraform, NO_TERRAFORM, obstacleToDeploy } from './terraform';
import { Unavailable } from './unavailable';

const STACK = 'single-node';

/** A message through the example `logging`, which the stack declares. */
const greeting = {
  vhost: 'logging',
  route: { exchange: 'direct_logs', routingKey: 'warning', queue: 'warnings' },
  body: 'hello from the quickstart',
};

/** Of the stack's outputs, what is needed to use it. */
interface Outputs {
  readonly management_url: string;
  readonly prometheus_url: string;
  readonly username: string;
  readonly connection_string: string;
}

/** From a fresh clone to a running broker: deploys the stack, sends a message through what it declares, says where to look. */
async function quickstart(signal: AbortSignal): Promise<void> {
  const terraform = await findTerraform();
  await requireEngine(terraform);
  const [stack] = selectStacks(await during('synthesizing the stacks', synthesize), [STACK]);
  if (stack === undefined) throw new UserError(`main.ts declares no stack '${STACK}'`);
  const obstacle = await obstacleToDeploy(terraform, stack.directory);
  signal.throwIfAborted();
  const next = afterwards(stack, terraform, obstacle === undefined);
  try {
    const outputs =
      terraform !== undefined && obstacle === undefined
        ? await deploy(terraform, stack)
        : await runDirectly(stack, obstacle ?? '', signal);
    const url = `${outputs.connection_string}/${greeting.vhost}`;
    const received = await during('sending a message', () => roundTrip(url, greeting.route, greeting.body));
    process.stdout.write(farewell(outputs, received, next));
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n'docker ps --all' shows what is there; ${next.recovery}`);
  }
}

/** Says at once everything that is missing. */
async function requireEngine(terraform: string | undefined): Promise<void> {
  try {
    await ensureEngine();
  } catch (error) {
    if (!(error instanceof Unavailable) || terraform !== undefined) throw error;
    throw new UserError(`${error.message}\n${NO_TERRAFORM}; without, the stack runs, but not as you would deploy it`);
  }
}

/** What a user does: `cdktf deploy single-node`. */
async function deploy(terraform: string, { directory }: SynthesizedStack): Promise<Outputs> {
  say(`deploying with ${terraform}: cdktf deploy ${STACK}`);
  // For cdktf, which takes Terraform unless it is told otherwise.
  process.env['TERRAFORM_BINARY_NAME'] = terraform;
  await interactive(join(projectRoot, 'node_modules/.bin/cdktf'), [
    'deploy',
    STACK,
    '--auto-approve',
    '--skip-provider-lock',
  ]);
  const printed = await new Terraform(directory).outputs();
  return Object.fromEntries(Object.entries(printed).map(([name, { value }]) => [name, value])) as unknown as Outputs;
}

/** The same containers, configuration and topology without Terraform. */
async function runDirectly({ directory }: SynthesizedStack, obstacle: string, signal: AbortSignal): Promise<Outputs> {
  await refuseLeftovers(directory);
  say(`${obstacle}; so the stack's containers, configuration and topology run without Terraform`);
  const json = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
  const { outputs } = await during('making the stack', () => applyStack(json, { keep: true, signal }));
  return outputs as unknown as Outputs;
}

/** Without Terraform nobody knows what an earlier run made, so that it could go on from there. */
async function refuseLeftovers(directory: string): Promise<void> {
  const names = stackContainers(directory).containers.map(({ name }) => `name=^/${name}$`);
  const filters = names.flatMap((name) => ['--filter', name]);
  const there = await docker(['ps', '--all', ...filters, '--format', '{{.Names}}, {{.Status}}']);
  if (there !== '') throw new UserError(`there is a container already: ${there}`);
}

/** Runs a command that talks to the person at the terminal, and hears Ctrl-C itself. */
function interactive(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: projectRoot, stdio: 'inherit' });
    child.on('error', reject).on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new CommandError([command, ...args].join(' '), 'see above', code ?? undefined));
    });
  });
}

/** How to go on: where the password is, what to do after a failure, and how everything goes away again. */
interface Afterwards {
  readonly password: string;
  readonly recovery: string;
  readonly removal: string;
}

function afterwards({ directory }: SynthesizedStack, terraform: string | undefined, byTerraform: boolean): Afterwards {
  const [container] = stackContainers(directory).containers;
  if (byTerraform) {
    const binary = terraform === 'terraform' ? '' : `TERRAFORM_BINARY_NAME=${terraform} `;
    const removal = `${binary}RABBITMQ_CDK_REMOVAL_POLICY=destroy npx cdktf destroy ${STACK}`;
    return {
      password: `${terraform} -chdir=${relative(process.cwd(), directory)} output -raw password`,
      recovery: `run it again to go on, or '${removal}' to remove what Terraform made`,
      removal,
    };
  }
  const removal = 'npm run lab -- down';
  return {
    password: `docker exec ${container?.name} printenv RABBITMQ_DEFAULT_PASS`,
    recovery: `'${removal}' removes it, and then run it again`,
    removal,
  };
}

function farewell(outputs: Outputs, received: string, { password, removal }: Afterwards): string {
  const { host } = new URL(outputs.connection_string);
  return [
    '',
    `RabbitMQ runs, and '${received}' came through exchange ${greeting.route.exchange} and queue ${greeting.route.queue}.`,
    '',
    `  management   ${outputs.management_url} as ${outputs.username}`,
    `  password     ${password}`,
    `  AMQP         ${host}, virtual hosts logging and tasks`,
    `  metrics      ${outputs.prometheus_url}`,
    '  declared in  main.ts, examples/logging.ts, examples/tasks.ts',
    `  remove it    ${removal}`,
    '',
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort(new UserError('interrupted')));

quickstart(interrupt.signal).catch((error: unknown) => {
  for (const line of messageOf(error).split('\n')) say(line);
  process.exitCode = 1;
});
