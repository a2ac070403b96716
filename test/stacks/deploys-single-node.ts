import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { CommandError, run } from '../../host/command';
import { docker } from '../../host/docker';
import { management, path, type Management } from '../../host/management';
import { until } from '../../host/until';
import { projectRoot } from '../../lab/folders';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { roundTrip, type Route } from '../../lab/round-trip';
import { removeDeployed } from '../remove-deployed';
import { jsonOutputOf } from '../cli/json-output';

/**
 * What a user does with the stack single-node, with the real command line, providers and engine. The tests go on from each
 * other.
 * @param program - Terraform or OpenTofu
 * @param variables - what the program needs beside
 */
// eslint-disable-next-line jest/no-export -- one layer runs these tests with Terraform, another with OpenTofu
export function deploysSingleNode(program: string, variables: Readonly<Record<string, string>> = {}): void {
  const nodeName = `rabbitmq-cdk-test-${process.pid}`;
  // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const stackFolder = join(folder, 'cdktf.out/stacks/single-node');
  let env: Record<string, string>;

  beforeAll(async () => {
    writeFileSync(
      join(folder, 'cdktf.json'),
      JSON.stringify({ ...projectConfig(), app: `node --import tsx ${projectRoot}/main.ts` }),
    );
    const [amqp, management, prometheus] = await freePorts(3);
    env = {
      RABBITMQ_CDK_IMAGE: await ensureImage(rabbitmqImage()),
      RABBITMQ_CDK_NODE_NAME: nodeName,
      RABBITMQ_CDK_AMQP_PORT: String(amqp),
      RABBITMQ_CDK_MANAGEMENT_PORT: String(management),
      RABBITMQ_CDK_PROMETHEUS_PORT: String(prometheus),
      RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
      CHECKPOINT_DISABLE: '1',
      TERRAFORM_BINARY_NAME: program,
      ...variables,
    };
  });

  afterAll(async () => {
    await removeDeployed([nodeName], [nodeName]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('plans everything before anything exists', async () => {
    expect(await cdktf('diff')).toMatch(/Plan: .* to add, 0 to change, 0 to destroy/);
  });

  test('deploys a broker that is healthy, with its topology', async () => {
    expect(await cdktf('deploy', '--auto-approve')).toContain('Apply complete!');

    expect(await docker(['inspect', '--format', '{{.State.Health.Status}}', nodeName])).toBe('healthy');
    const { connection_string: connection, password } = await outputs();
    expect(connection).toMatchObject({ sensitive: true });
    expect(password).toMatchObject({ sensitive: true });
  });

  test('plans nothing the second time', async () => {
    await expectNoChanges();
  });

  test('writes no secret of the state into what it synthesizes, or onto the screen', async () => {
    const secrets = secretsOf(JSON.parse(await run(program, [`-chdir=${stackFolder}`, 'show', '-json'], { env })));
    const said = await cdktf('output');

    const { password } = await outputs();
    expect(secrets).toContain(password?.value);
    expect(secrets.length).toBeGreaterThan(5);
    const files = synthesizedFiles(join(folder, 'cdktf.out'));
    expect(files).toContain('stacks/single-node/cdk.tf.json');
    for (const [where, text] of [
      ...files.map((file) => [file, readFileSync(join(folder, 'cdktf.out', file), 'utf8')] as const),
      ['the screen', said] as const,
    ])
      expect([where, secrets.filter((secret) => text.includes(secret)).length]).toEqual([where, 0]);
  });

  test.each<[string, string, Route]>([
    ['logging', 'by severity', { exchange: 'direct_logs', routingKey: 'warning', queue: 'warnings' }],
    ['logging', 'to everybody who reads errors', { exchange: 'main', routingKey: 'disk.error', queue: 'error_alerts' }],
    ['logging', 'that nothing takes', { exchange: 'main_exchange', routingKey: 'unknown', queue: 'unrouted' }],
    ['logging', 'by facility', { exchange: 'topic_logs', routingKey: 'kern.info', queue: 'kernel_logs' }],
    ['tasks', 'to a worker', { routingKey: 'task_queue', queue: 'task_queue' }],
    ['reliability', 'to who takes payments', { routingKey: 'payments', queue: 'payments' }],
    ['tasks', 'that failed for good', { exchange: 'dlx', routingKey: 'task_queue', queue: 'dead_letters' }],
  ])('the example %s carries a message %s', async (vhost, _, route) => {
    const { connection_string: connection } = await outputs();

    const body = await roundTrip(`${connection?.value}/${vhost}`, route, `through ${route.queue}`);

    expect(body).toBe(`through ${route.queue}`);
  });

  test.each([
    ['by its key', 'hash_exchange', 'customer-1'],
    ['to a partition', 'invoices', '2'],
  ])('the example spreading routes a message %s', async (_, exchange, routingKey) => {
    const api = await administration();

    const answer = await api.post(path`exchanges/${'spreading'}/${exchange}/publish`, message(routingKey));

    expect(answer).toEqual({ routed: true });
  });

  test('the shovel of the example reliability moves a message to the other virtual host', async () => {
    const api = await administration();
    await api.post(path`exchanges/${'reliability'}/amq.default/publish`, message('outbox'));

    const take = { count: 1, ackmode: 'ack_requeue_false', encoding: 'auto' };
    const arrived = async () => {
      const [first] = (await api.post<{ payload: string }[]>(path`queues/${'archive'}/${'inbox'}/get`, take)) ?? [];
      if (first === undefined) throw new Error('the queue is empty');
      return first.payload;
    };
    await expect(until('the message is there', arrived, { within: 60_000 })).resolves.toBe('by outbox');
  });

  test('a plan with a stopped broker deletes nothing, and heal brings the broker back', async () => {
    await docker(['stop', nodeName]);
    const { message } = await cdktf('diff').then(
      () => new Error('the plan was made'),
      (error: Error) => error,
    );
    const state = await docker(['inspect', '--format', '{{.State.Status}}', nodeName]);

    const healed = await rabbitmqCdk('heal', 'single-node', '--format', 'json');

    expect(message).toContain('connection refused');
    expect(state).toBe('exited');
    expect(jsonOutputOf('heal', healed)).toEqual([{ stack: 'single-node', container: nodeName, action: 'started' }]);
    await expectNoChanges();
  });

  test('heal makes a missing container anew, with what was on its volume', async () => {
    await docker(['rm', '--force', nodeName]);

    const healed = await rabbitmqCdk('heal', '--format', 'json');

    expect(jsonOutputOf('heal', healed)).toEqual([{ stack: 'single-node', container: nodeName, action: 'created' }]);
    await expectNoChanges();
  });

  test('destroy refuses while the data is protected', async () => {
    env = { ...env, RABBITMQ_CDK_REMOVAL_POLICY: 'protect' };

    await expect(cdktf('destroy', '--auto-approve')).rejects.toThrow(/nstance cannot be destroyed/);

    env = { ...env, RABBITMQ_CDK_REMOVAL_POLICY: 'destroy' };
    await expectNoChanges();
  });

  test('destroy leaves no container, volume or network', async () => {
    await cdktf('destroy', '--auto-approve');

    const filter = ['--filter', `name=${nodeName}`, '--quiet'];
    expect(await docker(['ps', '--all', ...filter])).toBe('');
    expect(await docker(['volume', 'ls', ...filter])).toBe('');
    expect(await docker(['network', 'ls', ...filter])).toBe('');
  });

  test('heal has nothing to do where nothing is deployed', async () => {
    expect(await rabbitmqCdk('heal')).toBe('no container of these stacks is deployed; nothing is to heal');
  });

  /** What cdktf says, without colours; it fails with both of its outputs. */
  async function cdktf(command: string, ...args: readonly string[]): Promise<string> {
    const words = [
      join(projectRoot, 'node_modules/.bin/cdktf'),
      command,
      'single-node',
      '--skip-provider-lock',
      ...args,
    ];
    try {
      return plain(await run('sh', ['-c', '"$@" 2>&1', 'sh', ...words], { env, cwd: folder }));
    } catch (error) {
      throw error instanceof CommandError ? new Error(plain(error.reason), { cause: error }) : error;
    }
  }

  function rabbitmqCdk(...args: readonly string[]): Promise<string> {
    const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args];
    return run(process.execPath, words, { env, cwd: folder });
  }

  async function administration(): Promise<Management> {
    const { management_url: url, password } = await outputs();
    return management(url?.value ?? '', 'admin', password?.value ?? '');
  }

  async function outputs(): Promise<Readonly<Record<string, { readonly sensitive: boolean; readonly value: string }>>> {
    return JSON.parse(await run(program, [`-chdir=${stackFolder}`, 'output', '-json'], { env }));
  }

  /** Terraform's own exit code says whether a plan is empty: 2 when it is not. */
  async function expectNoChanges(): Promise<void> {
    await run(process.execPath, ['--import', 'tsx', join(projectRoot, 'main.ts')], { env, cwd: folder });
    const plan = run(program, [`-chdir=${stackFolder}`, 'plan', '-detailed-exitcode', '-no-color'], { env });
    await expect(plan).resolves.toContain('No changes.');
  }
}

function message(routingKey: string): object {
  return { routing_key: routingKey, payload: `by ${routingKey}`, payload_encoding: 'string', properties: {} };
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'terraform-'));
}

