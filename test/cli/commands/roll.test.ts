import { AppFolder } from '../app-folder';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk roll', () => {
  let folder: AppFolder;
  beforeAll(() => void (folder = new AppFolder(app)));
  afterAll(() => folder.remove());
  const roll = (...words: readonly string[]) => folder.program('roll', ...words);

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
