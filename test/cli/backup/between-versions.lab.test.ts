import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupCommand } from '../../../cli/commands/backup';
import { migrateCommand } from '../../../cli/commands/migrate';
import { restoreCommand } from '../../../cli/commands/restore';
import { management, path } from '../../../host/management';
import { administrationOf, type Broker, type StartedBroker } from '../../../lab/broker';
import { chosenGeneration, generations, type Generation } from '../../../lab/generation';
import { startBroker } from '../../../lab/start-broker';
import { startOlderNode, type OlderNode } from '../../model/migration/older-node';
import { describeWith } from '../../setup/missing';
import { jsonOutputOf } from '../json-output';
import { catchPrinted, ran } from '../printed';

const commands = {
  backup: { summary: '', load: () => backupCommand },
  restore: { summary: '', load: () => restoreCommand },
  migrate: { summary: '', load: () => migrateCommand },
};

const here = chosenGeneration();
const other = generations.find((one) => one !== here) as Generation;

const vhost = 'shop';
const inShop = { vhost, durable: true, auto_delete: false };
const permitted = { vhost, configure: '.*', write: '.*', read: '.*' };
const common = {
  vhosts: [{ name: vhost }],
  users: [{ name: 'worker', password: 'of-worker', tags: 'monitoring', limits: { 'max-connections': 5 } }],
  permissions: [{ ...permitted, user: 'worker' }],
  policies: [
    { vhost, name: 'short', pattern: '^a$', 'apply-to': 'queues', priority: 1, definition: { 'max-length': 100 } },
  ],
  exchanges: [{ ...inShop, name: 'events', type: 'topic', internal: false, arguments: {} }],
  queues: [
    { ...inShop, name: 'a', arguments: { 'x-queue-type': 'classic' } },
    { ...inShop, name: 'untyped', arguments: {} },
    { ...inShop, name: 'b', arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 7 } },
  ],
  bindings: [
    { vhost, source: 'events', destination: 'a', destination_type: 'queue', routing_key: 'o.#', arguments: {} },
  ],
};

jest.setTimeout(300_000);

describeWith('engine', 'a backup of another version', () => {
  const printed = catchPrinted();
  let broker: StartedBroker;
  let folder: string;

  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(() => broker?.stop());
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'between-'))));
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    const api = administrationOf(broker);
    for (const { name } of await api.get<readonly { readonly name: string }[]>('vhosts'))
      if (name === vhost) await api.delete(path`vhosts/${vhost}`);
    for (const { name } of await api.get<readonly { readonly name: string }[]>('users'))
      if (name !== broker.username) await api.delete(path`users/${name}`);
  });

  const addressOf = ({ managementUrl, username, password }: Omit<Broker, 'amqpUrl' | 'serverVersion'>): string => {
    const address = new URL(managementUrl);
    [address.username, address.password] = [username, password];
    return address.href;
  };
  const administer = (of: Omit<Broker, 'amqpUrl'>) => administrationOf({ ...of, amqpUrl: '' });
  const backup = (of: Omit<Broker, 'amqpUrl'>) => ran(printed, ['backup', addressOf(of), folder], commands);
  const restore = (to: Omit<Broker, 'amqpUrl'>, ...words: readonly string[]) =>
    ran(printed, ['restore', folder, addressOf(to), '--auto-approve', ...words], commands);

  test(`comes back from ${other} to ${here}, and says what the server does not take`, async () => {
    const from = await startBroker({ server: other });
    try {
      await administrationOf(from).post('definitions', common);
      if (other === '4.0')
        await administrationOf(from).put(path`queues/${vhost}/${'transient'}`, { durable: false, arguments: {} });
      expect((await backup(from)).code).toBe(0);
    } finally {
      await from.stop();
    }

    const restored = await restore(broker);

    const isDenied = here === '4.3';
    expect(restored).toMatchObject({ code: isDenied ? 2 : 0, errors: '' });
    expect(restored.output).toContain(
      `the backup is of RabbitMQ ${from.serverVersion}, the broker is ${broker.serverVersion}`,
    );
    const denied = `queue 'transient' in '${vhost}'`;
    const told = restored.output.split('\n').filter((line) => line.includes(denied));
    expect(told.some((line) => line.includes('it is not durable, which the server denies'))).toBe(isDenied);
    expect(restored.output.includes('verified: the broker has all that the backup has')).toBe(!isDenied);
    const api = administrationOf(broker);
    const queues = await api.get<readonly { readonly name: string; readonly arguments: object }[]>(
      path`queues/${vhost}`,
    );
    expect(Object.fromEntries(queues.map((queue) => [queue.name, queue.arguments]))).toMatchObject({
      a: { 'x-queue-type': 'classic' },
      b: { 'x-queue-type': 'quorum', 'x-delivery-limit': 7 },
      untyped: { 'x-queue-type': 'classic' },
    });
    const worker = management(broker.managementUrl, 'worker', 'of-worker', 60_000);
    expect(await worker.get('whoami')).toMatchObject({ name: 'worker' });
    const second = await restore(broker, '--format', 'json');
    expect(jsonOutputOf('restore', second.output)).toMatchObject({ restored: false });
  });

  describeWith('RabbitMQ 3.10', 'of 3.10', () => {
    let older: OlderNode;

    beforeAll(async () => {
      older = await startOlderNode(['quorum_queue', 'stream_queue', 'virtual_host_metadata']);
      await administer(older).post('definitions', common);
      const mirrors = { pattern: '^untyped$', 'apply-to': 'queues', definition: { 'ha-mode': 'all' } };
      await administer(older).put(path`policies/${vhost}/${'mirrors'}`, mirrors);
    });
    afterAll(() => older?.remove());

    test('is refused until it is migrated, and nothing is sent; the result is imported, and passwords stay', async () => {
      expect((await backup(older)).code).toBe(0);
      const api = administrationOf(broker);

      const refused = await restore(broker);

      expect(refused.code).toBe(1);
      expect(refused.errors).toContain("does not take all of it as it is: policy 'mirrors' in 'shop', queue 'untyped'");
      expect(refused.errors).toContain(`migrate the backup by 'rabbitmq-cdk migrate FOLDER --to ${here} --out FILE'`);
      const vhosts = await api.get<readonly { readonly name: string }[]>('vhosts');
      expect(vhosts.map(({ name }) => name)).not.toContain(vhost);
      const file = join(folder, 'migrated.json');
      const migrated = await ran(printed, ['migrate', folder, '--to', here, '--out', file], commands);
      expect(migrated.code).toBe(2);
      expect(migrated.output).toContain("queue 'untyped' in 'shop':\n  ~ becomes a quorum queue");
      await api.post('definitions', JSON.parse(readFileSync(file, 'utf8')) as object);
      expect(await api.get(path`queues/${vhost}/${'untyped'}`)).toMatchObject({ type: 'quorum' });
      const worker = management(broker.managementUrl, 'worker', 'of-worker', 60_000);
      expect(await worker.get('whoami')).toMatchObject({ name: 'worker' });
    });

    test('has no limits of users where the server lacks them, which a restoration to it says', async () => {
      await administrationOf(broker).post('definitions', common);
      expect((await backup(broker)).code).toBe(0);

      const restored = await restore(older);

      expect(restored.code).toBe(2);
      expect(restored.output).toContain("! user 'worker': the server has no limits of users");
      expect(restored.output).toContain("~ user 'worker': limits.max-connections none → 5");
    });
  });
});
