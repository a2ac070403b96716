import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { SynthesizedStack } from '../../../cli/stack/app';
import { reviewStacks } from '../../../cli/review/review-stacks';
import { Password } from '../../../constructs/access/password';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { keepStates } from '../../../constructs/terraform/state-backend';
import { Vhost } from '../../../constructs/topology/vhost';
import { run } from '../../../host/command';
import { terraformProgram } from '../../../host/terraform';
import { projectRoot } from '../../../lab/folders';
import { describeWith } from '../../setup/missing';

jest.setTimeout(180_000);

/** Two stacks, of which one needs a password that the other makes; their states are kept by a server of HTTP. */
describeWith('terraform', 'stacks that need one another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-stacks-'));
  const states = new Map<string, string>();
  const locks = new Map<string, string>();
  const calls: string[] = [];
  let server: Server;
  let stacks: readonly SynthesizedStack[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        calls.push(`${method} ${url}`);
        const body = Buffer.concat(chunks).toString();
        const path = url.replace(/\?.*/, '');
        if (method === 'LOCK' && locks.has(path)) response.writeHead(423).end(locks.get(path));
        else if (method === 'GET' && !states.has(path)) response.writeHead(404).end();
        else {
          if (method === 'LOCK') locks.set(path, body);
          if (method === 'UNLOCK') locks.delete(path);
          if (method === 'POST') states.set(path, body);
          response.end(method === 'GET' ? states.get(path) : '');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stacks = synthesized(`http://127.0.0.1:${(server.address() as AddressInfo).port}/{stack}`);
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await new Promise((resolve) => server.close(resolve));
  });

  test('are told as far as can be while the first is not applied', async () => {
    const [upstream, downstream] = await reviewStacks(stacks, {}, () => undefined);

    expect(upstream).toMatchObject({
      stack: 'upstream',
      caveats: [],
      findings: [{ change: 'output/changed' }, { change: 'resource/created' }],
    });
    expect(downstream).toMatchObject({
      stack: 'downstream',
      caveats: [{ kind: 'upstream-not-applied' }, { kind: 'upstream-changes' }],
      findings: [{ change: 'vhost/created', object: { name: 'shop' } }],
    });
    expect(downstream).not.toHaveProperty('failure');
  });

  test('are planned once the first is applied, and its state was locked while it was written', async () => {
    calls.length = 0;
    await run(terraformProgram(), [`-chdir=${stacks[0]?.directory}`, 'apply', '-auto-approve', '-no-color']);

    const [upstream, downstream] = await reviewStacks(stacks, {}, () => undefined);

    expect(calls.filter((call) => /^(LOCK|POST|UNLOCK) \/upstream/.test(call)).slice(0, 3)).toEqual([
      'LOCK /upstream',
      expect.stringMatching(/^POST \/upstream/),
      'UNLOCK /upstream',
    ]);
    expect(upstream).toMatchObject({ caveats: [], findings: [] });
    expect(downstream).toMatchObject({ caveats: [], findings: [{ change: 'vhost/created' }] });
  });

  test('are not applied while somebody else does', async () => {
    locks.set('/upstream', JSON.stringify({ ID: 'other', Who: 'somebody else', Operation: 'apply' }));

    const apply = run(terraformProgram(), [`-chdir=${stacks[0]?.directory}`, 'apply', '-auto-approve', '-no-color']);

    await expect(apply).rejects.toThrow(/Error acquiring the state lock/);
    locks.clear();
  });

  test('are what cdktf shows too, with the state that is kept elsewhere', async () => {
    calls.length = 0;
    const project = mkdtempSync(join(projectRoot, '.cache', 'terraform-'));
    const app = `node --import tsx ${join(projectRoot, 'main.ts')}`;
    writeFileSync(join(project, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{stack}`;
    const env = { RABBITMQ_CDK_STATE_BACKEND: JSON.stringify({ type: 'http', address }), CHECKPOINT_DISABLE: '1' };

    const diff = await run(
      join(projectRoot, 'node_modules/.bin/cdktf'),
      ['diff', 'single-node', '--skip-provider-lock'],
      { env, cwd: project },
    ).finally(() => rmSync(project, { recursive: true, force: true }));

    expect(diff).toMatch(/Plan:.* to add, 0 to change, 0 to destroy/);
    expect(calls).toEqual(expect.arrayContaining(['LOCK /single-node', expect.stringMatching(/^GET \/single-node/)]));
  });

  test('that cannot be planned are failures with what Terraform says', async () => {
    const [upstream] = stacks;
    if (upstream === undefined) throw new Error('there is no stack');

    const [review] = await reviewStacks([{ ...upstream, directory: join(folder, 'nowhere') }], {}, () => undefined);

    expect(review?.failure).toMatch(/nowhere/);
  });

  function synthesized(address: string): readonly SynthesizedStack[] {
    const app = new App({ stackTraces: false, outdir: join(folder, 'cdktf.out') });
    const upstream = new TerraformStack(app, 'upstream');
    const password = Password.generated(upstream);
    const downstream = new TerraformStack(app, 'downstream');
    const broker = new RemoteBroker(downstream, 'broker', {
      endpoint: 'http://127.0.0.1:1',
      username: 'admin',
      password,
      serverVersion: '4.2',
      removalPolicy: 'destroy',
    });
    new Vhost(downstream, 'shop', { broker });
    keepStates(app, { type: 'http', address });
    app.synth();
    return ['upstream', 'downstream'].map((name) => ({
      name,
      directory: join(folder, 'cdktf.out/stacks', name),
      dependencies: name === 'downstream' ? ['upstream'] : [],
    }));
  }
});
