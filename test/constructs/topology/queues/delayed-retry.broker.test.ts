import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { DelayedRetry } from '../../../../constructs/topology/queues/delayed-retry';
import { Vhost } from '../../../../constructs/topology/vhost';
import { administrationOf, connectionUrl } from '../../../../lab/broker';
import { path } from '../../../../host/management';
import { until } from '../../../../host/until';
import { Duration } from '../../../../model/units/duration';
import { brokerFixture } from '../../../harness';
import { importTopology } from '../../../import-topology';
import { describeWith } from '../../../setup/missing';
import { sharedBroker } from '../../../setup/shared-broker';

describeWith('broker', 'a message that every try rejects', () => {
  const vhost = 'delayed-retry';
  const pauses = [200, 400];

  beforeAll(async () => {
    const { stack, broker } = brokerFixture();
    const own = new Vhost(stack, 'own', { broker, vhostName: vhost });
    new DelayedRetry(own, 'mail', { vhost: own, delays: pauses.map(Duration.milliseconds) });
    await importTopology(sharedBroker(), topologyOf(own));
  });

  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('comes back after each pause, and is parked after the last', async () => {
    const connection = new Connection(connectionUrl(sharedBroker(), vhost));
    const tries: number[] = [];
    const consumer = connection.createConsumer({ queue: 'mail', queueOptions: { passive: true } }, async () => {
      tries.push(Date.now());
      return ConsumerStatus.DROP;
    });
    const publisher = connection.createPublisher({ confirm: true });
    await publisher.send({ routingKey: 'mail', durable: true }, 'hello');

    const parked = await until('the message is parked', parkedMessage, { within: 20_000 }).finally(async () => {
      await publisher.close();
      await consumer.close();
      await connection.close();
    });

    const waited = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
    expect(tries).toHaveLength(pauses.length + 1);
    waited.forEach((time, index) => expect(time).toBeGreaterThanOrEqual(pauses[index] ?? Infinity));
    expect(parked.payload).toBe('hello');
    expect(parked.properties.headers['x-first-death-queue']).toBe('mail');
  });
});

interface Parked {
  readonly payload: string;
  readonly properties: { readonly headers: Readonly<Record<string, unknown>> };
}

async function parkedMessage(): Promise<Parked> {
  const api = administrationOf(sharedBroker());
  const [message] =
    (await api.post<Parked[]>(path`queues/${'delayed-retry'}/${'mail.parked'}/get`, {
      count: 1,
      ackmode: 'ack_requeue_true',
      encoding: 'auto',
    })) ?? [];
  if (message === undefined) throw new Error('there is none');
  return message;
}
