import { administrationOf, connectionUrl, type StartedBroker } from '../../lab/broker';
import { chosenGeneration, generations } from '../../lab/generation';
import { startBroker } from '../../lab/start-broker';
import { docker } from '../../host/docker';
import { path } from '../../host/management';
import { roundTrip } from '../../lab/round-trip';
import { Unavailable } from '../../lab/unavailable';
import { describeWith } from '../setup/missing';

describeWith('engine', 'a broker of its own', () => {
  let broker: StartedBroker;

  beforeAll(async () => {
    broker = await startBroker({ metadataStore: 'khepri' });
  });
  afterAll(() => broker?.stop());

  test('can keep its metadata in Khepri', async () => {
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
    const url = new URL(connectionUrl(broker, '/'));
    url.password = 'wrong';

    await expect(roundTrip(url.href, { routingKey: 'x', queue: 'x' }, '')).rejects.toThrow('ACCESS_REFUSED');
  });

  test('is no broker when it has no plugin of the name that is asked for', async () => {
    await expect(startBroker({ plugins: ['rabbitmq_time_travel'] })).rejects.toThrow('no plugin rabbitmq_time_travel');
  });
});

describeWith('engine', 'the broker that RABBITMQ_URL gives', () => {
  const variables = ['RABBITMQ_URL', 'RABBITMQ_AMQP_URL'];
  const before = variables.map((name) => process.env[name]);
  let broker: StartedBroker;
  let address = '';

  beforeAll(async () => {
    give();
    broker = await startBroker();
    address = await docker(['inspect', '--format', '{{.NetworkSettings.IPAddress}}', container()]);
  });
  afterEach(() => give());
  afterAll(async () => {
    await broker?.stop();
    give(...before);
  });

  /** Sets the variables; empty, they give nothing. */
  function give(...urls: readonly (string | undefined)[]): void {
    for (const [index, name] of variables.entries()) process.env[name] = urls[index] ?? '';
  }

  const container = () => broker.container ?? raise('the broker has no container');
  const credentials = () => `${broker.username}:${broker.password}`;

  test.each([
    ['management API', 'http', ':15672'],
    ['AMQP listener', 'amqp', ''],
  ])('by its %s is used through an administrator of its own, who is removed', async (_, scheme, port) => {
    give(`${scheme}://${credentials()}@${address}${port}`);

    const given = await startBroker();
    await administrationOf(given).put(path`queues/${'/'}/${scheme}`, { durable: true });
    const route = { routingKey: scheme, queue: scheme };
    await expect(roundTrip(connectionUrl(given, '/'), route, 'hello')).resolves.toBe('hello');
    await given.stop();

    await expect(administrationOf(given).get('whoami')).rejects.toMatchObject({ status: 401 });
  });

  test('is used at the AMQP port that is given, not at the one that it listens on in its container', async () => {
    const { host } = new URL(broker.managementUrl);
    give(`http://${credentials()}@${host}`, broker.amqpUrl);

    const given = await startBroker();
    await given.stop();
    expect(given.amqpUrl).toBe(broker.amqpUrl);

    give(`amqp://${credentials()}@${address}:5673`);
    await expect(startBroker()).rejects.toThrow(
      new RegExp(`does not answer at amqp://${address}:5673: .*; set RABBITMQ_AMQP_URL to where it listens`),
    );
    const users = await administrationOf(broker).get<readonly { readonly name: string }[]>('users');
    expect(users.map(({ name }) => name)).toEqual([broker.username]);
  });

  test('is waited for when it does not run all its plugins yet', async () => {
    give(`http://${credentials()}@${address}:15672`);

    const starting = startBroker({ plugins: ['rabbitmq_shovel'] });
    await docker(['exec', container(), 'rabbitmq-plugins', 'enable', 'rabbitmq_shovel']);

    const given = await starting;
    await given.stop();
    expect(given.serverVersion).toBe(broker.serverVersion);
  });

  test('fails the run when it has no such plugin, or nothing answers there, because it was meant', async () => {
    give(`http://${credentials()}@${address}:15672`);
    const lacking = await startBroker({ plugins: ['rabbitmq_time_travel'] }).catch((error: unknown) => error);
    give('http://me:s3cret@127.0.0.1:1');
    const silent = await startBroker().catch((error: unknown) => error);

    for (const failure of [lacking, silent]) expect(failure).not.toBeInstanceOf(Unavailable);
    expect(String(lacking)).toContain('the broker lacks rabbitmq_time_travel; enable it on every node');
    expect(String(silent)).toContain('GET http://127.0.0.1:1/api/overview: ');
    expect(String(silent)).not.toContain('s3cret');
  });

  test('is none for tests about another generation, who are told its version', async () => {
    give(`http://${credentials()}@${address}:15672`);
    const other = generations.find((one) => one !== chosenGeneration());

    const starting = startBroker({ server: other ?? raise('there is one generation') });

    await expect(starting).rejects.toBeInstanceOf(Unavailable);
    await expect(starting).rejects.toThrow(`a broker of version ${broker.serverVersion}, and this is about ${other}`);
  });
});

function raise(reason: string): never {
  throw new Error(reason);
}
