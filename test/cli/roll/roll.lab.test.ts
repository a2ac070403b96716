import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../../../host/command';
import { docker } from '../../../host/docker';
import { terraformProgram } from '../../../host/terraform';
import { projectRoot } from '../../../lab/folders';
import { fc, testSeed } from '../../random';
import { removeDeployed } from '../../remove-deployed';
import { describeWith } from '../../setup/missing';
import { Traffic } from './traffic';
import { clusterSettings } from '../../cluster-settings';

jest.setTimeout(1_200_000);

/** What a user sees who gives every node of a cluster another memory while clients work. The tests go on from each other. */
describeWith('terraform', 'a cluster that is rolled', () => {
  const clusterName = `roll-${process.pid}-node`;
  const nodes = [1, 2, 3].map((number) => `${clusterName}${number}`);
  // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  let env: Record<string, string>;
  let traffic: Traffic | undefined;

  beforeAll(async () => {
    const app = join(projectRoot, 'test/stacks/cluster-app.ts');
    writeFileSync(
      join(folder, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', app: `node --import tsx ${app}` }),
    );
    env = await clusterSettings(clusterName);
    const { code, told } = await rabbitmqCdk('deploy', 'cluster', '--auto-approve');
    if (code !== 0) throw new Error(told);
    const stackFolder = join(folder, 'cdktf.out/stacks/cluster');
    const uri = await run(terraformProgram(), [`-chdir=${stackFolder}`, 'output', '-raw', 'connection_string']);
    traffic = await Traffic.start(uri);
  });

  afterAll(async () => {
    traffic?.leave();
    await removeDeployed([...nodes, `${clusterName}-balancer`], [`${clusterName}-cluster`]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('has nothing to do while nothing has changed', async () => {
    expect(await rabbitmqCdk('roll', 'cluster', '--auto-approve')).toMatchObject({
      code: 0,
      said: 'cluster: unchanged\n',
    });
  });

  test('gets other nodes one by one, and no confirmed message is lost', async () => {
    const before = await containers();
    env = { ...env, RABBITMQ_CDK_MEMORY: '600' };

    const { code, said, told } = await rabbitmqCdk('roll', 'cluster', '--auto-approve');

    expect([code, said]).toEqual([0, 'cluster: applied\n']);
    expect(told.match(/draining \S+/g)?.sort()).toEqual(nodes.map((node) => `draining ${node}`));
    const after = await containers();
    expect(after.filter((container) => before.includes(container))).toHaveLength(1);
    await traffic?.expectAllDelivered();
    expect(traffic?.longestGap).toBeLessThan(15_000);
    // What balances them is told the nodes' memory, and is no node.
    expect(told).toContain('1 other object is left to: rabbitmq-cdk deploy cluster');
    expect((await rabbitmqCdk('review', 'cluster')).said).not.toContain('restart ');
  });

  test('goes on where it was interrupted, at any moment', async () => {
    env = { ...env, RABBITMQ_CDK_MEMORY: '512' };
    const codes: number[] = [];

    for (const moment of fc.sample(fc.integer({ min: 2_000, max: 30_000 }), { numRuns: 4, seed: testSeed }))
      codes.push((await rabbitmqCdkUntil(moment, 'roll', 'cluster', '--auto-approve')).code);
    const last = await rabbitmqCdk('roll', 'cluster', '--auto-approve');

    expect(codes.filter((code) => ![0, 130].includes(code))).toEqual([]);
    expect(codes).toContain(130);
    expect(last.code).toBe(0);
    await traffic?.expectAllDelivered();
    expect((await rabbitmqCdk('review', 'cluster')).said).toContain('no change');
    expect((await rabbitmqCdk('health', 'cluster')).code).not.toBe(3);
  });

  test('is refused while a node is in an alarm', async () => {
    const before = await containers();
    env = { ...env, RABBITMQ_CDK_MEMORY: '600' };
    await docker(['exec', nodes[1] ?? '', 'rabbitmqctl', 'set_disk_free_limit', '100000000000000']);

    const { code, said } = await rabbitmqCdk('roll', 'cluster', '--auto-approve');

    expect(code).toBe(3);
    expect(said).toMatch(/the cluster is not well[^]*has a disk alarm/);
    expect(await containers()).toEqual(before);
  });

  /** The containers of the cluster, by id. */
  async function containers(): Promise<readonly string[]> {
    const listed = await docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `name=${clusterName}`]);
    return listed.split('\n').sort();
  }

  interface Ended {
    readonly code: number;
    /** What it printed. */
    readonly said: string;
    /** What it told beside. */
    readonly told: string;
  }

  function rabbitmqCdk(...args: readonly string[]): Promise<Ended> {
    return rabbitmqCdkUntil(undefined, ...args);
  }

  /** Runs the command line, and interrupts it after a time. */
  async function rabbitmqCdkUntil(interruptedAfter: number | undefined, ...args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, told] = ['', ''];
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (told += text));
    const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
    if (interruptedAfter !== undefined) {
      const after = new AbortController();
      void ended.then(() => after.abort());
      await pause(interruptedAfter, undefined, { signal: after.signal }).catch(() => undefined);
      child.kill('SIGINT');
    }
    return { code: await ended, said, told };
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'terraform-'));
}
