import { fc } from '../random';
import { AMQPError, Connection, type Channel } from 'rabbitmq-client';
import { path } from '../../host/management';
import { until } from '../../host/until';
import { administrationOf, connectionUrl, type Broker } from '../../lab/broker';
import { indexTopology } from '../../model/analysis/topology-index';
import { deadLetter } from '../../model/routing/dead-letters';
import { publishedMessage, type DeathReason, type Message, type SentMessage } from '../../model/routing/message';
import { Router } from '../../model/routing/router';
import { NEWEST_SERVER_VERSION, parseServerVersion } from '../../model/server/server-version';
import type { Arguments, PolicyDefinition, QueueDefinition, Topology } from '../../model/topology/topology';
import { declareOn } from './declared-on';
import { exchangeNames, headers, plainTypes, routingKey, topologies } from './random-topology';

/** Where one message came to rest that was dead-lettered, and where the model has it come to rest. */
export interface ComparedDeath {
  readonly queue: QueueDefinition;
  readonly policy?: PolicyDefinition;
  readonly reason: DeathReason;
  readonly message: Message;
  readonly model: readonly string[];
  readonly broker: readonly string[];
  /** Whether the message came round, and was dropped. */
  readonly cyclic: boolean;
}

/** A queue, and how a message that comes there dies. */
interface Mortal {
  readonly queue: QueueDefinition;
  readonly policy?: PolicyDefinition;
  readonly reason: DeathReason;
}

const MORTALS = 20;

/** How often a message may fail; once more, and a quorum queue gives it up. */
const DELIVERY_LIMIT = 1;

/** Queues where messages rest, and three through which they pass by expiring, which so may form cycles. */
const resting = ['q1', 'q2', 'b.a'];
const passing = ['p1', 'p2', 'p3'];

/**
 * Sends a random message to each of twenty queues of a random topology, has it dead-lettered there for a random reason, and
 * sees where it comes to rest.
 * @param vhost - made for this, and removed afterwards
 */
export async function compareDeadLetters(
  broker: Broker,
  seed: number,
  vhost: string,
): Promise<readonly ComparedDeath[]> {
  const api = administrationOf(broker);
  const mortals = fc.sample(mortal, { seed, numRuns: MORTALS }).map((drawn, index) => withNames(vhost, index, drawn));
  const [bridges] = fc.sample(fc.tuple(...passing.map(() => letters)), { seed, numRuns: 1 });
  const queues = [
    ...mortals.map(({ queue }) => queue),
    ...resting.map((name) => newQueue(vhost, name, {})),
    ...passing.map((name, index) => newQueue(vhost, name, { 'x-message-ttl': 0, ...asArguments(bridges?.[index]) })),
  ];
  const targets = queues.filter(({ name }) => !name.startsWith('mortal'));
  const [between] = fc.sample(topologies(vhost, plainTypes, targets), { seed, numRuns: 1 });
  if (between === undefined) throw new Error('nothing was drawn');
  const policies = mortals.flatMap(({ policy }) => policy ?? []);
  const topology: Topology = { ...between, queues, policies: [...between.policies, ...policies] };
  const router = new Router(indexTopology(topology, parseServerVersion(broker.serverVersion) ?? NEWEST_SERVER_VERSION));
  const messages = fc.sample(fc.tuple(routingKey(resting), headers), { seed, numRuns: MORTALS });
  const connection = new Connection({ url: connectionUrl(broker, vhost), retryLow: 50, acquireTimeout: 30_000 });
  connection.on('error', () => undefined);
  let channel: Channel | undefined;
  try {
    await declareOn(api, topology);
    channel = await connection.acquire();
    await channel.confirmSelect();
    const expected = mortals.map(({ queue, reason }, index) => {
      const [key = '', own = {}] = messages[index] ?? [];
      // A fanout of its own brings the message there with any key.
      const message = publishedMessage(bringer(index), key, own);
      return { message, ...restOf(router, vhost, queue.name, message, reason) };
    });
    for (const [index, { queue, reason }] of mortals.entries()) {
      const exchange = bringer(index);
      await channel.exchangeDeclare({ exchange, type: 'fanout', durable: true });
      await channel.queueBind({ exchange, queue: queue.name });
      const message = expected[index]?.message;
      if (message !== undefined) await die({ connection, channel }, queue.name, reason, message, `${index}`);
    }
    const found = await gather(
      channel,
      expected.map(({ queues: rest }) => rest.length).reduce((sum, each) => sum + each, 0),
    );
    return mortals.map((one, index) => ({
      ...one,
      message: expected[index]?.message ?? { deaths: [] },
      model: expected[index]?.queues ?? [],
      broker: [...(found.get(`${index}`) ?? [])].sort(),
      cyclic: expected[index]?.cyclic ?? false,
    }));
  } finally {
    // The connection waits for it.
    await channel?.close();
    await connection.close();
    await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
  }
}

function bringer(index: number): string {
  return `to-mortal-${index}`;
}

/** Where the model has a message rest in the end. */
function restOf(router: Router, vhost: string, queue: string, message: Message, reason: DeathReason) {
  const rest: string[] = [];
  let cyclic = false;
  const follow = (name: string, it: Message, why: DeathReason): void => {
    const { route, cyclic: dropped, message: after } = deadLetter(router, vhost, name, it, why);
    cyclic ||= dropped.length > 0;
    for (const target of route.queues) {
      if (passing.includes(target)) follow(target, after, 'expired');
      else rest.push(target);
    }
  };
  follow(queue, message, reason);
  return { queues: rest.sort(), cyclic };
}

