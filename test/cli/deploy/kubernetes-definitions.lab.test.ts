import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { management, path, type Management } from '../../../host/management';
import { until } from '../../../host/until';
import { projectRoot } from '../../../lab/folders';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { kubectl, startKubernetes, type StartedKubernetes } from '../../../lab/kubernetes';
import { describeWith } from '../../setup/missing';

jest.setTimeout(240_000);

const NAMESPACE = 'rabbitmq-cdk-deploy';

/** The real command line, Terraform, provider and Kubernetes. The tests go on from each other. */
describeWith('kubernetes', 'a deploy of definitions to a broker on a real Kubernetes', () => {
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const state = join(folder, 'shop.tfstate');
  const legacy = {};
  let kubernetes: StartedKubernetes;
  let env: NodeJS.ProcessEnv;
  let api: Management;

  beforeAll(async () => {
    const image = process.env['RABBITMQ_CDK_TEST_KUBERNETES_IMAGE'] ?? (await ensureImage(rabbitmqImage()));
    kubernetes = await startKubernetes(image);
    const app = `node --import tsx ${join(__dirname, 'kubernetes-definitions-app.ts')}`;
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
    const { kubeConfig } = kubernetes;
    env = { ...process.env, CHECKPOINT_DISABLE: '1', IMAGE: image, KUBECONFIG: kubeConfig, NAMESPACE, STATE: state };
  }, 600_000);
  afterAll(async () => {
    if (kubernetes !== undefined)
      await kubectl(kubernetes.kubeConfig, ['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
    await kubernetes?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 180_000);

  test('makes what is declared', async () => {
    const done = await deploy({ orders: { maxLength: 100_000 }, legacy });

    expect(done).toEqual({ code: 0, said: 'shop: applied\n' });
    api = management(`http://${kubernetes.address}:31682`, 'admin', administratorPassword());
    expect(await queues()).toEqual(['legacy', 'orders']);
    for (let number = 0; number < 5; number += 1) await publish('orders');
    await publish('legacy');
    await until('the messages are counted', async () => expect(await messages()).toEqual({ legacy: 1, orders: 5 }), {
      within: 60_000,
    });
  });

  test('is reviewed with what nobody declared, where nothing changes', async () => {
    const declared = { orders: { maxLength: 100_000 }, legacy };
    const unchanged = await command('review', declared);
    const limit = { pattern: '^orders$', 'apply-to': 'queues', definition: { 'max-length': 50_000 } };
    await api.put(path`operator-policies/${'/'}/limit`, limit);

    const reviewed = await command('review', declared);

    expect(unchanged).toEqual({ code: 0, said: 'shop: no change\n\nverdict: no change\n' });
    expect(reviewed).toEqual({
      code: 2,
      said: expect.stringContaining(`operator policy 'limit' in '/' is declared nowhere here, and applies to 'orders'`),
    });
    await api.delete(path`operator-policies/${'/'}/limit`);
  });

  test('refuses a limit below the messages that are there, and changes nothing', async () => {
    const { code, said } = await deploy({ orders: { maxLength: 2 }, legacy });

    expect(code).toBe(3);
    expect(said).toMatch(/^shop: refused\n {2}data: [^\n]*'orders'[^\n]*\n {2}if that is meant, [^\n]*--allow data\n$/);
    expect(await messages()).toEqual({ legacy: 1, orders: 5 });
  });

  test('refuses to remove a queue with a message, and removes it once that is allowed', async () => {
    const { code, said } = await deploy({ orders: { maxLength: 100_000 } });

    expect([code, said]).toEqual([
      3,
      expect.stringContaining(`data: queue 'legacy' in '/' is deleted: its messages go`),
    ]);
    expect(await queues()).toEqual(['legacy', 'orders']);

    expect(await deploy({ orders: { maxLength: 100_000 } }, '--allow', 'data')).toEqual({
      code: 0,
      said: 'shop: applied\n',
    });
    expect(await queues()).toEqual(['orders']);
    expect(await deploy({ orders: { maxLength: 100_000 } })).toEqual({ code: 0, said: 'shop: unchanged\n' });
  });

  test('predicts what the Job refuses, and shows its log where it is tried all the same', async () => {
    const changed = { orders: { maxLength: 100_000, arguments: { 'x-max-in-memory-length': 7 } } };

    const predicted = await deploy(changed);
    const failed = await deploy(changed, '--allow', 'availability');

    expect([predicted.code, predicted.said]).toEqual([
      3,
      expect.stringMatching(
        /availability: queue 'orders' in '\/' stays as it is: an import of definitions changes no queue; the Job that imports them fails/,
      ),
    ]);
    expect([failed.code, failed.said]).toEqual([1, expect.stringMatching(/^shop: failed\n/)]);
    expect(failed.said).toMatch(/^ {2}job 'rabbitmq-import' says: .*queues .*"orders".*: differs in arguments/m);
    expect(failed.said).toMatch(/ steps are done, and in the state; go on with: rabbitmq-cdk deploy shop\n$/);
    expect(failed.said).not.toContain(administratorPassword());

    // As it was, the Job is content.
    expect(await deploy({ orders: { maxLength: 100_000 } })).toEqual({ code: 0, said: 'shop: applied\n' });
  });

  function deploy(
    declared: Readonly<Record<string, object>>,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly said: string }> {
    return command('deploy', declared, '--auto-approve', ...args);
  }

  function command(
    name: string,
    declared: Readonly<Record<string, object>>,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly said: string }> {
    const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), name, 'shop', ...args];
    const told = { ...env, QUEUES: JSON.stringify(declared) };
    return new Promise((resolve) => {
      execFile(process.execPath, words, { cwd: folder, env: told }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), said }),
      );
    });
  }

  async function queues(): Promise<readonly string[]> {
    return (await api.get<readonly { readonly name: string }[]>(path`queues/${'/'}`)).map(({ name }) => name).sort();
  }

  async function messages(): Promise<Readonly<Record<string, number | undefined>>> {
    const all = await api.get<readonly { readonly name: string; readonly messages?: number }[]>(path`queues/${'/'}`);
    return Object.fromEntries(all.map(({ name, messages: count }) => [name, count]));
  }

  async function publish(queue: string): Promise<void> {
    const message = { properties: {}, routing_key: queue, payload: 'bill', payload_encoding: 'string' };
    await api.post(path`exchanges/${'/'}/amq.default/publish`, message);
  }

  function administratorPassword(): string {
    return JSON.parse(readFileSync(state, 'utf8')).outputs.password.value;
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'app-'));
}
