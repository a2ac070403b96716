import assert from 'node:assert/strict';
import { execFile, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../../../cli/terraform/state';
import { management, type Management } from '../../../host/management';
import { until } from '../../../host/until';
import { projectRoot } from '../../../lab/folders';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { removeDeployed } from '../../remove-deployed';
import { describeWith } from '../../setup/missing';

jest.setTimeout(600_000);

const permissions = 'permissions/shop/admin';

/** The real command line, Terraform, engine and broker. The tests go on from each other. */
describeWith('terraform', 'what definitions no longer declare', () => {
  const node = `rabbitmq-cdk-removal-${process.pid}`;
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const stateFile = join(folder, 'shop.tfstate');
  let env: Readonly<Record<string, string>>;
  let api: Management;

  beforeAll(async () => {
    const ports = await freePorts(3);
    const app = `node --import tsx ${join(__dirname, 'removal-app.ts')}`;
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
    env = { IMAGE: await ensureImage(rabbitmqImage()), NODE: node, PORTS: ports.join(','), STATE: stateFile };
    assert.deepEqual(await deploy('legacy,exchange,binding,worker,vhost'), { code: 0, said: 'shop: applied\n' });
    api = management(`http://127.0.0.1:${ports[1]}`, 'admin', administratorPassword());
    // Neither is declared.
    await api.put(permissions, { configure: '.*', write: '.*', read: '.*' });
    await api.put('queues/shop/of-somebody', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    const message = { properties: {}, routing_key: 'legacy', payload: 'bill', payload_encoding: 'string' };
    await api.post('exchanges/shop/amq.default/publish', message);
    await api.delete(permissions);
    await until(
      'the message is counted',
      async () => assert.equal((await api.get<{ readonly messages?: number }>('queues/shop/legacy')).messages, 1),
      { within: 60_000 },
    );
  });
  afterAll(async () => {
    await removeDeployed([node], [node]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('is refused where it costs messages, beside a user that is new', async () => {
    const { code, said } = await deploy('worker,reporter', '--allow', 'availability');

    expect(code).toBe(3);
    expect(said).toContain(`data: queue 'legacy' in 'shop' is deleted: its messages go`);
    expect(said).not.toMatch(/definitions.json|worker/);
    expect(await queues()).toEqual(['legacy', 'of-somebody', 'orders']);
  });

  test('is gone once that is allowed, and nothing else is', async () => {
    const { code, said } = await deploy('worker,reporter', '--allow', 'availability', '--allow', 'data');

    expect({ code, said }).toEqual({ code: 0, said: 'shop: applied\n' });
    expect(await queues()).toEqual(['of-somebody', 'orders']);
    expect(await named('policies/shop')).toEqual([]);
    expect(await named('exchanges/shop')).not.toContain('sales');
    expect(await bindings()).toEqual(['eu/order']);
    expect(await named('vhosts')).toEqual(['/', 'shop']);
    expect(await named('users')).toEqual(['admin', 'reporter', 'worker']);
    await expect(api.get(permissions)).rejects.toThrow(/404/);
  });

  test('is planned no more', async () => {
    expect(await deploy('worker,reporter')).toEqual({ code: 0, said: 'shop: unchanged\n' });
  });

  test('takes a user with its connections', async () => {
    const allowed = ['--allow', 'availability'];

    expect(await deploy('reporter', ...allowed)).toEqual({ code: 0, said: 'shop: applied\n' });
    expect(await named('users')).toEqual(['admin', 'reporter']);
  });

  const allowed = ['--allow', 'availability', '--allow', 'data'];
  const note = 'global-parameters/rabbitmq-cdk-removals-shop';

  test('stays planned while the broker refuses to remove it, and is told until it is gone', async () => {
    expect((await deploy('reporter,legacy,exchange', ...allowed)).code).toBe(0);
    // Who may configure nothing may not delete a queue; the deploy gives itself no more than it was given.
    await api.put(permissions, { configure: '^$', write: '.*', read: '.*' });

    const failed = await deploy('reporter,exchange', ...allowed);

    expect(failed).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^shop: failed\n {2}queue 'legacy' in 'shop' stays on the broker: DELETE .*Access refused\.; it is removed, if that is still allowed, by: rabbitmq-cdk deploy shop\n$/,
      ),
    });
    expect(await queues()).toContain('legacy');
    expect(JSON.stringify(await api.get(note))).not.toMatch(/password_hash|orders/);
    expect(await command('review', 'reporter,exchange', 'shop')).toEqual({
      code: 2,
      said: expect.stringMatching(/queue 'legacy' in 'shop'/),
    });
    // It is tried again alone, and with what comes after it.
    expect((await deploy('reporter,exchange')).said).toMatch(/^shop: failed\n {2}queue 'legacy' in 'shop' stays/);
    expect((await deploy('reporter', ...allowed)).said).toMatch(/queue 'legacy' in 'shop' stays/);

    await api.delete(permissions);

    expect(await deploy('reporter', ...allowed)).toEqual({ code: 0, said: 'shop: applied\n' });
    expect(await queues()).toEqual(['of-somebody', 'orders']);
    expect(await named('exchanges/shop')).not.toContain('sales');
    await expect(api.get(note)).rejects.toThrow(/404/);
    expect(await deploy('reporter')).toEqual({ code: 0, said: 'shop: unchanged\n' });
  });

  test('goes at the next deploy where one was killed before it came to that', async () => {
    expect((await deploy('reporter,legacy', ...allowed)).code).toBe(0);
    const killed = start(['deploy', 'shop', '--auto-approve', ...allowed], 'reporter');
    await until('it is noted', async () => void (await api.get(note)), { within: 60_000, every: 50 });
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await queues()).toContain('legacy');

    // Terraform goes on by itself, and the next one waits for it.
    const next = await deploy('reporter', ...allowed);

    expect(next).toEqual({ code: 0, said: 'shop: applied\n' });
    expect(await queues()).toEqual(['of-somebody', 'orders']);
  });

  test('is planned no more where somebody has removed it meanwhile, or it is declared again', async () => {
    const legacy = { name: 'legacy', vhost: 'shop', durable: true, auto_delete: false, arguments: {} };
    const orders = { ...legacy, name: 'orders' };
    await api.put(note, { name: 'rabbitmq-cdk-removals-shop', value: { queues: [legacy, orders] } });

    expect(await deploy('reporter')).toEqual({ code: 0, said: 'shop: unchanged\n' });
    expect(await queues()).toEqual(['of-somebody', 'orders']);
    await api.delete(note);
  });

  function deploy(objects: string, ...args: readonly string[]): Promise<Ended> {
    return command('deploy', objects, 'shop', '--auto-approve', ...args);
  }

  function command(name: string, objects: string, ...args: readonly string[]): Promise<Ended> {
    return start([name, ...args], objects).ended;
  }

  function start(args: readonly string[], objects: string): { child: ChildProcess; ended: Promise<Ended> } {
    const told = { ...process.env, ...env, OBJECTS: objects, CHECKPOINT_DISABLE: '1' };
    let end: (ended: Ended) => void = () => undefined;
    const ended = new Promise<Ended>((resolve) => (end = resolve));
    const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args];
    const child = execFile(process.execPath, words, { cwd: folder, env: told }, (error, said) =>
      end({ code: error === null ? 0 : Number(error.code ?? 1), said }),
    );
    return { child, ended };
  }

  async function named(path: string): Promise<readonly string[]> {
    return (await api.get<readonly { readonly name: string }[]>(path)).map(({ name }) => name).sort();
  }

  async function bindings(): Promise<readonly string[]> {
    const bound = await api.get<readonly { readonly routing_key: string }[]>('bindings/shop/e/events/q/orders');
    return bound.map(({ routing_key: key }) => key).sort();
  }

  function queues(): Promise<readonly string[]> {
    return named('queues/shop?disable_stats=true');
  }

  function administratorPassword(): string {
    const { resources } = readState(readFileSync(stateFile, 'utf8'));
    const [found] = [...resources].filter(([address]) => address.startsWith('random_password.broker_'));
    return String(found?.[1].attributes['result']);
  }
});

interface Ended {
  readonly code: number;
  readonly said: string;
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'app-'));
}
