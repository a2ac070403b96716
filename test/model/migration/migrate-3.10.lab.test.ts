import { docker } from '../../../host/docker';
import { management, path } from '../../../host/management';
import { until } from '../../../host/until';
import { administrationOf } from '../../../lab/broker';
import { startBrokerContainer, type ContainedBroker } from '../../../lab/broker-container';
import { chosenGeneration } from '../../../lab/generation';
import { isFault, readDefinitions, type Definitions } from '../../../model/definitions/definitions';
import { migrate } from '../../../model/migration/migrate';
import { effectiveBefore } from '../../../model/migration/mirroring';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import type { QueueType } from '../../../model/topology/topology';
import { describeWith } from '../../setup/missing';
import { FIRST_HOST, startOlderCluster, type OlderCluster } from './older-cluster';

jest.setTimeout(600_000);

const vhost = 'shop';
const types = ['classic', 'quorum', 'stream'] as const;

/** What a policy may hold beside a limit, by its name. */
const keys: Readonly<Record<string, object>> = {
  plain: {},
  all: { 'ha-mode': 'all' },
  exactly: { 'ha-mode': 'exactly', 'ha-params': 2 },
  sync: { 'ha-mode': 'all', 'ha-sync-mode': 'automatic', 'ha-sync-batch-size': 50 },
  promote: { 'ha-mode': 'all', 'ha-promote-on-shutdown': 'always', 'ha-promote-on-failure': 'always' },
  locator: { 'queue-master-locator': 'min-masters' },
  lazy: { 'queue-mode': 'lazy' },
  version: { 'queue-version': 2 },
};

/** A quorum queue has ten priorities from 4.3 on. */
const is40 = chosenGeneration() === '4.0';

const MESSAGES = 50;
const moved = ['ha.orders', 'ha.tasks', 'ha.lazy', 'presence'] as const;

