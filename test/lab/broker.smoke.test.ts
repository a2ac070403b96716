import { administrationOf, connectionUrl, type StartedBroker } from '../../lab/broker';
import { startBroker } from '../../lab/start-broker';
import { docker } from '../../host/docker';
import { path } from '../../host/management';
import { roundTrip } from '../../lab/round-trip';
import { Unavailable } from '../../lab/unavailable';
import { describeWith } from '../setup/missing';

describeWith('engine', 'a broker of its own', () => {
  let broker: StartedBroker | undefined;

  afterEach(() => broker?.stop());

  test('can keep its metadata in Khepri', async () => {
    broker = await startBroker({ metadataStore: 'khepri' });
    const api = administrationOf(broker);

    await api.put(path`exchanges/${'/'}/${'events'}`, { type: 'topic', durable: true });
    await api.put(path`queues/${'/'}/${'orders'}`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await api.post(path`bindings/${'/'}/e/${'events'}/q/${'orders'}`, { routing_key: 'order.*' });

    const route = { exchange: 'events', routingKey: 'order.created', queue: 'orders' };
    await expect(roundTrip(connectionUrl(broker, '/'), route, 'one book')).resolves.toBe('one book');
    await expect(roundTrip(connectionUrl(broker, '/'), { ...route, routingKey: 'x' }, 'lost')).rejects.toThrow(
      "'events' routes 'x' to no queue",
    );
  });

  test('tells a wrong password instead of trying for ever', async () => {
    broker = await startBroker();
    const url = new URL(connectionUrl(broker, '/'));
    url.password = 'wrong';

    await expect(roundTrip(url.href, { routingKey: 'x', queue: 'x' }, '')).rejects.toThrow('ACCESS_REFUSED');
  });

  test('is no broker when it has no plugin of the name that is asked for', async () => {
    await expect(startBroker({ plugins: ['rabbitmq_time_travel'] })).rejects.toThrow('no plugin rabbitmq_time_travel');
  });
});

describeWith('engine', 'the broker that RABBITMQ_URL gives', () => {
  const before = process.env['RABBITMQ_URL'];
  let broker: StartedBroker | undefined;
  let address = '';

  beforeAll(async () => {
    delete process.env['RABBITMQ_URL'];
    broker = await startBroker();
    const format = '{{.NetworkSettings.IPAddress}}';
    address = await docker(['inspect', '--format', format, broker.container ?? '']);
  });
  afterAll(async () => {
    await broker?.stop();
    if (before === undefined) delete process.env['RABBITMQ_URL'];
    else process.env['RABBITMQ_URL'] = before;
  });

  test.each([
    ['management API', 'http', ':15672'],
    ['AMQP listener', 'amqp', ''],
  ])('by its %s is used through an administrator of its own, who is removed', async (_, scheme, port) => {
    const { username, password } = broker ?? raise('no broker');
    process.env['RABBITMQ_URL'] = `${scheme}://${username}:${password}@${address}${port}`;

    const given = await startBroker();
    await administrationOf(given).put(path`queues/${'/'}/${scheme}`, { durable: true });
    const route = { routingKey: scheme, queue: scheme };
    await expect(roundTrip(connectionUrl(given, '/'), route, 'hello')).resolves.toBe('hello');
    await given.stop();

    await expect(administrationOf(given).get('whoami')).rejects.toMatchObject({ status: 401 });
  });

  test('fails the run when nothing answers there, because it was meant', async () => {
    process.env['RABBITMQ_URL'] = 'http://me:s3cret@127.0.0.1:1';

    const failure = startBroker();

    await expect(failure).rejects.toThrow('GET http://127.0.0.1:1/api/overview: ');
    await expect(failure).rejects.not.toThrow(/s3cret/);
    await expect(failure).rejects.not.toBeInstanceOf(Unavailable);
  });
});

function raise(reason: string): never {
  throw new Error(reason);
}
