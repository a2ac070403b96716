import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk roll', () => {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  // Inside the project, so that the app finds its dependencies.
  const folder = mkdtempSync(join(projectRoot, '.cache/roll-'));

  beforeAll(() => {
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'node --import tsx app.ts' }));
    writeFileSync(join(folder, 'app.ts'), app);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const roll = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'roll', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

  test.each(['one', 'pods'])('is of clusters in containers, and says so of the stack %s', (stack) => {
    expect(roll(stack, '--auto-approve')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(
        `stack '${stack}' has no cluster in containers, of which a node could be spared; run: rabbitmq-cdk deploy ${stack}`,
      ),
    });
  });

  test('tells programs in events', () => {
    const { stdout } = roll('one', '--auto-approve', '--format', 'json');

    const events = stdout.trim().split('\n');
    expect(events.map((line) => jsonOutputOf('roll', line)).at(-1)).toMatchObject({ event: 'done', outcome: 'failed' });
  });

  test('takes one stack', () => {
    expect(roll()).toMatchObject({ status: 1, stderr: expect.stringContaining("missing required argument 'STACK'") });
    expect(roll('one', 'pods')).toMatchObject({ status: 1, stderr: expect.stringContaining('too many arguments') });
  });
});

const app = `
import { App } from 'cdktf';
import { KubernetesStack, SingleNodeStack } from '../../index';

const app = new App();
new SingleNodeStack(app, 'one');
new KubernetesStack(app, 'pods');
app.synth();
`;