/** What `terraform show -json` says of a state. */
interface ShownState {
  readonly values: {
    readonly outputs: Readonly<Record<string, { readonly sensitive: boolean; readonly value: unknown }>>;
    readonly root_module: {
      readonly resources: readonly { readonly type: string; readonly values: Readonly<Record<string, unknown>> }[];
    };
  };
}

/** Each generated password with its hash, which all that is secret in a state is made from, and each sensitive output. */
function secretsOf({ values: { outputs, root_module } }: ShownState): readonly string[] {
  const generated = root_module.resources
    .filter(({ type }) => type === 'random_password')
    .flatMap(({ values }) => [values['result'], values['bcrypt_hash']]);
  const shown = Object.values(outputs).flatMap(({ sensitive, value }) => (sensitive ? [value] : []));
  return [...generated, ...shown].filter((secret) => typeof secret === 'string');
}

/** Every file but what Terraform puts beside: its own folder, and the saved plan, which holds what the state does. */
function synthesizedFiles(output: string): readonly string[] {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(output, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('.terraform/') && basename(file) !== 'plan');
}

function projectConfig(): object {
  return JSON.parse(readFileSync(join(projectRoot, 'cdktf.json'), 'utf8'));
}

function plain(text: string): string {
  return text.replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '');
}
