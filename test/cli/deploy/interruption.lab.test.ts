import { execFile, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError, run } from '../../../host/command';
import { docker } from '../../../host/docker';
import { terraformProgram } from '../../../host/terraform';
import { until } from '../../../host/until';
import { projectRoot } from '../../../lab/folders';
import { describeWith } from '../../setup/missing';
import { clusterSettings } from '../../cluster-settings';

/** How often each stack is interrupted: all of them take half an hour with the real providers. */
const INTERRUPTIONS = Number(process.env['LAB_INTERRUPTIONS'] ?? 25);

/** Another one makes other moments. */
const SEED = Number(process.env['LAB_SEED'] ?? 16);

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;

jest.setTimeout(Math.max(INTERRUPTIONS, 4) * 240_000);

/** The real command line, Terraform, providers and engine. The tests go on from each other. */
describe.each(['single-node', 'cluster'])('a deploy of %s that is interrupted', (stack) => {
  describeWith('terraform', 'with the real providers', () => {
    const name = `interrupted-${process.pid}-${stack}`;
    const nodes = [1, 2, 3].map((number) => `${name}${number}`);
    // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
    const folder = mkdtempIn(join(projectRoot, '.cache'));
    const stackFolder = join(folder, 'cdktf.out/stacks', stack);
    let env: Record<string, string>;

    beforeAll(async () => {
      const app = `node --import tsx ${join(__dirname, 'interrupted-app.ts')}`;
      writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
      env = { ...(await clusterSettings(name)), INTERRUPTED_STACK: stack, RABBITMQ_CDK_NODE_NAME: name };
    });
    beforeEach(() => remove());
    afterAll(async () => {
      await remove();
      rmSync(folder, { recursive: true, force: true });
    });

    test(`goes on at the next deploy, at ${INTERRUPTIONS} moments`, async () => {
      const first = Date.now();
      expect((await rabbitmqCdk('deploy', stack, '--auto-approve')).code).toBe(0);
      const duration = Date.now() - first;
      await remove();
      const cut: NodeJS.Signals[] = [];
      for (let turn = 0; turn < INTERRUPTIONS; turn++) {
        const moment = momentOf(turn) * duration;
        const signal = signals[turn % signals.length] ?? 'SIGINT';
        const { child, ended } = start('deploy', stack, '--auto-approve');
        await Promise.race([pause(moment), ended]);
        child.kill(signal);
        const { code, said } = await ended;
        const how = { turn, signal, second: Math.round(moment / 100) / 10, code, said };
        // Until it listens to signals Node.js is simply killed, and nothing is begun.
        const isKilled = code === -1 && (signal === 'SIGKILL' || said === '');
        expect({ ...how, isEnd: code === 0 || code === 130 || isKilled }).toEqual({
          ...how,
          isEnd: true,
        });
        if (code !== 0) cut.push(signal);
        expect(said).not.toMatch(/^\s+at /m);

        const next = await goOn();
        expect({ ...how, next }).toEqual({ ...how, next: { code: 0, said: next.said } });
        // What a killed run leaves goes with the next one.
        expect(plansOnDisk(child)).toEqual([]);
        await expectNoChanges();
        process.stderr.write(`${stack}: ${signal} after ${how.second} s: ${code}, and the next deploy went on\n`);
        await remove();
      }
      expect(cut.length).toBeGreaterThanOrEqual(Math.floor(INTERRUPTIONS / 2));
    });

    test('goes on by itself when only the command line is killed', async () => {
      const { child, ended } = start('deploy', stack, '--auto-approve');
      await until('Terraform applies', async () => expect(await terraforms()).toHaveLength(1), { within: 120_000 });
      child.kill('SIGKILL');
      await ended;

      const next = await rabbitmqCdk('deploy', stack, '--auto-approve');

      expect([next.code, next.said]).toEqual([0, next.said]);
      expect(plansOnDisk(child)).toEqual([]);
      await expectNoChanges();
      await destroy();
    });

    test('is mended by heal when Terraform is killed too', async () => {
      const { child, ended } = start('deploy', stack, '--auto-approve');
      const container = stack === 'cluster' ? (nodes[0] ?? '') : name;
      const isThere = async () =>
        expect(await docker(['ps', '--all', '--quiet', '--filter', `name=^/${container}$`])).not.toBe('');
      await until('a container is made', isThere, { within: 120_000 });
      child.kill('SIGKILL');
      for (const pid of await terraforms()) process.kill(pid, 'SIGKILL');
      await ended;

      const refused = await rabbitmqCdk('deploy', stack, '--auto-approve');
      const healed = await heal();
      const next = await rabbitmqCdk('deploy', stack, '--auto-approve');

      expect([refused.code, refused.said]).toEqual([
        1,
        expect.stringContaining(`container '${container}' exists, and is in no state`),
      ]);
      expect([healed.code, next.code, next.said]).toEqual([0, 0, next.said]);
      await expectNoChanges();
      await destroy();
    });

    test('goes on after heal with a network that was made before anything was in the state', async () => {
      await docker(['network', 'create', stack === 'cluster' ? `${name}-cluster` : name]);

      const refused = await rabbitmqCdk('deploy', stack, '--auto-approve');
      const healed = await heal();
      const next = await rabbitmqCdk('deploy', stack, '--auto-approve');

      expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('exists, and is in no state')]);
      expect([healed.code, healed.said, next.code, next.said]).toEqual([0, healed.said, 0, next.said]);
      await expectNoChanges();
      await destroy();
    });

    function start(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
      let child: ChildProcess | undefined;
      const ended = new Promise<Ended>((resolve) => {
        const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args];
        const options = { env: { ...process.env, ...env }, cwd: folder };
        child = execFile(process.execPath, words, options, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code ?? -1), said: `${stdout}${stderr}` }),
        );
      });
      if (child === undefined) throw new Error('nothing was started');
      return { child, ended };
    }

    function rabbitmqCdk(...args: readonly string[]): Promise<Ended> {
      return start(...args).ended;
    }

    /** What an apply was about to complete may run already. */
    function heal(): Promise<Ended> {
      return rabbitmqCdk('heal', stack, '--auto-approve', '--allow', 'availability');
    }

    /** Deploys again; what an interrupted provider had begun and told nobody is for heal, as the deploy says. */
    async function goOn(): Promise<Ended> {
      const next = await rabbitmqCdk('deploy', stack, '--auto-approve');
      if (next.code === 0 || !/exists, and is in no state[^]*take care of it: rabbitmq-cdk heal/.test(next.said))
        return next;
      const healed = await heal();
      expect(healed).toEqual({ code: 0, said: healed.said });
      return rabbitmqCdk('deploy', stack, '--auto-approve');
    }

    /** Everything that is deployed, and the state: quicker than to destroy it, which other tests do. */
    async function remove(): Promise<void> {
      await docker(['rm', '--force', '--volumes', name, ...nodes, `${name}-balancer`]);
      await docker(['volume', 'rm', '--force', ...[name, ...nodes].map((node) => `${node}-data`)]);
      await docker(['network', 'rm', '--force', name, `${name}-cluster`]);
      for (const state of ['tfstate', 'tfstate.backup'])
        rmSync(join(folder, `terraform.${stack}.${state}`), { force: true });
    }

    async function destroy(): Promise<void> {
      const allowed = ['data', 'availability', 'access'].flatMap((loss) => ['--allow', loss]);
      const { code, said } = await rabbitmqCdk('destroy', stack, '--auto-approve', ...allowed);
      expect([code, said]).toEqual([0, said]);
    }

    /** The processes of Terraform that apply something here. */
    async function terraforms(): Promise<readonly number[]> {
      const found = await run('pgrep', ['-f', `chdir=${stackFolder} apply`]).catch((error: unknown) => {
        if (error instanceof CommandError && error.exitCode === 1) return '';
        throw error;
      });
      return found === '' ? [] : found.split('\n').map(Number);
    }

    /** Terraform's own exit code says whether a plan is empty: 2 when it is not. */
    async function expectNoChanges(): Promise<void> {
      const plan = run(terraformProgram(), [`-chdir=${stackFolder}`, 'plan', '-detailed-exitcode', '-no-color'], {
        env,
      });
      await expect(plan).resolves.toContain('No changes.');
    }
  });
});

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** The folders with plans that a process has left. */
function plansOnDisk({ pid }: ChildProcess): readonly string[] {
  return readdirSync(tmpdir()).filter((entry) => entry.startsWith(`rabbitmq-cdk-plan-${pid}-`));
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'interrupted-'));
}

/** The moment of a turn, as a share of a deploy: those of all turns until then are spread over it, wherever they begin. */
function momentOf(turn: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  return ((SEED + turn) * golden) % 1;
}
