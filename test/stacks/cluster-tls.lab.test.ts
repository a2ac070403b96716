import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { SSLConnectionParams } from 'rabbitmq-stream-js-client';
import { brokerApi } from '../../cli/broker/broker-endpoint';
import { CommandError, run } from '../../host/command';
import { docker } from '../../host/docker';
import type { Management } from '../../host/management';
import { terraformProgram } from '../../host/terraform';
import { projectRoot } from '../../lab/folders';
import { ensureImage } from '../../lab/image';
import { haproxyImage } from '../../lab/images/haproxy';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { connectAs } from '../differential/attempt';
import { attempts, environments, may } from '../examples/roles';
import { externalLogin } from '../external-login';
import { freePortRange } from '../free-port-range';
import { compareWithLive } from '../live';
import { describeWith } from '../setup/missing';
import { readEverywhere } from '../streams';
import { removeDeployed } from '../remove-deployed';

jest.setTimeout(300_000);

describeWith('terraform', 'a cluster that speaks TLS only', () => {
  const clusterName = `terraform-tls-${process.pid}-node`;
  const nodes = [1, 2, 3].map((number) => `${clusterName}${number}`);
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const stackFolder = join(folder, 'cdktf.out/stacks/cluster');
  let env: Record<string, string>;
  let port: number;
  let streamPorts: readonly [number, number, number];
  let outputs: Readonly<Record<string, { readonly value: string }>>;

  beforeAll(async () => {
    const [amqp, amqps = 0, management, statistics] = await freePorts(4);
    const first = await freePortRange(12);
    port = amqps;
    streamPorts = [first + 9, first + 10, first + 11];
    env = {
      RABBITMQ_CDK_IMAGE: await ensureImage(rabbitmqImage()),
      RABBITMQ_CDK_BALANCER_IMAGE: await ensureImage(haproxyImage()),
      RABBITMQ_CDK_CLUSTER_NAME: clusterName,
      RABBITMQ_CDK_MEMORY: '512',
      RABBITMQ_CDK_AMQP_PORT: String(first),
      RABBITMQ_CDK_MANAGEMENT_PORT: String(first + 3),
      RABBITMQ_CDK_PROMETHEUS_PORT: String(first + 6),
      STREAM_PORT: String(streamPorts[0]),
      RABBITMQ_CDK_BALANCER_AMQP_PORT: String(amqp),
      RABBITMQ_CDK_BALANCER_AMQPS_PORT: String(amqps),
      RABBITMQ_CDK_BALANCER_MANAGEMENT_PORT: String(management),
      RABBITMQ_CDK_BALANCER_STATISTICS_PORT: String(statistics),
      RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
      CHECKPOINT_DISABLE: '1',
    };
    await run(process.execPath, ['--import', 'tsx', join(__dirname, 'cluster-tls-app.ts')], { env, cwd: folder });
    await terraform('init', '-input=false');
    await terraform('apply', '-auto-approve', '-input=false');
    outputs = JSON.parse(await terraform('output', '-json'));
  });

  afterAll(async () => {
    await removeDeployed([...nodes, `${clusterName}-balancer`], [`${clusterName}-cluster`]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('plans nothing the second time', async () => {
    await expect(terraform('plan', '-detailed-exitcode', '-no-color')).resolves.toContain('No changes.');
  });

  test('lets in who shows a certificate of its authority, as the user that it names', async () => {
    expect(await externalLogin(of('client'))).toBe('in');
  });

  test.each<[string, RegExp, () => ConnectionOptions]>([
    ['no certificate', /certificate required/, () => ({ ...of('client'), cert: undefined, key: undefined })],
    ['the certificate of a stranger', /unknown ca/, () => of('stranger')],
    [
      'the right certificate, by TLS 1.1',
      /protocol version/,
      // The client's own library would not even ask otherwise.
      () => ({ ...of('client'), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ],
  ])('keeps out who shows %s', async (_, reason, options) => {
    expect(await externalLogin(options())).toMatch(reason);
  });

  test('is the server that its certificate names, says openssl', async () => {
    for (const [name, content] of [
      ['ca', outputs['ca_certificate']],
      ['cert', outputs['client_certificate']],
      ['key', outputs['client_key']],
    ] as const)
      writeFileSync(join(folder, `${name}.pem`), content?.value ?? '', { mode: 0o600 });
    const files = ['-CAfile', 'ca.pem', '-cert', 'cert.pem', '-key', 'key.pem'];

    const said = await run(
      'openssl',
      ['s_client', '-connect', `127.0.0.1:${port}`, ...files, '-verify_ip', '127.0.0.1', '-verify_return_error'],
      { cwd: folder },
    );

    expect(said).toContain('Verify return code: 0 (ok)');
  });

  test('serves management and metrics over TLS', async () => {
    expect(await statusOf(`${outputs['management_url']?.value}/`)).toBe(200);
    for (const url of outputs['prometheus_urls']?.value ?? []) expect(await statusOf(url)).toBe(200);
  });

  test('listens nowhere without TLS, and the nodes talk to each other by it', async () => {
    const listeners = JSON.parse(
      await docker(['exec', nodes[0] ?? '', 'rabbitmq-diagnostics', '--quiet', 'listeners', '--formatter', 'json']),
    );
    const status = JSON.parse(
      await docker(['exec', nodes[0] ?? '', 'rabbitmqctl', '--quiet', 'cluster_status', '--formatter', 'json']),
    );
    const plain = ['exec', '--env', 'RABBITMQ_CTL_ERL_ARGS=', nodes[0] ?? '', 'rabbitmqctl', '--quiet', 'status'];

    const reachable = listeners.listeners.filter(({ interface: address }: Listener) => address !== '127.0.0.1');
    // From 4.2.9 and 4.3.5 on it says 'clustering/ssl'; that it is TLS is shown below, by who is not let in.
    const protocols = reachable
      .map(({ protocol }: Listener) => protocol.replace(/^clustering\/ssl$/, 'clustering'))
      .sort();
    expect(protocols).toEqual(['amqp/ssl', 'clustering', 'https', 'https/prometheus', 'stream/ssl']);
    expect(status.running_nodes).toHaveLength(3);
    await expect(docker(plain)).rejects.toThrow(CommandError);
  });

  test('serves streams over TLS, at the addresses that it tells', async () => {
    const [username = '', password = ''] = ['username', 'password'].map((name) => outputs[name]?.value);
    const { ca, cert, key } = of('client');
    const ssl = { ca, cert, key } as SSLConnectionParams;
    const at = (streamPort: number) => ({
      hostname: '127.0.0.1',
      port: streamPort,
      username,
      password,
      vhost: '/',
      ssl,
    });

    expect(await readEverywhere([at(streamPorts[0]), at(streamPorts[1]), at(streamPorts[2])])).toBe(9);
  });

  test.each([
    ['no certificate', /certificate required/, () => ({ ...of('client'), cert: undefined, key: undefined })],
    ['the certificate of a stranger', /unknown ca/, () => of('stranger')],
  ])('keeps out of its streams who shows %s', async (_, reason, options) => {
    expect(await externalLogin({ ...options(), port: streamPorts[0] })).toMatch(reason);
  });

  test('holds the roles, environments, policies and limits of the examples, object by object', async () => {
    const [{ topology }] = JSON.parse(readFileSync(join(stackFolder, 'topology.json'), 'utf8'));

    const compared = await compareWithLive(administration(), topology);

    expect(compared.map(({ object }) => object)).toEqual(
      expect.arrayContaining(['vhost /dev', 'vhost /prod', 'policy limited', 'policy temp', 'policy limits-policy']),
    );
    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('limits each node', async () => {
    const environment = await docker(['exec', nodes[0] ?? '', 'rabbitmqctl', '--quiet', 'environment']);

    expect(environment).toMatch(/\{connection_max,1000\}/);
    expect(environment).toMatch(/\{channel_max,100\}/);
    expect(environment).toMatch(/\{disk_free_limit,\{mem_relative,1\.5\}\}/);
  });

  test.each(Object.keys(may))('%s may do by TLS what the example grants, and nothing else', async (user) => {
    const password = outputs[`password_of_${user}`]?.value ?? '';
    const { ca, cert, key } = of('client');

    for (const vhost of environments) {
      const client = await connectAs({ amqpUrl: `amqps://127.0.0.1:${port}` }, user, password, vhost, {
        ca,
        cert,
        key,
      });
      const done: string[] = [];
      for (const [what, attempt] of Object.entries(attempts)) if (await client.tries(attempt)) done.push(what);
      await client.close();
      expect(done.sort()).toEqual([...(may[user]?.[vhost] ?? [])].sort());
    }
  });

  /** What the broker answers over HTTPS, to its administrator. */
  function administration(): Pick<Management, 'get'> {
    const [url = '', username = '', password = '', ca] = [
      'management_url',
      'username',
      'password',
      'ca_certificate',
    ].map((name) => outputs[name]?.value);
    return brokerApi({ url, username, password, ca });
  }

  function of(who: 'client' | 'stranger'): ConnectionOptions {
    const [ca, cert, key] = ['ca_certificate', `${who}_certificate`, `${who}_key`].map((name) => outputs[name]?.value);
    return { port, ca, cert, key };
  }

  function statusOf(url: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      get(url, { ca: outputs['ca_certificate']?.value }, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      );
    });
  }

  function terraform(command: string, ...args: readonly string[]): Promise<string> {
    return run(terraformProgram(), [`-chdir=${stackFolder}`, command, ...args], { env });
  }
});

interface Listener {
  readonly protocol: string;
  readonly interface: string;
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'terraform-'));
}
