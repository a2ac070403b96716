import { once } from 'node:events';
import type { Construct } from 'constructs';
import { Connection } from 'rabbitmq-client';
import type { IVhost } from '../../constructs/topology/vhost';
import { topologyOf } from '../../constructs/declared/declaration';
import { Access } from '../../examples/access';
import { Audit } from '../../examples/audit';
import { BootDefinitions } from '../../examples/boot-definitions';
import { Limits } from '../../examples/limits';
import { Logging } from '../../examples/logging';
import { Reliability } from '../../examples/reliability';
import { Spreading } from '../../examples/spreading';
import { Tasks } from '../../examples/tasks';
import { administrationOf, connectionUrl } from '../../lab/broker';
import { path } from '../../host/management';
import { until } from '../../host/until';
import type { Topology } from '../../model/topology/topology';
import { SingleNodeStack } from '../../stacks/single-node';
import { testApp } from '../harness';
import { importTopology, PASSWORD, removeTopology } from '../import-topology';
import { compareWithLive } from '../live';
import { describeWith } from '../setup/missing';
import { sharedBroker } from '../setup/shared-broker';
import type { BrokerRef } from '../../constructs/references';

/** The topology of one example on a broker that imports it when it boots. */
function topologyOfExample(
  Example: new (scope: Construct, id: string, props: { broker: BrokerRef; vhost: IVhost }) => Construct,
): Topology {
  const stack = new SingleNodeStack(testApp(), 'single-node', {
    topologyBy: 'definitions',
    plugins: [Audit, BootDefinitions, Reliability, Spreading].flatMap(({ plugins }) => plugins),
  });
  return topologyOf(new Example(stack, 'example', stack));
}

const imported: Topology[] = [];

afterEach(async () => {
  for (const topology of imported.splice(0)) await removeTopology(sharedBroker(), topology);
});

async function deploy(Example: Parameters<typeof topologyOfExample>[0]): Promise<Topology> {
  const topology = topologyOfExample(Example);
  imported.push(topology);
  await importTopology(sharedBroker(), topology);
  return topology;
}

