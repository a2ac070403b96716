import { Connection } from 'rabbitmq-client';
import { administrationOf, connectionUrl, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { importTopology } from '../../import-topology';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { generatedBrokers, LINK_URI } from './generated-brokers';
import { handMade, vhostsOf } from './hand-made';
import { definitionsOn, TakeOver } from './take-over';

jest.setTimeout(600_000);

describeWith('terraform', 'five brokers made by hand, with something of every kind, and three random ones', () => {
  describe.each(['4.3', '4.0'] as const)('on RabbitMQ %s', (server) => {
    let broker: StartedBroker;
    let takeOver: TakeOver;
    let before: unknown;

    beforeAll(async () => {
      broker = await startBroker({ plugins: sharedBrokerPlugins, server });
      const api = administrationOf(broker);
      for (const { parameters = [], ...definitions } of handMade()) {
        await api.post('definitions', definitions);
        // A shovel that starts before its queue is there declares it, without its arguments.
        await api.post('definitions', { parameters });
        for (const vhost of vhostsOf(definitions))
          await api.put(path`permissions/${vhost}/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
      }
      const version = parseServerVersion(broker.serverVersion) as ServerVersion;
      for (const topology of generatedBrokers(version, 40, 3)) await importTopology(broker, topology);
      for (let count = 0; count < 5; count += 1) await api.post(path`exchanges/${'shop'}/amq.default/publish`, message);
      before = await definitionsOn(broker);
      takeOver = new TakeOver(broker);
      takeOver.adopt(LINK_URI);
    });

    afterAll(async () => {
      takeOver?.remove();
      await broker?.stop();
    });

    test('are taken over without change, while an application runs, and accept it again afterwards', async () => {
      const reviewed = takeOver.program('review');
      expect(reviewed.stdout.trim().split('\n').at(-1)).toBe('verdict: no change but taken into the state');
      expect(reviewed.status).toBe(0);
      const application = new Connection({ url: connectionUrl(broker, 'shop') });
      const received: unknown[] = [];
      const consumer = application.createConsumer(
        { queue: 'with/slash', queueOptions: { passive: true } },
        ({ body }) => void received.push(body),
      );
      await until('five messages came', async () => expect(received).toHaveLength(5), { within: 60_000 });

      const deployed = takeOver.program('deploy', '--auto-approve');

      expect([deployed.status, deployed.stderr]).toEqual([0, expect.not.stringContaining('error')]);
      expect(await definitionsOn(broker)).toEqual(before);
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

    test('are in step with the code afterwards: the next plan is empty, and nothing differs but what is left alone', () => {
      expect(takeOver.program('review').stdout).toContain('verdict: no change\n');
      expect(takeOver.difference()).toMatchObject({ status: 0, stdout: expect.stringContaining('no difference') });
    });
  });
});

const message = { routing_key: 'with/slash', payload: 'kept', payload_encoding: 'string', properties: {} };
