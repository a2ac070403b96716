import { topologyOf } from '../../../../constructs/declared/declaration';
import { DelayedMessageExchange } from '../../../../constructs/topology/exchanges/delayed-message-exchange';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { path } from '../../../../host/management';
import { until } from '../../../../host/until';
import { administrationOf } from '../../../../lab/broker';
import { brokerFixture } from '../../../harness';
import { importTopology, removeTopology } from '../../../import-topology';
import { compareWithLive } from '../../../live';
import { describeWith } from '../../../setup/missing';
import { sharedBroker } from '../../../setup/shared-broker';

describeWith('delayed-message exchange', 'a delayed-message exchange', () => {
  const { stack, broker } = brokerFixture();
  const own = new Vhost(stack, 'own', { broker, vhostName: 'delayed-message' });
  const later = new DelayedMessageExchange(own, 'later', { vhost: own, delayedType: 'direct' });
  new QuorumQueue(own, 'reminders', { vhost: own }).bindTo(later, 'reminder');
  const topology = topologyOf(own);

  beforeAll(() => importTopology(sharedBroker(), topology));
  afterAll(() => removeTopology(sharedBroker(), topology));

  test('is what the broker shows, object by object', async () => {
    const compared = await compareWithLive(administrationOf(sharedBroker()), topology);

    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('routes a message when the time of its header has passed, and not before', async () => {
    const api = administrationOf(sharedBroker());
    const delay = 1_500;
    const published = Date.now();
    await api.post(path`exchanges/${'delayed-message'}/${'later'}/publish`, {
      routing_key: 'reminder',
      payload: 'later',
      payload_encoding: 'string',
      properties: { headers: { 'x-delay': delay } },
    });

    const take = { count: 1, ackmode: 'ack_requeue_false', encoding: 'auto' };
    const arrived = async () => {
      const [message] =
        (await api.post<{ payload: string }[]>(path`queues/${'delayed-message'}/${'reminders'}/get`, take)) ?? [];
      if (message === undefined) throw new Error('the queue is empty');
      return message.payload;
    };
    const body = await until('the message is there', arrived, { within: 30_000 });
    expect(body).toBe('later');
    expect(Date.now() - published).toBeGreaterThanOrEqual(delay);
  });
});
