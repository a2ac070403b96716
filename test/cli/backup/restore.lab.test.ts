import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupCommand } from '../../../cli/commands/backup';
import { restoreCommand } from '../../../cli/commands/restore';
import { ManagementError, path } from '../../../host/management';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { describeWith } from '../../setup/missing';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

const commands = {
  backup: { summary: '', load: () => backupCommand },
  restore: { summary: '', load: () => restoreCommand },
};

const vhost = 'shop';
const inShop = { vhost, durable: true, auto_delete: false };
const shovel = { 'src-protocol': 'amqp091', 'dest-protocol': 'amqp091', 'ack-mode': 'on-confirm' };
const definitions = {
  users: [
    { name: 'worker', password: 'of-worker', tags: ['monitoring'], limits: { 'max-connections': 5 } },
    { name: 'by-certificate', password_hash: '', tags: [] },
  ],
  vhosts: [
    {
      name: vhost,
      ...{ description: 'orders', tags: ['a'], default_queue_type: 'quorum', tracing: true },
      metadata: { description: 'orders', tags: ['a'], default_queue_type: 'quorum' },
    },
    { name: 'a/b @ü' },
  ],
  permissions: [{ user: 'worker', vhost, configure: '^$', write: '^events$', read: '.*' }],
  topic_permissions: [{ user: 'worker', vhost, exchange: 'events', write: '^o', read: '.*' }],
  policies: [
    { vhost, name: 'short', pattern: '^orders$', 'apply-to': 'queues', priority: 1, definition: { 'max-length': 100 } },
  ],
  parameters: [
    {
      ...{ component: 'operator_policy', vhost, name: 'cap' },
      value: { pattern: '.*', 'apply-to': 'queues', priority: 0, definition: { 'max-length': 1000 } },
    },
    { component: 'vhost-limits', vhost, name: 'limits', value: { 'max-queues': 3, 'max-connections': 7 } },
    { component: 'federation-upstream', vhost, name: 'up', value: { uri: 'amqp://u:secret@other' } },
    {
      ...{ component: 'shovel', vhost, name: 'move' },
      value: {
        ...shovel,
        ...{ 'src-uri': 'amqp:///shop', 'src-queue': 'orders' },
        ...{ 'dest-uri': 'amqp://u:secret@127.0.0.1:1', 'dest-queue': 'orders' },
      },
    },
  ],
  global_parameters: [{ name: 'mine', value: { x: [1, 'a'] } }],
  exchanges: [
    { ...inShop, name: 'events', type: 'topic', internal: false, arguments: { 'alternate-exchange': 'alt' } },
    { ...inShop, name: 'alt', type: 'fanout', internal: false, arguments: {} },
  ],
  queues: [
    { ...inShop, name: 'orders', arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 5 } },
    { ...inShop, name: 'log', arguments: { 'x-queue-type': 'stream' } },
    { ...inShop, name: 'of-app', auto_delete: true, arguments: { 'x-queue-type': 'classic', 'x-max-length': 10 } },
  ],
  bindings: [
    { vhost, source: 'events', destination: 'orders', destination_type: 'queue', routing_key: 'o.*', arguments: {} },
    { vhost, source: 'events', destination: 'alt', destination_type: 'exchange', routing_key: '', arguments: { x: 1 } },
  ],
};

