import { Connection } from 'rabbitmq-client';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { administrationOf, connectionUrl, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { importTopology } from '../../import-topology';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { generatedBrokers, LINK_URI } from './generated-brokers';
import { definitionsOn, messagesOn, TakeOver } from './take-over';

jest.setTimeout(600_000);

/** Forty brokers, ten on each server that is started. */
const batches = [0, 10, 20, 30] as const;

describeWith('engine', 'random brokers', () => {
  describe.each(batches)('from number %i on', (first) => {
    let broker: StartedBroker;
    let takeOver: TakeOver;
    let queues: readonly { readonly vhost: string; readonly name: string }[];

    beforeAll(async () => {
      broker = await startBroker({ plugins: sharedBrokerPlugins });
      const version = parseServerVersion(broker.serverVersion) as ServerVersion;
      const brokers = generatedBrokers(version, first, 10);
      for (const topology of brokers) await importTopology(broker, topology);
      // These have no setting that drops a message.
      queues = brokers
        .flatMap((topology) => topology.queues)
        .filter(({ name }) => name === 'q.classic' || name === 'q.quorum');
      for (const { vhost, name } of queues) await publish(broker, vhost, name);
      await until(
        'three messages are in each',
        async () => {
          const counts = await messagesOn(broker, queues);
          if (counts.some((count) => count !== 3)) throw new Error(`they have ${counts.join(', ')}`);
        },
        { within: 60_000 },
      );
      takeOver = new TakeOver(broker);
      takeOver.adopt(LINK_URI);
    });

    afterAll(async () => {
      takeOver?.remove();
      await broker?.stop();
    });

    test('are written as an app that compiles, and declares them object by object', () => {
      expect(takeOver.typeErrors()).toBe('');
      expect(takeOver.difference()).toMatchObject({ status: 0, stdout: expect.stringContaining('no difference') });
    });

    describeWith('terraform', 'when they are deployed', () => {
      test('change nothing: no object, no message, no application that runs or comes again', async () => {
        const before = await definitionsOn(broker);
        const [own] = queues;
        if (own === undefined) throw new Error('no queue was generated');
        const reviewed = takeOver.program('review');
        expect(lastOf(reviewed.stdout)).toBe('verdict: no change but taken into the state');
        const application = new Connection({ url: connectionUrl(broker, own.vhost) });
        const received: unknown[] = [];
        const consumer = application.createConsumer(
          { queue: own.name, queueOptions: { passive: true } },
          ({ body }) => void received.push(body),
        );
        await until('its messages came', async () => expect(received).toHaveLength(3), { within: 60_000 });
        let isInterrupted = false;
        application.on('error', () => (isInterrupted = true));

        const deployed = takeOver.program('deploy', '--auto-approve');

        expect([deployed.status, deployed.stderr]).toEqual([0, expect.not.stringContaining('error')]);
        expect(await definitionsOn(broker)).toEqual(before);
        expect(await messagesOn(broker, queues.slice(1))).toEqual(queues.slice(1).map(() => 3));
        await publish(broker, own.vhost, own.name);
        await until('three more came', async () => expect(received).toHaveLength(6), { within: 60_000 });
        expect(isInterrupted).toBe(false);
        await consumer.close();
        await application.close();
        await declareAgain(broker, before);
      });

      test('are in step with the code afterwards', () => {
        expect(lastOf(takeOver.program('review').stdout)).toBe('verdict: no change');
        expect(takeOver.difference()).toMatchObject({ status: 0, stdout: expect.stringContaining('no difference') });
      });
    });
  });
});

/** The last of many lines. */
function lastOf(text: string): string | undefined {
  return text.trim().split('\n').at(-1);
}

async function publish(broker: StartedBroker, vhost: string, queue: string): Promise<void> {
  const message = { routing_key: queue, payload: 'kept', payload_encoding: 'string', properties: { delivery_mode: 2 } };
  for (let count = 0; count < 3; count += 1)
    await administrationOf(broker).post(path`exchanges/${vhost}/amq.default/publish`, message);
}

interface Exported {
  readonly vhost: string;
  readonly name: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly type: string;
  readonly arguments: Record<string, unknown>;
}

/**
 * Declares every queue and exchange as its application does when it starts; another answer than before closes the channel. RabbitMQ
 * drops line breaks from a name that it is sent, so that no application declares what has them.
 */
async function declareAgain(
  broker: StartedBroker,
  exported: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const [queues = [], exchanges = []] = [exported['queues'], exported['exchanges']].map((list) =>
    list
      ?.map((one) => JSON.parse(one) as Exported)
      .filter(({ name }) => !name.startsWith('amq.') && !/[\r\n]/.test(name)),
  );
  for (const vhost of new Set([...queues, ...exchanges].map((one) => one.vhost))) {
    const application = new Connection({ url: connectionUrl(broker, vhost) });
    const channel = await application.acquire();
    for (const { name, durable, auto_delete: autoDelete, arguments: args } of queues.filter(
      (one) => one.vhost === vhost,
    ))
      await channel.queueDeclare({ queue: name, durable, autoDelete, arguments: args });
    for (const { name, type, durable, auto_delete: autoDelete, arguments: args } of exchanges.filter(
      (one) => one.vhost === vhost,
    ))
      await channel.exchangeDeclare({ exchange: name, type, durable, autoDelete, arguments: args });
    await channel.close();
    await application.close();
  }
}
