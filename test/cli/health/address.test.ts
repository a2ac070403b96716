import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOfStack, addressOfUrl, isUrl } from '../../../cli/health/address';
import { UserError } from '../../../cli/program/user-error';

test.each([
  ['http://127.0.0.1:15672', 'http://127.0.0.1:15672'],
  ['http://127.0.0.1:15672/', 'http://127.0.0.1:15672'],
  ['https://example.com/broker/', 'https://example.com/broker'],
])('asks %s below %s', (target, url) => {
  expect(addressOfUrl(target, {}).broker.url).toBe(url);
});

test('takes user and password of the URL before those of the environment, and guest without both', () => {
  const env = { RABBITMQ_USERNAME: 'monitor', RABBITMQ_PASSWORD: 'secret' };
  const named = addressOfUrl('http://us%40er:p%3Aw@localhost:15672', env).broker;

  expect(named).toMatchObject({ username: 'us@er', password: 'p:w', url: 'http://localhost:15672' });
  expect(addressOfUrl('http://localhost:15672', env).broker).toMatchObject({
    username: 'monitor',
    password: 'secret',
  });
  expect(addressOfUrl('http://localhost:15672', {}).broker).toMatchObject({ username: 'guest', password: 'guest' });
});

test.each([
  ['amqp://admin:s3cret@127.0.0.1:5672', "unsupported URL scheme 'amqp://'"],
  ['https://admin:s3/cret@example.com', 'invalid URL'],
  ['http://admin:s3%cret@example.com', "'%' in the URL's user or password"],
])('refuses %s without repeating its password', (target, message) => {
  const refused = () => addressOfUrl(target, {});

  expect(isUrl(target)).toBe(true);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow('s3');
});

describe('the broker of a stack', () => {
  const directory = mkdtempSync(join(tmpdir(), 'address-'));
  const stack = { name: 'remote', directory, dependencies: [] };
  const remote = { endpoint: 'https://broker.example.com/', username: 'root', password: '${var.adminpw}' };

  beforeEach(() => {
    process.env['TERRAFORM_BINARY_NAME'] = join(directory, 'terraform');
  });
  afterEach(() => {
    delete process.env['TERRAFORM_BINARY_NAME'];
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('that exists without the stack is asked as its provider is configured', async () => {
    given({}, remote);

    const { broker, remedy } = await addressOfStack(stack, { TF_VAR_adminpw: 's3cret' });

    expect(broker).toMatchObject({ url: 'https://broker.example.com', username: 'root', password: 's3cret' });
    expect(remedy).toBe("its password comes from variable 'adminpw': set TF_VAR_adminpw; see docs/credentials.md");
  });

  test('is asked as the outputs say where they do', async () => {
    given(
      { management_url: { value: 'https://x:1' }, username: { value: 'admin' }, password: { value: 'pw' } },
      { ...remote },
    );

    const { broker } = await addressOfStack(stack, { TF_VAR_adminpw: 's3cret' });

    expect(broker).toMatchObject({ url: 'https://x:1', username: 'admin', password: 'pw' });
  });

  const outputs = { management_url: { value: 'https://x:1' }, username: { value: 'a' }, password: { value: 'b' } };

  test.each([
    ['one node', { prometheus_url: { value: 'https://x:2/metrics' } }, [['https://x:1', 'https://x:2/metrics']]],
    [
      'several nodes',
      {
        node_management_urls: { value: ['https://x:3', 'https://x:4'] },
        prometheus_urls: { value: ['https://x:5/metrics', 'https://x:6/metrics'] },
      },
      [
        ['https://x:3', 'https://x:5/metrics'],
        ['https://x:4', 'https://x:6/metrics'],
      ],
    ],
    ['one node whose metrics nothing tells of', {}, [['https://x:1', undefined]]],
  ])('with %s tells where each of them and its metrics are', async (_, more, expected) => {
    given({ ...outputs, ...more }, {});

    const { nodes } = await addressOfStack(stack, {});

    expect(nodes.map(({ url, metricsUrl }) => [url, metricsUrl])).toEqual(expected);
  });

  test('is not asked without the variable that holds the password, which is named', async () => {
    given({}, remote);

    await expect(addressOfStack(stack, {})).rejects.toThrow(
      new UserError(`variable 'adminpw' has no value: set TF_VAR_adminpw`),
    );
  });

  test.each([
    ['a generated password', { ...remote, password: '${random_password.p.result}' }],
    ['an endpoint of another stack', { ...remote, endpoint: '${data.terraform_remote_state.a.outputs.url}' }],
  ])('with %s is known by the outputs only', async (_, provider) => {
    given({}, provider);

    await expect(addressOfStack(stack, { TF_VAR_adminpw: 's3cret' })).rejects.toThrow(
      "stack 'remote' is not deployed, or has no outputs management_url, username and password; or give the broker's URL",
    );
  });

  function given(outputs: object, provider: object): void {
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({ provider: { rabbitmq: [provider] } }));
    writeFileSync(join(directory, 'terraform'), `#!/bin/sh\necho '${JSON.stringify(outputs)}'\n`);
    chmodSync(join(directory, 'terraform'), 0o755);
  }
});
