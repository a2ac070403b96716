import { administrationOf, connectionUrl } from '../../lab/broker';
import { path } from '../../lab/management';
import { roundTrip } from '../../lab/round-trip';
import { describeWith } from '../setup/missing';
import { sharedBroker, sharedBrokerPlugins } from '../setup/shared-broker';

describeWith('broker', 'the broker that tests share', () => {
  const vhost = 'lab-broker-test';

  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('is RabbitMQ 4 or newer, and says so itself', async () => {
    const { serverVersion } = sharedBroker();

    const overview = await administrationOf(sharedBroker()).get<{ rabbitmq_version: string }>('overview');

    expect(overview.rabbitmq_version).toBe(serverVersion);
    expect(Number.parseInt(serverVersion)).toBeGreaterThanOrEqual(4);
  });

  test('has the plugins that the examples need', async () => {
    const [node] = await administrationOf(sharedBroker()).get<{ enabled_plugins: string[] }[]>('nodes');

    expect(node?.enabled_plugins).toEqual(expect.arrayContaining([...sharedBrokerPlugins]));
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
