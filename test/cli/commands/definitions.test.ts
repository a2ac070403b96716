import { AppFolder } from '../app-folder';

describe('rabbitmq-cdk definitions', () => {
  let folder: AppFolder;
  beforeAll(() => void (folder = new AppFolder(app)));
  afterAll(() => folder.remove());
  const definitions = (...words: readonly string[]) => folder.program('definitions', ...words);

  test('prints what a stack declares, and names what only Terraform knows', () => {
    const { status, stdout, stderr } = definitions('one');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      users: [],
      vhosts: [{ name: 'shop', metadata: { default_queue_type: 'quorum' } }],
      queues: [{ name: 'orders', vhost: 'shop', durable: true, arguments: { 'x-queue-type': 'quorum' } }],
    });
    expect(stderr).toBe("left out: user 'worker' and what it may do (one/worker): only Terraform knows the password\n");
  });

  test('fails when there is no such stack or broker', () => {
    expect(definitions('two')).toMatchObject({ status: 1, stderr: expect.stringContaining("there is no stack 'two'") });
    expect(definitions('one', '--broker', 'x')).toMatchObject({
      status: 1,
      stderr: "error: stack 'one' has no broker 'x'; there are: 'one/broker'\nsee docs/definitions.md\n",
    });
  });
});

const app = `
import { App } from 'cdktf';
import { User } from '../../constructs/access/user';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../constructs/topology/vhost';
import { SingleNodeStack } from '../../stacks/single-node';

const app = new App({ stackTraces: false });
const stack = new SingleNodeStack(app, 'one');
const vhost = new Vhost(stack, 'shop', stack);
new QuorumQueue(stack, 'orders', { vhost });
new User(stack, 'worker', { ...stack, permissions: [{ vhost, read: '^orders$' }] });
app.synth();
`;
