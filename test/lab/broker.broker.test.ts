import { administrationOf, connectionUrl } from '../../lab/broker';
import { path } from '../../host/management';
import { roundTrip } from '../../lab/round-trip';
import { describeWith } from '../setup/missing';
import { sharedBroker } from '../setup/shared-broker';

describeWith('broker', 'the broker that tests share', () => {
  const vhost = 'lab-broker-test';

  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('is RabbitMQ 4 or newer, and says so itself', async () => {
    const { serverVersion } = sharedBroker();

    const overview = await administrationOf(sharedBroker()).get<{ rabbitmq_version: string }>('overview');

    expect(overview.rabbitmq_version).toBe(serverVersion);
    expect(Number.parseInt(serverVersion)).toBeGreaterThanOrEqual(4);
  });

  test('has the exchanges of plugins that the examples use', async () => {
    const api = administrationOf(sharedBroker());
    await api.put(path`vhosts/${vhost}`);

    for (const type of ['x-consistent-hash', 'x-random', 'x-recent-history']) {
      await expect(api.put(path`exchanges/${vhost}/${type}`, { type, durable: true })).resolves.toBeUndefined();
    }
  });

  test('confirms a message and hands it to a consumer', async () => {
    const { username } = sharedBroker();
    const api = administrationOf(sharedBroker());
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`permissions/${vhost}/${username}`, { configure: '.*', write: '.*', read: '.*' });
    await api.put(path`queues/${vhost}/${'hello'}`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });

    const received = await roundTrip(
      connectionUrl(sharedBroker(), vhost),
      { routingKey: 'hello', queue: 'hello' },
      'it works',
    );

    expect(received).toBe('it works');
  });
});
