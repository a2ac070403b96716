import { AppFolder } from '../app-folder';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk connect', () => {
  let folder: AppFolder;
  beforeAll(() => void (folder = new AppFolder(app)));
  afterAll(() => folder.remove());
  const connect = (...words: readonly string[]) => folder.program('connect', ...words);

  test('prints a program and no password, and says where that comes from', () => {
    const { status, stdout, stderr } = connect('one', 'worker', '--for', 'python');

    expect(status).toBe(0);
    expect(stdout).toContain('virtual_host="shop"');
    expect(stderr).toBe(
      `set RABBITMQ_PASSWORD to the password of the user; '--show-password' reads it from the state of 'one'\n` +
        `write the broker's authority to ca.pem: terraform output -raw ca_certificate > ca.pem\n` +
        `the broker asks clients for a certificate: client.pem and client-key.pem, as 'authority.issueClient' makes them\n`,
    );
  });

  test('prints the same as JSON', () => {
    const { stdout } = connect('one', 'worker', '--format', 'json');

    expect(jsonOutputOf('connect', stdout)).toEqual({
      host: '127.0.0.1',
      port: 5671,
      tls: true,
      username: 'worker',
      vhost: 'shop',
      uri: 'amqps://worker@127.0.0.1:5671/shop',
      caFile: 'ca.pem',
      snippet: expect.stringContaining("import { Connection } from 'rabbitmq-client';"),
    });
  });

  test('fails for a user that is not declared', () => {
    expect(connect('one', 'nobody')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining("broker 'one/broker' has no user 'nobody'; it has 'worker'"),
    });
  });
});

const app = `
import { App } from 'cdktf';
import { User } from '../../constructs/access/user';
import { Vhost } from '../../constructs/topology/vhost';
import { SingleNodeStack } from '../../stacks/single-node';

const app = new App({ stackTraces: false });
const stack = new SingleNodeStack(app, 'one', { tls: {} });
const vhost = new Vhost(stack, 'shop', stack);
new User(stack, 'worker', { ...stack, permissions: [{ vhost, read: '^orders$' }] });
app.synth();
`;