describeWith('RabbitMQ 3.10', 'a cluster of RabbitMQ 3.10', () => {
  let older: OlderCluster;
  let newer: ContainedBroker;

  beforeAll(async () => {
    [older, newer] = await Promise.all([
      startOlderCluster(),
      startBrokerContainer(['rabbitmq_shovel'], chosenGeneration()),
    ]);
    await docker(['network', 'connect', older.network, newer.container]);
    await older.api.put(path`vhosts/${vhost}`, {});
    const everything = { configure: '.*', write: '.*', read: '.*' };
    await older.api.put(path`permissions/${vhost}/${older.username}`, everything);
    await older.api.put(path`users/${'app'}`, { password: 'only-for-this-test', tags: 'management' });
    await older.api.put(path`permissions/${vhost}/${'app'}`, everything);
  });

  afterAll(async () => {
    await newer?.stop();
    await older?.remove();
  });

  test('applies policies as is said here: what mirrors is kept from quorum queues and streams', async () => {
    for (const [name, definition] of Object.entries(keys)) {
      const policy = {
        pattern: `^${name}-`,
        'apply-to': 'queues',
        definition: { ...definition, 'max-length-bytes': 1e6 },
      };
      await older.api.put(path`policies/${vhost}/${name}`, policy);
      for (const type of types) await declare(`${name}-${type}`, true, { 'x-queue-type': type });
    }
    const { topology } = await exported();
    const effective = effectiveBefore(topology, version());
    const said = Object.keys(keys).flatMap((name) =>
      types.map((type) => {
        const target = { kind: 'queue', vhost, name: `${name}-${type}`, type } as const;
        return [target.name, effective(target).policy?.name ?? null];
      }),
    );

    await until('the cluster says the same', async () => expect(await policiesOf(said)).toEqual(said), {
      within: 60_000,
      every: 1_000,
    });

    for (const key of ['ha-params', 'ha-sync-mode', 'ha-sync-batch-size', 'ha-promote-on-shutdown'])
      await expect(
        older.api.put(path`policies/${vhost}/${'alone'}`, { pattern: '^alone', definition: { [key]: 1 } }),
      ).rejects.toThrow(/Validation failed/);
    for (const [name] of said) await older.api.delete(path`queues/${vhost}/${name ?? ''}`);
    for (const name of Object.keys(keys)) await older.api.delete(path`policies/${vhost}/${name}`);
  });

  test('is migrated: mirrored queues are quorum queues then, users keep their passwords, and every message comes over', async () => {
    await older.api.put(path`policies/${vhost}/${'ha-all'}`, {
      ...{ pattern: '^ha\\.', 'apply-to': 'all' },
      definition: { 'ha-mode': 'all', 'ha-sync-mode': 'automatic', 'max-length': 1_000 },
    });
    await older.api.put(path`policies/${vhost}/${'ha-lazy'}`, {
      ...{ pattern: '^ha\\.lazy', 'apply-to': 'queues', priority: 3 },
      definition: { 'ha-mode': 'all', 'queue-mode': 'lazy', 'max-length': 500 },
    });
    await declare('ha.orders', true, {});
    await declare('ha.tasks', true, { 'x-max-priority': 10 });
    await declare('ha.lazy', true, { 'x-queue-mode': 'lazy' });
    await declare('presence', false, {});
    for (const queue of moved) await publish(queue);
    await until(
      'the messages are there, and mirrored',
      async () => {
        for (const queue of moved) expect(await countOf(older.api, queue)).toBe(MESSAGES);
        const { synchronised_slave_nodes: mirrors } = await older.api.get<{ synchronised_slave_nodes?: string[] }>(
          path`queues/${vhost}/${'ha.orders'}`,
        );
        expect(mirrors).toHaveLength(1);
      },
      patience,
    );
    const definitions = await exported();
    const { undecided } = migrate(definitions, version(), { expires: 86_400_000 });
    expect(undecided.map(({ object }) => object.name)).toEqual(is40 ? ['ha.tasks'] : []);
    const classic = is40 ? [`${vhost}/ha.tasks`] : [];
    const migration = migrate(definitions, version(), { expires: 86_400_000, classic });

    const api = administrationOf(newer);
    await api.post('definitions', migration.definitions);

    await api.put(path`permissions/${vhost}/${newer.username}`, { configure: '.*', write: '.*', read: '.*' });
    const queues = await api.get<{ readonly name: string; readonly type: QueueType }[]>(path`queues/${vhost}`);
    expect(Object.fromEntries(queues.map(({ name, type }) => [name, type]))).toEqual({
      'ha.orders': 'quorum',
      'ha.tasks': is40 ? 'classic' : 'quorum',
      'ha.lazy': 'quorum',
      presence: 'classic',
    });
    const application = management(newer.managementUrl, 'app', 'only-for-this-test');
    expect(await application.get('whoami')).toMatchObject({ name: 'app' });
    for (const queue of moved) await shovel(queue);
    await until(
      'every message came over',
      async () => {
        for (const queue of moved) {
          expect(await countOf(api, queue)).toBe(MESSAGES);
          expect(await countOf(older.api, queue)).toBe(0);
        }
      },
      patience,
    );
  });

  function version(): ServerVersion {
    return parseServerVersion(newer.serverVersion) as ServerVersion;
  }

  async function exported(): Promise<Definitions> {
    const read = readDefinitions(JSON.stringify(await older.api.get('definitions')), '3.10');
    if (isFault(read)) throw new Error(read.message);
    return read;
  }

  function declare(name: string, durable: boolean, args: object) {
    return older.api.put(path`queues/${vhost}/${name}`, { durable, arguments: args });
  }

  async function publish(queue: string): Promise<void> {
    const message = {
      routing_key: queue,
      payload: queue,
      payload_encoding: 'string',
      properties: { delivery_mode: 2 },
    };
    for (let count = 0; count < MESSAGES; count += 1)
      await older.api.post(path`exchanges/${vhost}/amq.default/publish`, message);
  }

  async function policiesOf(said: readonly (readonly unknown[])[]) {
    const queues = await older.api.get<{ readonly name: string; readonly policy?: string }[]>(path`queues/${vhost}`);
    return said.map(([name]) => [name, queues.find((queue) => queue.name === name)?.policy ?? null]);
  }

  function shovel(queue: string) {
    const source = new URL(`amqp://${FIRST_HOST}/${vhost}`);
    [source.username, source.password] = [older.username, older.password];
    const value = {
      ...{ 'src-protocol': 'amqp091', 'src-uri': source.href, 'src-queue': queue, 'src-delete-after': 'queue-length' },
      ...{ 'dest-protocol': 'amqp091', 'dest-uri': `amqp:///${vhost}`, 'dest-queue': queue },
    };
    return administrationOf(newer).put(path`parameters/shovel/${vhost}/${`from 3.10 ${queue}`}`, { value });
  }
});

const patience = { within: 90_000, every: 1_000 };

async function countOf(api: ReturnType<typeof management>, queue: string): Promise<number | undefined> {
  return (await api.get<{ readonly messages?: number }>(path`queues/${vhost}/${queue}`)).messages;
}
