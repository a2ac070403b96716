import { Connection, type ConnectionOptions } from 'rabbitmq-client';

/** Which way a message takes. */
export interface Route {
  /**
   * The exchange it is published to.
   * @default '' - the default exchange, which routes by queue name
   */
  readonly exchange?: string;
  readonly routingKey: string;
  /** The queue it must arrive in; it exists already. */
  readonly queue: string;
}

/**
 * Publishes one message with confirmation, consumes one from the queue, and acknowledges it.
 * @param broker - the AMQP URL of a virtual host, with credentials, or how to connect to it
 * @returns the body of what was consumed
 * @throws Error when the broker refuses something, or routes the message nowhere
 */
export async function roundTrip(broker: string | ConnectionOptions, route: Route, body: string): Promise<string> {
  const connection = new Connection(broker);
  try {
    return await new Promise((resolve, reject) => {
      connection.on('error', reject);
      publish(connection, route, body)
        .then(() => consume(connection, route.queue))
        .then(resolve, reject);
    });
  } finally {
    await connection.close();
  }
}

async function publish(connection: Connection, { exchange = '', routingKey }: Route, body: string): Promise<void> {
  const publisher = connection.createPublisher({ confirm: true });
  let isReturned = false;
  publisher.on('basic.return', () => (isReturned = true));
  try {
    await publisher.send({ exchange, routingKey, durable: true, mandatory: true }, body);
  } finally {
    await publisher.close();
  }
  // The broker returns a message that it cannot route before it confirms it.
  if (isReturned) throw new Error(`'${exchange}' routes '${routingKey}' to no queue`);
}

/** Takes one message from a queue, as text. */
async function consume(connection: Connection, queue: string): Promise<string> {
  let close = async () => {};
  try {
    return await new Promise((resolve, reject) => {
      const options = { queue, queueOptions: { passive: true }, qos: { prefetchCount: 1 } };
      const consumer = connection.createConsumer(options, async ({ body }) => resolve(String(body)));
      consumer.on('error', reject);
      close = () => consumer.close();
    });
  } finally {
    await close();
  }
}
