import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docker } from '../../../host/docker';
import { projectRoot } from '../../../lab/folders';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { removeDeployed } from '../../remove-deployed';
import { describeWith } from '../../setup/missing';
import { atTerminal, describeAtTerminal, type Answers } from '../../terminal';
import { jsonOutputOf } from '../json-output';

jest.setTimeout(300_000);

/** The real command line, Terraform, providers and engine. */
describeWith('terraform', 'a deploy that finds something that is in no state', () => {
  const name = `in-no-state-${process.pid}`;
  // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const command = [process.execPath, join(projectRoot, 'bin/rabbitmq-cdk.js')] as const;
  let env: NodeJS.ProcessEnv;
  let image: string;

  beforeAll(async () => {
    const app = `node --import tsx ${join(__dirname, 'interrupted-app.ts')}`;
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
    const [amqp, management, prometheus] = await freePorts(3);
    image = await ensureImage(rabbitmqImage());
    env = {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      INTERRUPTED_STACK: 'single-node',
      RABBITMQ_CDK_AMQP_PORT: String(amqp),
      RABBITMQ_CDK_IMAGE: image,
      RABBITMQ_CDK_MANAGEMENT_PORT: String(management),
      RABBITMQ_CDK_NODE_NAME: name,
      RABBITMQ_CDK_PROMETHEUS_PORT: String(prometheus),
      RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
    };
  });
  beforeEach(async () => {
    await docker(['network', 'create', name]);
    await docker(['container', 'create', '--name', name, image]);
  });
  afterEach(async () => {
    await removeDeployed([name], [name]);
    rmSync(join(folder, 'terraform.single-node.tfstate'), { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('names all of it and the command that takes care of it, and does nothing', async () => {
    const { code, said } = await withoutTerminal('deploy', 'single-node', '--auto-approve');

    expect([code, said]).toEqual([
      1,
      [
        'single-node: failed',
        `  container '${name}' exists, and is in no state: an earlier run was killed, or it was made by hand`,
        `  network '${name}' exists, and is in no state: an earlier run was killed, or it was made by hand`,
        '  take care of it: rabbitmq-cdk heal single-node',
        '',
      ].join('\n'),
    ]);
    expect(await isThere()).toEqual([true, true]);
  });

  test('heal removes what was never started, and what runs only once that is allowed', async () => {
    await docker(['start', name]);

    const refused = await withoutTerminal('heal', 'single-node', '--auto-approve', '--format', 'json');
    const running = await docker(['ps', '--quiet', '--filter', `name=${name}`]);
    const allowed = ['--allow', 'availability', '--allow', 'data'];
    const done = await withoutTerminal('heal', 'single-node', '--auto-approve', ...allowed);

    const of = (kind: string, action: string) => ({ stack: 'single-node', orphan: { kind, name }, action });
    expect([refused.code, jsonOutputOf('heal', refused.said)]).toEqual([
      3,
      [of('container', 'refused'), of('network', 'adopted')],
    ]);
    expect(running).not.toBe('');
    expect([done.code, done.said]).toEqual([0, `single-node: container ${name} is removed; deploy makes it again\n`]);
  });

  describeAtTerminal('at a terminal', () => {
    test('asks for each, and goes on once all is confirmed', async () => {
      const { code, said } = await deployAnswering(
        [/container '[^']+' exists, and is in no state[^]*Type 'remove' to do so: $/, 'remove'],
        [/network '[^']+' exists, and is in no state[^]*Type 'adopt' to do so: $/, 'adopt'],
        [/Type the stack's name, 'single-node', to do so: $/, 'single-node'],
      );

      expect([code, said]).toEqual([0, expect.stringContaining('single-node: applied')]);
      expect((await withoutTerminal('deploy', 'single-node')).said).toBe('single-node: unchanged\n');
    });

    test('ends at the first that is not confirmed, and leaves what is there', async () => {
      const { code, said } = await deployAnswering([/Type 'remove' to do so: $/, 'yes']);

      expect([code, said]).toEqual([1, expect.stringMatching(/network [^]*take care of it: rabbitmq-cdk heal/)]);
      expect(said).not.toContain("Type 'adopt'");
      expect(await isThere()).toEqual([true, true]);
    });
  });

  function deployAnswering(...answers: Answers): ReturnType<typeof atTerminal> {
    return atTerminal([...command, 'deploy', 'single-node'], answers, { cwd: folder, env });
  }

  function withoutTerminal(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    const [node, ...words] = [...command, ...args] as const;
    return new Promise((resolve) => {
      execFile(node, words, { cwd: folder, env }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), said }),
      );
    });
  }

  async function isThere(): Promise<readonly boolean[]> {
    const filter = ['--quiet', '--filter', `name=${name}`];
    return [(await docker(['ps', '--all', ...filter])) !== '', (await docker(['network', 'ls', ...filter])) !== ''];
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'in-no-state-'));
}
