import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from '../../host/command';
import { docker } from '../../host/docker';
import { management, path, type Management } from '../../host/management';
import { terraformProgram } from '../../host/terraform';
import { until } from '../../host/until';
import { projectRoot } from '../../lab/folders';
import { freePorts } from '../../lab/ports';
import { describeWith } from '../setup/missing';
import { removeDeployed } from '../remove-deployed';
import { jsonOutputOf } from '../cli/json-output';
import { clusterSettings } from '../cluster-settings';

jest.setTimeout(900_000);

/**
 * What a user does with a cluster, with the real command line, Terraform, providers and engine. The tests go on from each
 * other.
 */
describeWith('terraform', 'cdktf with the stack cluster', () => {
  const clusterName = `terraform-${process.pid}-node`;
  const five = [1, 2, 3, 4, 5].map((number) => `${clusterName}${number}`);
  const nodes = five.slice(0, 3);
  // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const stackFolder = join(folder, 'cdktf.out/stacks/cluster');
  let env: Record<string, string>;

  beforeAll(async () => {
    const config = { language: 'typescript', app: `node --import tsx ${join(__dirname, 'cluster-app.ts')}` };
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(config));
    env = await clusterSettings(clusterName, five.length);
  });

  afterAll(async () => {
    await removeDeployed([...five, `${clusterName}-balancer`], [`${clusterName}-cluster`]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('deploys one cluster of three nodes, and plans nothing the second time', async () => {
    expect(await cdktf('deploy', '--auto-approve')).toContain('Apply complete!');

    const status = await docker([
      'exec',
      nodes[0] ?? '',
      'rabbitmqctl',
      '--quiet',
      'cluster_status',
      '--formatter',
      'json',
    ]);
    expect(JSON.parse(status).running_nodes.sort()).toEqual(nodes.map((node) => `rabbit@${node}`));
    await expectNoChanges();
  });

  test('is well, says health', async () => {
    const { findings } = JSON.parse((await rabbitmqCdk('health', 'cluster', '--format', 'json')).said);

    expect(findings).toEqual([]);
  });

  test('a change of topology touches no node', async () => {
    const before = await containers();
    env = { ...env, WITH_ANOTHER_QUEUE: 'yes' };

    const { code, said } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');

    expect([code, said]).toEqual([0, 'cluster: applied']);
    expect(await containers()).toEqual(before);
  });

  test('a review tells what it would be to replace all nodes at once', async () => {
    env = { ...env, RABBITMQ_CDK_MEMORY: '600' };

    const { code, said } = await rabbitmqCdk('review', 'cluster', '--format', 'json');

    expect(code).toBe(3);
    const { verdict, stacks } = jsonOutputOf('review', said);
    const replaced = stacks[0].findings.filter(({ change }: { change: string }) => change === 'node/replaced');
    expect(verdict).toBe('availability');
    expect(replaced).toMatchObject(
      nodes.map((name) => ({ object: { name }, message: expect.stringContaining('all 3 nodes go at once') })),
    );
  });

  test('deploy refuses to replace all nodes at once, and replaces none', async () => {
    const before = await containers();

    const { code, said } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');

    expect(code).toBe(3);
    expect(said).toContain(`the nodes ${nodes.join(', ')} would go at the same time`);
    expect(await containers()).toEqual(before);
  });

  test('deploy replaces one node, when that is asked for', async () => {
    const before = await containers();

    const { code } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve', '--node', nodes[1] ?? '');

    const after = await containers();
    expect(code).toBe(0);
    expect(after.filter((container) => !before.includes(container))).toHaveLength(1);
    env = { ...env, RABBITMQ_CDK_MEMORY: '512' };
    expect((await rabbitmqCdk('deploy', 'cluster', '--auto-approve')).code).toBe(0);
  });

  test('deploy gives no node another cookie than its peers have', async () => {
    const before = await containers();
    env = { ...env, RABBITMQ_CDK_COOKIE_ROTATION: '1' };

    const one = await rabbitmqCdk('deploy', 'cluster', '--auto-approve', '--node', nodes[0] ?? '');
    const all = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');

    expect([one.code, all.code]).toEqual([3, 3]);
    expect(all.said).toContain('the nodes get another Erlang cookie');
    expect(await containers()).toEqual(before);
  });

  test('with another cookie all nodes are one cluster again, with what was in it', async () => {
    const before = await cookies();
    const api = await managementApi();
    await api.post(path`exchanges/${'logging'}/${'amq.default'}/publish`, {
      properties: { delivery_mode: 2 },
      routing_key: 'warnings',
      payload: 'kept',
      payload_encoding: 'string',
    });

    expect(await cdktf('deploy', '--auto-approve')).toContain('Apply complete!');

    const after = await cookies();
    expect(new Set(after).size).toBe(1);
    expect(after).not.toEqual(before);
    const running = await api.get<{ readonly running: boolean }[]>('nodes');
    expect(running.map((node) => node.running)).toEqual([true, true, true]);
    const taken = { count: 1, ackmode: 'ack_requeue_false', encoding: 'auto' };
    expect(await api.post(path`queues/${'logging'}/${'warnings'}/get`, taken)).toMatchObject([{ payload: 'kept' }]);
    await expectNoChanges();
  });

  test('deploy refuses to destroy volumes', async () => {
    const before = await containers();

    const { code, said } = await rabbitmqCdkWith(
      { RABBITMQ_CDK_CLUSTER_NAME: `${clusterName}-x` },
      'deploy',
      'cluster',
      '--auto-approve',
    );

    expect(code).toBe(3);
    expect(said).toMatch(new RegExp(`data: 3 × volume '${nodes[0]}-data', .*: each is replaced`));
    expect(await containers()).toEqual(before);
  });

  test('with a node stopped diff reaches the broker, shows the node and deletes nothing; deploy starts it', async () => {
    const before = await containers();
    await docker(['stop', nodes[0] ?? '']);

    const diff = await cdktf('diff');
    const review = await rabbitmqCdk('review', 'cluster');
    const during = await containers();
    const health = await rabbitmqCdk('health', 'cluster');
    const { code } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');

    expect(diff).toMatch(/docker_container\.broker_Node1\w* .*must be replaced/);
    expect(review).toMatchObject({ code: 2, said: expect.stringContaining('2 of 3 nodes stay') });
    expect(during).toEqual(before);
    expect(health.code).toBe(3);
    expect(health.said).toMatch(new RegExp(`danger .* nodes .* rabbit@${nodes[0]} .* is not reachable by its peers`));
    expect(code).toBe(0);
    expect(await containers()).toEqual(before);
    await expectNoChanges();
  });

  test('deploy says what to do first when management moves to another port, and that does it', async () => {
    const [port] = await freePorts(1);
    env = { ...env, RABBITMQ_CDK_BALANCER_MANAGEMENT_PORT: String(port) };
    const balancer = `${clusterName}-balancer`;

    const refused = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');
    const first = await rabbitmqCdk(
      'deploy',
      'cluster',
      '--auto-approve',
      '--node',
      balancer,
      '--allow',
      'availability',
    );
    const second = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');

    expect([refused.code, first.code, second.code]).toEqual([1, 0, 0]);
    await expectNoChanges();
  });

  test('with all nodes stopped heal brings them back', async () => {
    await docker(['stop', ...nodes]);

    const { code } = await rabbitmqCdk('heal', 'cluster');

    expect(code).toBe(0);
    await expectNoChanges();
  });

  test('grows from three nodes to five, one after the other, and a queue with it', async () => {
    env = { ...env, RABBITMQ_CDK_NODE_COUNT: '5' };

    const refused = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');
    for (const node of nodes)
      expect((await rabbitmqCdk('deploy', 'cluster', '--auto-approve', '--node', node)).code).toBe(0);
    // The load balancer learns of the new nodes.
    const { code } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve', '--allow', 'availability');

    expect([refused.code, code]).toEqual([3, 0]);
    const api = await managementApi();
    const running = await api.get<{ readonly name: string; readonly running: boolean }[]>('nodes');
    expect(
      running
        .filter((node) => node.running)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(five.map((node) => `rabbit@${node}`));
    const hasFiveMembers = async () => {
      const { members } = await api.get<{ readonly members: string[] }>(path`queues/${'logging'}/${'warnings'}`);
      expect(members).toHaveLength(5);
    };
    await until('the queue has a member on each node', hasFiveMembers, { within: 120_000, every: 1_000 });
    await expectNoChanges();
  });

  test('destroy leaves no container, volume or network', async () => {
    await cdktf('destroy', '--auto-approve');

    const filter = ['--filter', `name=${clusterName}`, '--quiet'];
    expect(await docker(['ps', '--all', ...filter])).toBe('');
    expect(await docker(['volume', 'ls', ...filter])).toBe('');
    expect(await docker(['network', 'ls', ...filter])).toBe('');
  });

  /** What the nodes trust each other by. */
  function cookies(): Promise<readonly string[]> {
    return Promise.all(nodes.map((node) => docker(['exec', node, 'cat', '/var/lib/rabbitmq/.erlang.cookie'])));
  }

  async function managementApi(): Promise<Management> {
    const said = await run(terraformProgram(), [`-chdir=${stackFolder}`, 'output', '-json'], { env });
    const { management_url: url, username, password } = JSON.parse(said);
    return management(url.value, username.value, password.value);
  }

  /** The ids of the stack's containers, running or not. */
  async function containers(): Promise<readonly string[]> {
    const listed = await docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `name=${clusterName}`]);
    return listed.split('\n').sort();
  }

  /** What cdktf says, without colours; it fails with both of its outputs. */
  async function cdktf(command: string, ...args: readonly string[]): Promise<string> {
    const words = [join(projectRoot, 'node_modules/.bin/cdktf'), command, 'cluster', '--skip-provider-lock', ...args];
    const said = await run('sh', ['-c', '"$@" 2>&1', 'sh', ...words], { env, cwd: folder });
    return said.replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '');
  }

  function rabbitmqCdk(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    return rabbitmqCdkWith({}, ...args);
  }

  async function rabbitmqCdkWith(
    more: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly said: string }> {
    const words = ['"$@" 2>/dev/null', 'sh', process.execPath, join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args];
    try {
      return { code: 0, said: await run('sh', ['-c', ...words], { env: { ...env, ...more }, cwd: folder }) };
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode === undefined) throw error;
      return { code: error.exitCode, said: error.reason };
    }
  }

  /** Terraform's own exit code says whether a plan is empty: 2 when it is not. */
  async function expectNoChanges(): Promise<void> {
    await run(process.execPath, ['--import', 'tsx', join(__dirname, 'cluster-app.ts')], { env, cwd: folder });
    const plan = run(terraformProgram(), [`-chdir=${stackFolder}`, 'plan', '-detailed-exitcode', '-no-color'], { env });
    await expect(plan).resolves.toContain('No changes.');
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'terraform-'));
}
