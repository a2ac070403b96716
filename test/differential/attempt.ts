import type { ConnectionOptions } from 'node:tls';
import { Connection, type Channel } from 'rabbitmq-client';
import { connectionUrl, type Broker } from '../../lab/broker';
import type { Attempt } from '../../model/access/can';

/** A user who tries things over AMQP. */
export interface Client {
  /**
   * Tries something, on a channel of its own, since the broker remembers on each what it allowed.
   * @returns whether access was allowed, although it may have come to nothing for another reason
   */
  tries(attempt: Attempt, exchangeType?: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects as a user; one that may not use the virtual host is refused everything.
 * @param tls - whom to trust and what to show, where the broker's URL is `amqps`
 */
export async function connectAs(
  broker: Pick<Broker, 'amqpUrl'>,
  username: string,
  password: string,
  vhost: string,
  tls?: ConnectionOptions,
): Promise<Client> {
  const connection = new Connection({
    url: connectionUrl({ ...broker, username, password }, vhost),
    tls,
    retryLow: 60_000,
    acquireTimeout: 20_000,
  });
  const refusal = await new Promise<unknown>((resolve) => {
    connection.once('connection', () => resolve(undefined));
    connection.once('error', resolve);
  });
  // A channel's error is the rejection of what was tried on it; the connection tells it again.
  connection.on('error', () => undefined);
  if (refusal !== undefined) {
    await connection.close();
    if (!isRefused(refusal)) throw refusal;
    return { tries: async () => false, close: async () => undefined };
  }
  return {
    tries: async (attempt, exchangeType = 'direct') => {
      const channel = await connection.acquire();
      channel.on('error', () => undefined);
      try {
        await perform(channel, attempt, exchangeType);
        return true;
      } catch (error) {
        if (isRefused(error)) return false;
        // Missing, or there already with other settings: access was allowed before the broker saw that.
        if (['NOT_FOUND', 'PRECONDITION_FAILED'].includes(codeOf(error))) return true;
        throw error;
      } finally {
        await channel.close();
      }
    },
    close: () => connection.close(),
  };
}

async function perform(channel: Channel, attempt: Attempt, exchangeType: string): Promise<unknown> {
  const { action, queue, exchange = '', destination, key = '' } = attempt;
  switch (action) {
    case 'publish':
      await channel.confirmSelect();
      return channel.basicPublish({ exchange, routingKey: key, durable: true }, 'tried');
    case 'consume':
      return channel.basicConsume({ queue }, () => undefined);
    case 'get':
      return channel.basicGet({ queue });
    case 'purge':
      return channel.queuePurge({ queue });
    case 'delete':
      return queue === undefined ? channel.exchangeDelete({ exchange }) : channel.queueDelete({ queue });
    case 'declare':
    case 'declare-passively': {
      const settings = { passive: action !== 'declare', durable: true, arguments: { ...attempt.arguments } };
      return queue === undefined
        ? channel.exchangeDeclare({ exchange, type: exchangeType, ...settings })
        : channel.queueDeclare({ queue, ...settings });
    }
    case 'bind':
    case 'unbind': {
      const binding = { exchange, routingKey: key };
      if (queue !== undefined) return channel[action === 'bind' ? 'queueBind' : 'queueUnbind']({ queue, ...binding });
      const ends = { source: exchange, destination: destination ?? '', routingKey: key };
      return channel[action === 'bind' ? 'exchangeBind' : 'exchangeUnbind'](ends);
    }
  }
}

function isRefused(error: unknown): boolean {
  return ['ACCESS_REFUSED', 'NOT_ALLOWED'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
