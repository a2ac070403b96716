import { once } from 'node:events';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import type { StoredQueue } from '../../model/messages/message-manifest';
import { sentBack } from '../../model/messages/stored-message';
import { interruption } from '../program/interruption';
import { UserError } from '../program/user-error';
import { whileConnected, whyOf, type AmqpBroker } from './amqp-broker';
import { storedMessages } from './message-folder';
import { MessageProgress } from './progress';
import { countsOf, settledCount } from './queue-count';

/** What will be sent to a queue. */
export interface QueuePreview {
  readonly queue: string;
  readonly count: number;
  /** How many messages are ready in it already. */
  readonly ready: number;
  readonly consumers: number;
}

/** What became of it. */
export interface QueueRestored extends QueuePreview {
  /** How many messages the broker confirmed. */
  readonly confirmed: number;
  /** How many the queue or the broker refused. */
  readonly refused: number;
  /** How many are ready afterwards. */
  readonly after: number;
}

/** How many messages may wait for their confirmation. */
const UNCONFIRMED = 500;

/**
 * What a folder's messages meet on a broker.
 * @throws UserError when the broker does not answer, or has not all the queues
 */
export async function previewMessages(
  broker: AmqpBroker,
  queues: readonly StoredQueue[],
): Promise<readonly QueuePreview[]> {
  return whileConnected(broker, (connection) => previewsOn(connection, broker, queues));
}

async function previewsOn(
  connection: ChannelModel,
  broker: AmqpBroker,
  queues: readonly StoredQueue[],
): Promise<readonly QueuePreview[]> {
  const counts = await countsOf(
    connection,
    broker,
    queues.map(({ queue }) => queue),
  );
  return counts.map((counted, index) => {
    const { queue, count } = queues[index] as StoredQueue;
    return { queue, count, ...counted };
  });
}

/**
 * Publishes the messages of a folder to their queues, each with the confirmation of the broker.
 * @throws UserError when the broker does not answer; Interrupted, saying how many were confirmed
 */
export async function restoreMessages(
  broker: AmqpBroker,
  folder: string,
  queues: readonly StoredQueue[],
): Promise<readonly QueueRestored[]> {
  return whileConnected(broker, async (connection) => {
    // The queues may have changed while it was asked for a confirmation.
    const previews = await previewsOn(connection, broker, queues);
    const done: QueueRestored[] = [];
    for (const [index, stored] of queues.entries()) {
      const preview = previews[index] as QueuePreview;
      const publish = (signal: AbortSignal) => publishAll(connection, broker.username, folder, stored, signal);
      const told = await interruption.shield('the broker', publish);
      const expected = preview.ready + told.confirmed;
      const after = await settledCount(
        connection,
        stored.queue,
        ({ ready, consumers }) => ready === expected || consumers > 0,
      );
      done.push({ ...preview, ...told, after });
      interruption.throwIfInterrupted();
    }
    return done;
  });
}

async function publishAll(
  connection: ChannelModel,
  username: string,
  folder: string,
  { queue, file, count }: StoredQueue,
  signal: AbortSignal,
): Promise<{ readonly confirmed: number; readonly refused: number }> {
  const channel = await connection.createConfirmChannel();
  const progress = new MessageProgress(queue, count);
  let [confirmed, refused, waiting] = [0, 0, 0];
  let fault: unknown;
  channel.on('error', (error) => (fault = error));
  // The broker returns what has no queue any more, and confirms it then.
  channel.on('return', () => {
    refused += 1;
    confirmed -= 1;
  });
  try {
    for await (const message of storedMessages(folder, file)) {
      if (signal.aborted || fault !== undefined) break;
      waiting += 1;
      const isFull = !channel.publish(
        '',
        queue,
        Buffer.from(message.body),
        { ...sentBack(message, username), mandatory: true },
        (error) => {
          waiting -= 1;
          if (error === null || error === undefined) confirmed += 1;
          else refused += 1;
          progress.at(confirmed);
        },
      );
      if (isFull) await drained(channel);
      if (waiting >= UNCONFIRMED) await channel.waitForConfirms().catch(() => undefined);
    }
    await channel.waitForConfirms().catch(() => undefined);
  } finally {
    await channel.close().catch(() => undefined);
  }
  const sent = `${confirmed} of the ${count} messages of queue '${queue}' are confirmed`;
  if (fault !== undefined) throw new UserError(`the broker ended the publishing: ${whyOf(fault)}; ${sent}`);
  if (signal.aborted) process.stderr.write(`${sent}; a restoration that is repeated sends them again\n`);
  return { confirmed, refused };
}

/** What the socket cannot take at once waits; a channel that ends drains no more. */
async function drained(channel: ConfirmChannel): Promise<void> {
  await Promise.race([once(channel, 'drain'), once(channel, 'close')]).catch(() => undefined);
}
