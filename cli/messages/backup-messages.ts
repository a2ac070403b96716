import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { StoredQueue } from '../../model/messages/message-manifest';
import type { StoredMessage } from '../../model/messages/stored-message';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import { interruption } from '../program/interruption';
import { UserError } from '../program/user-error';
import { whileConnected, whyOf, type AmqpBroker } from './amqp-broker';
import { deliveryLimitOf } from './delivery-limit';
import { MessageFile, newMessageFolder, writeMessageManifest } from './message-folder';
import { MessageProgress } from './progress';
import { countOf, countsOf, settledCount, withChannel } from './queue-count';

/** What became of the messages of a queue. */
export interface QueueBackup extends StoredQueue {
  /** How many were ready when it began. */
  readonly before: number;
  /** How many are ready now. */
  readonly after: number;
  /** How many consumers it had: they may have taken some meanwhile. */
  readonly consumers: number;
  /** How often a message of it had been returned before, at most: a quorum queue counts it, and so it does a copy. */
  readonly returns: number;
}

/** How messages are backed up. */
export interface BackupMessagesOptions {
  /** Whether the messages are removed from their queues. */
  readonly isDrained: boolean;
  /** The API that tells how often queues deliver; undefined where that does not matter. */
  readonly management?: BrokerEndpoint;
}

/** How long a broker may send nothing before the messages that are left are taken for another's. */
const IDLE_MILLISECONDS = 5_000;

/** Streams are only read with a prefetch count. */
const STREAM_PREFETCH = 1_000;

/**
 * Writes the messages that are ready in queues into a new folder. They stay on the broker, unless they are drained: then they are
 * acknowledged when all of their queue are on the disk.
 * @throws UserError when the broker does not answer, a queue is not there or counts copies, or a file cannot be written; Interrupted, after
 * which what was not written whole is on the broker as before
 */
export async function backUpMessages(
  broker: AmqpBroker,
  folder: string,
  queues: readonly string[],
  { isDrained, management }: BackupMessagesOptions,
): Promise<readonly QueueBackup[]> {
  return whileConnected(broker, async (connection) => {
    const counts = await countsOf(connection, broker, queues);
    const full = queues.filter((_, index) => counts[index]?.ready !== 0);
    if (!isDrained && management !== undefined) await refuseLimited(management, broker.vhost, full);
    newMessageFolder(folder);
    const done: QueueBackup[] = [];
    for (const queue of queues) {
      const keep = (stored: StoredQueue) => writeMessageManifest(folder, broker.vhost, [...done.map(storedOf), stored]);
      const backUp = (signal: AbortSignal) => backUpQueue(connection, folder, { queue, isDrained, keep, signal });
      done.push(await interruption.shield('the broker', backUp));
    }
    interruption.throwIfInterrupted();
    return done;
  });
}

/**
 * Refuses queues that count a copy as a delivery and deliver only so often, or of which nobody knows.
 * @throws UserError that names all of them
 */
