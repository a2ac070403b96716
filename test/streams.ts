import { connect, Offset } from 'rabbitmq-stream-js-client';
import { until } from '../host/until';

type Address = Parameters<typeof connect>[0];

/**
 * Connects to streams at each address, has every client publish to one stream, and waits until every client has read all of
 * it: whichever node a client asks, it publishes to the leader and reads from a member, by the addresses that it is told.
 * @returns how many messages were read, by all clients together
 */
export async function readEverywhere(addresses: readonly [Address, ...Address[]]): Promise<number> {
  const [address, ...others] = addresses;
  const first = await connect(address);
  const clients = [first];
  try {
    for (const other of others) clients.push(await connect(other));
    await first.createStream({ stream: 'log', arguments: {} });
    const received = new Set<string>();
    for (const [index, client] of clients.entries()) {
      const publisher = await client.declarePublisher({ stream: 'log' });
      await publisher.send(Buffer.from(`from ${index}`));
      await publisher.flush();
    }
    await Promise.all(
      clients.map((client, index) =>
        client.declareConsumer({ stream: 'log', offset: Offset.first() }, ({ content }) => {
          received.add(`${index} got ${content.toString()}`);
        }),
      ),
    );
    await until('all have read all', async () => expect(received.size).toBe(clients.length ** 2), { within: 60_000 });
    return received.size;
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
}
