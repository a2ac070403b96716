import { Connection } from 'rabbitmq-client';
import { until } from '../../../host/until';

/** Publishes to every queue in turn, each message confirmed, until it is stopped. */
export async function startLoad(url: string, queues: readonly string[]) {
  const connection = new Connection(url);
  const publisher = connection.createPublisher({ confirm: true });
  const counts = { published: 0, returned: 0 };
  publisher.on('basic.return', () => (counts.returned += 1));
  let running = true;
  const publish = async () => {
    for (let index = 0; running; index += 1) {
      const routingKey = queues[index % queues.length] ?? '';
      await publisher.send({ routingKey, durable: true, mandatory: true }, 'load');
      counts.published += 1;
    }
  };
  const work = publish();
  await until('the load has reached every queue', async () => expect(counts.published).toBeGreaterThan(queues.length), {
    within: 30_000,
  });
  return {
    stop: async () => {
      running = false;
      await work;
      await publisher.close();
      await connection.close();
      return counts;
    },
  };
}

/** How many messages are in all queues: a replaced one would have lost its own. */
export async function held(url: string, queues: readonly string[]): Promise<number> {
  const connection = new Connection(url);
  try {
    let count = 0;
    for (const name of queues) {
      const { messageCount = 0 } = await connection.queueDeclare({ queue: name, passive: true });
      count += messageCount;
    }
    return count;
  } finally {
    await connection.close();
  }
}