describeWith('broker', 'an example, imported', () => {
  test.each([
    ['Access', Access],
    ['Audit', Audit],
    ['BootDefinitions', BootDefinitions],
    ['Limits', Limits],
    ['Logging', Logging],
    ['Reliability', Reliability],
    ['Spreading', Spreading],
    ['Tasks', Tasks],
  ] as const)('%s is what the broker shows, object by object', async (_, Example) => {
    const topology = await deploy(Example);

    const compared = await compareWithLive(administrationOf(sharedBroker()), topology);

    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('Audit keeps who made a user, and that somebody was not let in', async () => {
    const api = administrationOf(sharedBroker());
    await deploy(Audit);
    await api.put('users/audit-newcomer', { password: PASSWORD, tags: '' });
    await api.delete('users/audit-newcomer');
    const stranger = { ...sharedBroker(), username: 'audit-stranger', password: 'a guess' };
    const refused = new Connection(connectionUrl(stranger, '/'));
    await once(refused, 'error');
    await refused.close();

    const events = await auditedUntil('user.authentication.failure', 'audit-stranger');

    const by = sharedBroker().username;
    expect(events).toContainEqual({ event: 'user.created', name: 'audit-newcomer', by });
    expect(events).toContainEqual({ event: 'user.deleted', name: 'audit-newcomer', by });
  });

  test('Spreading gives the second queue about twice the share of the first', async () => {
    await deploy(Spreading);
    const connection = new Connection(connectionUrl(sharedBroker(), 'spreading'));
    const publisher = connection.createPublisher({ confirm: true });

    const keys = Array.from({ length: 600 }, (_, index) => `customer-${index}`);
    await Promise.all(
      keys.map((routingKey) => publisher.send({ exchange: 'hash_exchange', routingKey, durable: true }, '')),
    ).finally(() => publisher.close().then(() => connection.close()));

    const [first, second] = await until('all messages are counted', countedMessages, { within: 20_000 });
    expect(second / first).toBeGreaterThan(1.4);
    expect(second / first).toBeLessThan(2.8);
  });

  test('Reliability moves a message to the archive', async () => {
    await deploy(Reliability);
    const connection = new Connection(connectionUrl(sharedBroker(), 'reliability'));
    const publisher = connection.createPublisher({ confirm: true });
    await publisher
      .send({ routingKey: 'outbox', durable: true }, 'moved')
      .finally(() => publisher.close().then(() => connection.close()));

    const body = await until('the shovel has moved it', () => firstMessage('archive', 'inbox'), { within: 30_000 });

    expect(body).toBe('moved');
  });

  test('Reliability takes the news of another broker', async () => {
    await deploy(Reliability);
    const api = administrationOf(sharedBroker());
    const message = { routing_key: 'news.local', payload: 'news', payload_encoding: 'string', properties: {} };

    // The link has told the other side what is wanted here once a message is routed there.
    await until(
      'the link is there',
      async () => {
        const answer = await api.post<{ routed: boolean }>(
          path`exchanges/${'archive'}/federated.events/publish`,
          message,
        );
        if (answer?.routed !== true) throw new Error('nobody wants the message yet');
      },
      { within: 60_000 },
    );

    const body = await until('it is here', () => firstMessage('reliability', 'news'), { within: 30_000 });
    expect(body).toBe('news');
  });

  test('Reliability answers a request, with no more permissions than it declares', async () => {
    await deploy(Reliability);
    const as = (username: string) =>
      new Connection(connectionUrl({ ...sharedBroker(), username, password: PASSWORD }, 'reliability'));
    const [server, client] = [as('rpc_server'), as('rpc_client')];
    const consumer = server.createConsumer(
      { queue: 'rpc_queue', queueOptions: { passive: true } },
      async ({ body }, reply) => reply(`${body} + 1`),
    );
    const requests = client.createRPCClient({ confirm: true });

    const { body } = await requests.send('rpc_queue', '41').finally(async () => {
      await requests.close();
      await consumer.close();
      await Promise.all([server.close(), client.close()]);
    });

    expect(body).toBe('41 + 1');
  });

  test('Limits puts each queue under the policy of its name, and all under the ceiling', async () => {
    await deploy(Limits);
    // As an application declares a queue that it needs for some time.
    const session = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    await administrationOf(sharedBroker()).put(path`queues/${'limits'}/${'temp-session'}`, session);

    const queues = await until('the broker shows policies', policedQueues, { within: 20_000 });

    expect(queues.map(({ name, policy, operator_policy }) => [name, policy, operator_policy]).sort()).toEqual([
      ['app.orders', 'limits-policy', 'ceiling'],
      ['limited-orders', 'limited', 'ceiling'],
      ['temp-session', 'temp', 'ceiling'],
    ]);
    const [orders] = queues.filter(({ name }) => name === 'app.orders');
    expect(orders?.effective_policy_definition).toEqual({
      'max-length': 10_000,
      'max-length-bytes': 104_857_600,
      overflow: 'reject-publish',
      'message-ttl': 3_600_000,
    });
  });
});

interface Audited {
  readonly event: string;
  readonly name: string;
  /** Who did it; undefined where nobody was let in. */
  readonly by: string | undefined;
}

/** What an auditor, who may do nothing else, reads from the beginning until a user does something. */
async function auditedUntil(event: string, name: string): Promise<readonly Audited[]> {
  const connection = new Connection(connectionUrl({ ...sharedBroker(), username: 'auditor', password: PASSWORD }, '/'));
  const read: Audited[] = [];
  const options = {
    queue: 'broker_audit',
    queueOptions: { passive: true },
    arguments: { 'x-stream-offset': 'first' },
    qos: { prefetchCount: 100 },
  };
  const consumer = connection.createConsumer(options, ({ routingKey, headers }) => {
    read.push({ event: routingKey, name: headers?.['name'], by: headers?.['user_who_performed_action'] });
  });
  const heard = async () => {
    if (!read.some((it) => it.event === event && it.name === name)) throw new Error(`it is not among ${read.length}`);
  };
  await until(`${event} of ${name} is audited`, heard, { within: 20_000 }).finally(async () => {
    await consumer.close();
    await connection.close();
  });
  return read;
}

interface Policed {
  readonly name: string;
  readonly policy?: string;
  readonly operator_policy: string;
  readonly effective_policy_definition: unknown;
}

/** A broker shows what policies came to some seconds after a queue is there. */
async function policedQueues(): Promise<readonly Policed[]> {
  const queues = await administrationOf(sharedBroker()).get<Policed[]>(path`queues/${'limits'}`);
  if (queues.some(({ policy }) => policy === undefined)) throw new Error('not yet');
  return queues;
}

async function countedMessages(): Promise<readonly [number, number]> {
  const api = administrationOf(sharedBroker());
  const counts = ['queue1', 'queue2'].map(async (name) => {
    const { messages = 0 } = await api.get<{ messages?: number }>(path`queues/${'spreading'}/${name}`);
    return messages;
  });
  const [first = 0, second = 0] = await Promise.all(counts);
  if (first + second < 600) throw new Error(`the broker counts ${first + second}`);
  return [first, second];
}

async function firstMessage(vhost: string, queue: string): Promise<string> {
  const take = { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto' };
  const messages = await administrationOf(sharedBroker()).post<{ payload: string }[]>(
    path`queues/${vhost}/${queue}/get`,
    take,
  );
  const [message] = messages ?? [];
  if (message === undefined) throw new Error('there is none');
  return message.payload;
}
