import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import { administrationOf, connectionUrl, type StartedBroker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { startBroker } from '../../../lab/start-broker';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';

jest.setTimeout(600_000);

describeWith('terraform', 'a broker with something of every kind', () => {
  describe.each(['4.3', '4.0'] as const)('on RabbitMQ %s', (server) => {
    let broker: StartedBroker;
    let folder: string;
    let before: unknown;

    beforeAll(async () => {
      broker = await startBroker({ plugins: sharedBrokerPlugins, server });
      const api = administrationOf(broker);
      await api.post('definitions', JSON.parse(readFileSync(join(__dirname, 'every-kind.json'), 'utf8')));
      for (const vhost of ['shop', 'q/u', 'tagged'])
        await api.put(path`permissions/${vhost}/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
      for (let count = 0; count < 5; count += 1) await api.post(path`exchanges/${'shop'}/amq.default/publish`, message);
      before = await definitions();
      // Inside the project, so that the app finds its dependencies.
      mkdirSync(join(projectRoot, '.cache'), { recursive: true });
      folder = mkdtempSync(join(projectRoot, '.cache/adopted-'));
      const { status, stderr } = program(projectRoot, 'adopt', broker.managementUrl, '--out', folder);
      if (status !== 0) throw new Error(stderr);
      const config = JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8'));
      writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ ...config, app: 'node --import tsx main.ts' }));
    });

    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await broker?.stop();
    });

    /** All that the broker has, in an order that does not depend on when it was made. */
    async function definitions(): Promise<unknown> {
      const all = await administrationOf(broker).get<Record<string, unknown>>('definitions');
      return Object.fromEntries(
        Object.entries(all)
          .filter(([, value]) => Array.isArray(value))
          .map(([section, list]) => [section, (list as object[]).map((one) => JSON.stringify(one)).sort()]),
      );
    }

    function program(cwd: string, ...args: readonly string[]) {
      const { username, password } = broker;
      return spawnSync(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args], {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          RABBITMQ_USERNAME: username,
          RABBITMQ_PASSWORD: password,
          TF_VAR_rabbitmq_password: password,
          TF_VAR_shop_up_uri: 'amqp://nobody:secret@127.0.0.1:1/v',
        },
      });
    }

    test('is taken over without change, while an application runs, and accepts it again afterwards', async () => {
      const reviewed = program(folder, 'review');
      expect(reviewed.stdout).toContain('verdict: no change but taken into the state');
      expect(reviewed.status).toBe(0);
      const application = new Connection({ url: connectionUrl(broker, 'shop') });
      const received: unknown[] = [];
      const consumer = application.createConsumer(
        { queue: 'with/slash', queueOptions: { passive: true } },
        ({ body }) => void received.push(body),
      );
      await until('five messages came', async () => expect(received).toHaveLength(5), { within: 60_000 });

      const deployed = program(folder, 'deploy', '--auto-approve');

      expect([deployed.status, deployed.stderr]).toEqual([0, expect.not.stringContaining('error')]);
      expect(await definitions()).toEqual(before);
      await administrationOf(broker).post(path`exchanges/${'shop'}/amq.default/publish`, message);
      await until('the sixth message came', async () => expect(received).toHaveLength(6), { within: 60_000 });
      await consumer.close();
      const channel = await application.acquire();
      await channel.queueDeclare({ queue: 's2', durable: true, arguments: { 'x-max-priority': 4 } });
      await channel.queueDeclare({ queue: 'moved', durable: true });
      await channel.exchangeDeclare({ exchange: 'events', type: 'topic', durable: true });
      await channel.close();
      await application.close();
    });

    test('is in step with the code afterwards: the next plan is empty, and nothing differs but what is left alone', () => {
      expect(program(folder, 'review').stdout).toContain('verdict: no change\n');
      expect(program(folder, 'diff', broker.managementUrl, 'broker')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('no difference'),
      });
    });
  });
});

const message = { routing_key: 'with/slash', payload: 'kept', payload_encoding: 'string', properties: {} };