async function refuseLimited(management: BrokerEndpoint, vhost: string, queues: readonly string[]): Promise<void> {
  const limits = await Promise.all(queues.map((queue) => deliveryLimitOf(management, vhost, queue)));
  const faults = queues.flatMap((queue, index) => {
    const limit = limits[index] ?? 'none';
    if (limit === 'none') return [];
    if (typeof limit === 'number')
      return [
        `queue '${queue}' gives up a message that was returned more than ${limit} times, and a copy returns all of them; ` +
          "use '--drain' and restore, or accept it by '--allow-redelivery'",
      ];
    return [
      `it is not known whether queue '${queue}' counts a copy as a delivery: ${limit.unknown}; give the management API by '--management', ` +
        "use '--drain' and restore, or accept it by '--allow-redelivery'",
    ];
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

interface QueueWork {
  readonly queue: string;
  readonly isDrained: boolean;
  readonly keep: (stored: StoredQueue) => void;
  readonly signal: AbortSignal;
}

async function backUpQueue(connection: ChannelModel, folder: string, work: QueueWork): Promise<QueueBackup> {
  const { queue, isDrained, keep, signal } = work;
  const { ready: before, consumers } = await countOf(connection, queue);
  const file = new MessageFile(folder, queue);
  let stored: StoredQueue | undefined;
  let returns = 0;
  try {
    const read = (channel: Channel, isStream: boolean) =>
      readInto(channel, file, {
        ...{ queue, count: before, isStream, signal },
        progress: new MessageProgress(queue, before),
        see: ({ headers }) => (returns = Math.max(returns, Number(headers['x-delivery-count'] ?? 0))),
      });
    const written = async (channel: Channel, last: ConsumeMessage | undefined) => {
      signal.throwIfAborted();
      stored = file.keep();
      keep(stored);
      if (!isDrained || last === undefined) return;
      // Those that came after the last one that is kept are no part of it.
      channel.ack(last, true);
      // An answer on the same channel says that what came before it is done.
      await channel.checkQueue(queue);
    };
    await withChannel(await connection.createChannel(), async (channel) => {
      await written(channel, await read(channel, false));
    }).catch(async (error: unknown) => {
      if (error instanceof UserError || !/prefetch/.test(whyOf(error)) || file.count > 0) throw error;
      if (isDrained) throw new UserError(`queue '${queue}' is a stream, which keeps what is read; leave out '--drain'`);
      await withChannel(await connection.createChannel(), async (channel) => {
        await written(channel, await read(channel, true));
      });
    });
  } catch (error) {
    if (stored === undefined) file.discard();
    interruption.throwIfInterrupted();
    throw error instanceof UserError
      ? error
      : new UserError(`the messages of queue '${queue}' cannot be read: ${whyOf(error)}`);
  }
  if (stored === undefined) throw new Error(`the messages of queue '${queue}' are not kept`);
  const expected = isDrained ? 0 : before;
  const after = await settledCount(connection, queue, ({ ready }) => ready === expected);
  return { ...stored, before, consumers, returns, after };
}

interface Reading {
  readonly queue: string;
  readonly count: number;
  readonly isStream: boolean;
  readonly signal: AbortSignal;
  readonly progress: MessageProgress;
  readonly see: (message: StoredMessage) => void;
}

/**
 * Reads as many messages as were ready; none is acknowledged but those of streams, which stay all the same.
 * @returns the last one
 */
async function readInto(channel: Channel, file: MessageFile, reading: Reading): Promise<ConsumeMessage | undefined> {
  const { queue, count, isStream, signal, progress, see } = reading;
  if (count === 0) return undefined;
  let last: ConsumeMessage | undefined;
  if (isStream) await channel.prefetch(STREAM_PREFETCH);
  await new Promise<void>((resolve, reject) => {
    const idle = setTimeout(resolve, IDLE_MILLISECONDS);
    const end = (error?: unknown) => {
      clearTimeout(idle);
      if (error === undefined) resolve();
      else reject(error);
    };
    const take = (message: ConsumeMessage | null) => {
      if (message === null) return end(new Error('the broker cancelled the consumer'));
      if (file.count >= count) return;
      try {
        const stored = messageOf(message);
        file.add(stored);
        see(stored);
        last = message;
        if (isStream) channel.ack(message);
      } catch (error) {
        return end(error);
      }
      progress.at(file.count);
      idle.refresh();
      if (file.count === count) end();
    };
    channel.once('error', end).once('close', () => end(new Error('the broker closed the connection')));
    signal.addEventListener('abort', () => end(signal.reason), { once: true });
    channel.consume(queue, take, isStream ? { arguments: { 'x-stream-offset': 'first' } } : {}).catch(end);
  });
  return last;
}

function messageOf({ fields, properties, content }: ConsumeMessage): StoredMessage {
  const { headers, ...others } = properties;
  const told = Object.entries(others).filter(([, value]) => value !== undefined);
  return {
    exchange: fields.exchange,
    routingKey: fields.routingKey,
    properties: Object.fromEntries(told),
    headers: headers ?? {},
    body: content,
  };
}

function storedOf({ queue, file, count, sha256 }: QueueBackup): StoredQueue {
  return { queue, file, count, sha256 };
}