/** Publishes a message to a queue, and has it die there. */
async function die(
  { connection, channel }: { readonly connection: Connection; readonly channel: Channel },
  queue: string,
  reason: DeathReason,
  { exchange = '', keys: [routingKeyOfIt = ''] = [], headers: own = {} }: SentMessage,
  id: string,
): Promise<void> {
  const properties = { exchange, routingKey: routingKeyOfIt, headers: { ...own }, messageId: id, durable: true };
  // With reject-publish-dlx, the publisher is told that the queue did not take it.
  await channel.basicPublish(properties, 'mortal').catch((error: unknown) => {
    if (!(error instanceof AMQPError) || error.code !== 'NACK') throw error;
  });
  if (reason === 'rejected') {
    const got = await channel.basicGet({ queue });
    if (got === undefined) throw new Error(`queue '${queue}' has no message to reject`);
    channel.basicNack({ deliveryTag: got.deliveryTag, requeue: false });
  }
  if (reason === 'delivery_limit') await failDeliveries(connection, queue);
  // The rest dies by itself.
}

/** Takes a message that may be delivered once more than it was, and loses the channel, until the queue gives it up. */
async function failDeliveries(connection: Connection, queue: string): Promise<void> {
  for (let delivery = 0; delivery <= DELIVERY_LIMIT; delivery += 1) {
    const channel = await connection.acquire();
    try {
      // What a channel has lost is there again a moment later.
      const take = async (): Promise<void> => {
        if ((await channel.basicGet({ queue })) === undefined) throw new Error('it has no message');
      };
      await until(`queue '${queue}' has its message for delivery ${delivery + 1}`, take, { within: 10_000, every: 20 });
    } finally {
      await channel.close();
    }
  }
}

/** The queues in which messages rest, by the id of the message; once so many came as should, or none comes any more. */
async function gather(channel: Channel, count: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  let all = 0;
  const collect = async (): Promise<number> => {
    let some = 0;
    for (const queue of resting) {
      for (let got = await channel.basicGet({ queue, noAck: true }); got !== undefined; some += 1) {
        const id = got.messageId ?? '';
        found.set(id, [...(found.get(id) ?? []), queue]);
        got = await channel.basicGet({ queue, noAck: true });
      }
    }
    all += some;
    return some;
  };
  const isThere = async (): Promise<void> => {
    await collect();
    if (all < count) throw new Error(`${all} of ${count} messages have come`);
  };
  // One that never comes is seen when what did come is compared.
  await until('all messages have come', isThere, { within: 10_000, every: 20 }).catch(() => undefined);
  // And one too many comes with the others, or not much later.
  const noMore = async (): Promise<void> => {
    if ((await collect()) > 0) throw new Error('more came');
  };
  await new Promise((resolve) => setTimeout(resolve, 150));
  await until('no more messages come', noMore, { within: 5_000, every: 50 });
  return found;
}

/** A dead-letter exchange and routing key. */
interface Letters {
  readonly exchange: string;
  readonly key: string | null;
}

const letters: fc.Arbitrary<Letters> = fc.record({
  exchange: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...exchangeNames) },
    { weight: 1, arbitrary: fc.constantFrom('', 'amq.topic', 'missing') },
  ),
  key: fc.option(routingKey([...resting, ...passing]), { freq: 1 }),
});

const mortal = fc.record({
  letters,
  reason: fc.constantFrom<DeathReason[]>('rejected', 'expired', 'maxlen', 'delivery_limit'),
  byPolicy: fc.boolean(),
  type: fc.constantFrom('classic', 'classic', 'quorum'),
  overflow: fc.constantFrom('drop-head', 'reject-publish-dlx'),
});

const settingOf: Readonly<Partial<Record<DeathReason, Arguments>>> = {
  expired: { 'message-ttl': 0 },
  maxlen: { 'max-length': 0 },
  delivery_limit: { 'delivery-limit': DELIVERY_LIMIT },
};

function withNames(vhost: string, index: number, drawn: { letters: Letters } & Drawn): Mortal {
  const { letters: to, reason, byPolicy, type, overflow } = drawn;
  const name = `mortal-${index}`;
  const settings: Arguments = {
    'dead-letter-exchange': to.exchange,
    ...(to.key === null ? {} : { 'dead-letter-routing-key': to.key }),
    ...settingOf[reason],
    ...(reason === 'maxlen' && type === 'classic' ? { overflow } : {}),
  };
  // Only quorum queues count deliveries.
  const queueType = reason === 'delivery_limit' ? 'quorum' : type;
  const queue = newQueue(vhost, name, { 'x-queue-type': queueType, ...(byPolicy ? {} : withX(settings)) });
  if (!byPolicy) return { queue, reason };
  const policy: PolicyDefinition = {
    ...{ name, vhost, pattern: `^${name}$`, priority: 10, definition: settings },
    'apply-to': 'queues',
  };
  return { queue, policy, reason };
}

interface Drawn {
  readonly reason: DeathReason;
  readonly byPolicy: boolean;
  readonly type: string;
  readonly overflow: string;
}

function asArguments(to: Letters | undefined): Arguments {
  if (to === undefined) return {};
  const { exchange, key } = to;
  return withX({ 'dead-letter-exchange': exchange, ...(key === null ? {} : { 'dead-letter-routing-key': key }) });
}

function withX(settings: Arguments): Arguments {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`x-${name}`, value]));
}

function newQueue(vhost: string, name: string, args: Arguments): QueueDefinition {
  return {
    ...{ name, vhost, durable: true, auto_delete: false },
    arguments: { 'x-queue-type': 'classic', ...args },
  };
}