describeWith('engine', 'rabbitmq-cdk restore of a live broker', () => {
  const printed = catchPrinted();
  let broker: StartedBroker;
  let folder: string;
  let url: string;
  const api = () => administrationOf(broker);

  beforeAll(async () => {
    broker = await startBroker({ plugins: ['rabbitmq_shovel', 'rabbitmq_federation'] });
    const address = new URL(broker.managementUrl);
    [address.username, address.password] = [broker.username, broker.password];
    url = address.href;
  }, 180_000);
  afterAll(() => broker.stop());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'restore-'));
    await clear();
    await api().post('definitions', definitions);
    await backup();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const backup = () => ran(printed, ['backup', url, folder], commands);
  const stored = () => ['definitions.json', 'secrets.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const restore = (...words: readonly string[]) =>
    ran(printed, ['restore', folder, url, '--auto-approve', ...words], commands);
  const clear = async () => {
    const all = [
      ...definitions.vhosts.map(({ name }) => path`vhosts/${name}`),
      ...definitions.users.map(({ name }) => path`users/${name}`),
      path`global-parameters/${'mine'}`,
    ];
    for (const one of all)
      await api()
        .delete(one)
        .catch((error: unknown) => {
          if (!(error instanceof ManagementError && error.status === 404)) throw error;
        });
  };

  test('brings everything back, users with their passwords, and nothing more: the next backup is the same', async () => {
    for (const { name } of definitions.vhosts) await api().delete(path`permissions/${name}/${broker.username}`);
    expect((await backup()).code).toBe(0);
    const before = stored();
    await clear();

    const restored = await restore();

    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.output).toContain("+ queue 'orders' in 'shop'");
    expect(restored.output).toContain('verified: the broker has all that the backup has');
    await backup();
    expect(stored()).toEqual(before);
    expect(restored.output).not.toMatch(/secret@|of-worker/);
    const permissions = await api().get<readonly { readonly user: string }[]>(path`vhosts/${vhost}/permissions`);
    expect(permissions.map(({ user }) => user)).toEqual(['worker']);
  }, 60_000);

  test('changes what is set otherwise, leaves what only the broker has, and does nothing the second time', async () => {
    const before = stored();
    await api().put(path`policies/${vhost}/${'short'}`, { pattern: 'x', definition: { 'max-length': 1 } });
    await api().put(path`users/${'worker'}`, { password: 'another', tags: 'management' });
    await api().delete(path`user-limits/${'worker'}/${'max-connections'}`);
    await api().delete(path`vhost-limits/${vhost}/${'max-queues'}`);
    await api().put(path`queues/${vhost}/${'new'}`, { durable: true });
    await api().delete(path`parameters/shovel/${vhost}/${'move'}`);

    const first = await restore();
    const second = await restore('--format', 'json');

    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toContain('1 that only the broker has stays as it is');
    expect(first.output).toContain('to restore: 1 user, 1 policy, 2 parameters');
    expect(second.code).toBe(0);
    expect(jsonOutputOf('restore', second.output)).toMatchObject({
      restored: false,
      differences: [{ difference: 'only-in-one', object: { type: 'queue', vhost, name: 'new' } }],
    });
    await api().delete(path`queues/${vhost}/${'new'}`);
    await backup();
    expect(stored()).toEqual(before);
  }, 60_000);

  test('says what it cannot do, and does the rest', async () => {
    await api().delete(path`queues/${vhost}/${'orders'}`);
    await api().put(path`queues/${vhost}/${'orders'}`, { durable: true, arguments: { 'x-queue-type': 'classic' } });

    const restored = await restore();

    expect(restored.code).toBe(2);
    expect(restored.output).toContain(
      "! queue 'orders' in 'shop': it exists with other settings, which nothing can change",
    );
    expect(restored.output).toContain("~ queue 'orders' in 'shop': arguments.x-delivery-limit none → 5");
    expect(await api().get(path`bindings/${vhost}/e/${'events'}/q/${'orders'}`)).toHaveLength(1);
  }, 60_000);

  test('restores who restores last, whose password may be another then', async () => {
    const name = 'operator';
    await api().put(path`users/${name}`, { password: 'before', tags: 'administrator' });
    expect((await backup()).code).toBe(0);
    const before = stored();
    await api().put(path`users/${name}`, { password: 'after', tags: 'administrator' });
    await clear();
    const address = new URL(url);
    [address.username, address.password] = [name, 'after'];

    const restored = await ran(printed, ['restore', folder, address.href, '--auto-approve'], commands);

    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.output).toContain(`user '${name}', who restores, comes last, and is not verified`);
    await backup();
    expect(stored()).toEqual(before);
    await api().delete(path`users/${name}`);
  }, 60_000);

  test('writes no secret into a report, whatever its format', async () => {
    await clear();

    const { output } = await restore('--format', 'json');

    const users = readFileSync(join(folder, 'secrets.json'), 'utf8');
    const { password_hash: hash } = (
      JSON.parse(users) as { users: { name: string; password_hash: string }[] }
    ).users.find(({ name }) => name === 'worker') ?? { password_hash: '' };
    expect(hash).not.toBe('');
    expect(output).not.toContain(hash);
    expect(output).not.toContain('secret@');
    expect(JSON.parse(output)).toMatchObject({ restored: true, refused: [], remaining: [] });
  }, 60_000);
});
