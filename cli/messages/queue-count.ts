import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, ChannelModel } from 'amqplib';
import { UserError } from '../program/user-error';
import { whyOf, type AmqpBroker } from './amqp-broker';

/** What a queue says of itself. */
export interface QueueCount {
  /** How many messages are ready. */
  readonly ready: number;
  readonly consumers: number;
}

/** How long messages that went to a queue, or back to it, may take to be ready. */
const SETTLE_MILLISECONDS = 10_000;

/** How many messages are ready in a queue. */
export async function countOf(connection: ChannelModel, queue: string): Promise<QueueCount> {
  return withChannel(await connection.createChannel(), async (channel) => {
    const { messageCount: ready, consumerCount: consumers } = await channel.checkQueue(queue);
    return { ready, consumers };
  });
}

/**
 * What queues say of themselves, in their order.
 * @throws UserError that names all queues that are not there
 */
export async function countsOf(
  connection: ChannelModel,
  { url, vhost }: AmqpBroker,
  queues: readonly string[],
): Promise<readonly QueueCount[]> {
  const counts: QueueCount[] = [];
  const faults: string[] = [];
  for (const queue of queues) {
    const counted = await countOf(connection, queue).catch((error: unknown) => whyOf(error));
    if (typeof counted === 'string') faults.push(`queue '${queue}': ${counted}`);
    else counts.push(counted);
  }
  if (faults.length > 0) throw new UserError(`the broker at ${url} refuses in '${vhost}': ${faults.join('; ')}`);
  return counts;
}

/**
 * How many messages are ready in a queue, once they are settled or have had their time.
 * @param isSettled - whether there is nothing more to wait for
 */
export async function settledCount(
  connection: ChannelModel,
  queue: string,
  isSettled: (count: QueueCount) => boolean,
): Promise<number> {
  const deadline = Date.now() + SETTLE_MILLISECONDS;
  for (;;) {
    const count = await countOf(connection, queue);
    if (isSettled(count) || Date.now() > deadline) return count.ready;
    await pause(250);
  }
}

/** Works on a channel and closes it: what it has not acknowledged goes back to its queue. */
export async function withChannel<T>(channel: Channel, work: (channel: Channel) => Promise<T>): Promise<T> {
  // It fails the request that is under way.
  channel.on('error', () => undefined);
  try {
    return await work(channel);
  } finally {
    await channel.close().catch(() => undefined);
  }
}
