import { setTimeout as pause } from 'node:timers/promises';
import { path } from '../../host/management';
import { askedBroker, type AskedBroker } from '../broker/asked-broker';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import { addressOfUrl } from '../health/address';
import { UserError } from '../program/user-error';
import type { AmqpBroker } from './amqp-broker';

/** How often a queue delivers a message again: a number, without end, or nobody tells, and why. */
export type DeliveryLimit = number | 'none' | { readonly unknown: string };

/** A queue that was declared a moment ago tells its limit with its first statistics: by default after 5 seconds, of a busy server later. */
const STATISTICS_MILLISECONDS = 60_000;

/** How long after a queue's first counts its limit may come: servers collect the two apart. */
const LIMIT_MILLISECONDS = 20_000;

/**
 * Where the management API of an AMQP broker answers.
 * @param given - its URL; undefined for its usual port, 15672, or 15671 where the broker has TLS. It needs no user of its own.
 * @throws UserError when it is no URL of a management API
 */
export function managementOf({ hostname, isTls, username, password }: AmqpBroker, given?: string): BrokerEndpoint {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const usual = isTls ? `https://${host}:15671` : `http://${host}:15672`;
  return addressOfUrl(given ?? usual, { RABBITMQ_USERNAME: username, RABBITMQ_PASSWORD: password }).broker;
}

/** The limit in effect of a queue: its argument, the policies and the default of its server are in it. */
export async function deliveryLimitOf(endpoint: BrokerEndpoint, vhost: string, queue: string): Promise<DeliveryLimit> {
  try {
    return await askedLimit(askedBroker(endpoint).get, vhost, queue);
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}

async function askedLimit(get: AskedBroker['get'], vhost: string, queue: string): Promise<DeliveryLimit> {
  let deadline = Date.now() + STATISTICS_MILLISECONDS;
  for (;;) {
    const { type, messages, delivery_limit: limit } = await get<ToldQueue>(path`queues/${vhost}/${queue}`);
    if (type === 'classic' || type === 'stream' || limit === 'unlimited') return 'none';
    if (typeof limit === 'number') return limit < 0 ? 'none' : limit;
    if (messages !== undefined) deadline = Math.min(deadline, Date.now() + LIMIT_MILLISECONDS);
    if (Date.now() > deadline) return { unknown: 'the management API does not tell its delivery limit' };
    await pause(500);
  }
}

interface ToldQueue {
  readonly type?: string;
  readonly messages?: number;
  readonly delivery_limit?: unknown;
}
