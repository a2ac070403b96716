import { Connection, type Channel } from 'rabbitmq-client';
import { connectionUrl, type Broker } from '../../../lab/broker';

/** Who uses the broker while it changes. */
export interface Clients {
  /** `connection of api`, `consumer of orders`, sorted. */
  readonly names: readonly string[];
  /** Those that the broker cut off, sorted. */
  cut(): readonly string[];
  close(): Promise<void>;
}

/**
 * Connects users to the virtual host `shop`, and the administrator as a consumer of queues there.
 * @param users - names and passwords
 */
export async function connectClients(
  broker: Broker,
  users: Readonly<Record<string, string>>,
  queues: readonly string[],
): Promise<Clients> {
  const cut = new Set<string>();
  const connections: Connection[] = [];
  const channels: Channel[] = [];
  const connect = async (username: string, password: string, onCut: () => void) => {
    // None of them comes back by itself.
    const url = connectionUrl({ ...broker, username, password }, 'shop');
    const connection = new Connection({ url, retryLow: 600_000, retryHigh: 600_000 });
    connections.push(connection);
    await connection.onConnect(30_000);
    connection.on('error', onCut);
    return connection;
  };
  for (const [user, password] of Object.entries(users))
    await connect(user, password, () => cut.add(`connection of ${user}`));
  const consumers = queues.map((queue) => `consumer of ${queue}`);
  const connection = await connect(broker.username, broker.password, () => {
    for (const consumer of consumers) cut.add(consumer);
  });
  for (const [index, queue] of queues.entries()) {
    const channel = await connection.acquire();
    channels.push(channel);
    channel.on('basic.cancel', () => cut.add(consumers[index] ?? ''));
    channel.on('error', () => undefined);
    await channel.basicQos({ prefetchCount: 1 });
    await channel.basicConsume({ queue }, () => undefined);
  }
  // A connection waits for its channels before it closes; one that is lost closes once only.
  const close = async () => {
    await Promise.all(channels.map((channel) => channel.close()));
    await Promise.all(connections.map((one) => one.close()));
  };
  let closed: Promise<void> | undefined;
  return {
    names: [...Object.keys(users).map((user) => `connection of ${user}`), ...consumers].sort(),
    cut: () => [...cut].sort(),
    close: () => (closed ??= close()),
  };
}

/** Fills queues of a virtual host, so that each has this many messages; a stream may have more. */
export async function fill(broker: Broker, vhost: string, queues: readonly string[], messages: number): Promise<void> {
  const connection = new Connection(connectionUrl(broker, vhost));
  connection.on('error', () => undefined);
  const publisher = connection.createPublisher({ confirm: true });
  try {
    for (const queue of queues) {
      const { messageCount } = await connection.queueDeclare({ queue, passive: true });
      const missing = Array.from({ length: Math.max(0, messages - messageCount) }, (_, number) => number);
      await Promise.all(
        missing.map((number) => publisher.send({ routingKey: queue, durable: true }, `message ${number}`)),
      );
    }
  } finally {
    await publisher.close();
    await connection.close();
  }
}
