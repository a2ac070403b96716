import { TerraformStack } from 'cdktf';
import { can as canIn, type Answer, type Attempt } from '../../model/access/can';
import { topologyOf } from '../declared/declaration';
import type { ExchangeRef, QueueRef, UserRef } from '../references';
import { checkCall } from '../../model/props/check-call';

export type { Answer };

/**
 * Whether a user may do something with a queue or exchange, by all that its stack declares on that broker, and why. It reads
 * the whole stack at each call. What is declared counts as existing.
 * @param user - who
 * @param action - what; to publish to a queue is to use the default exchange
 * @param object - with what; to bind, one end: the queue that is bound, or the exchange from which is bound
 * @param key - the routing key
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export function can(user: UserRef, action: Attempt['action'], object: QueueRef | ExchangeRef, key = ''): Answer {
  checkCall('can', [user, action, object, key]);
  const { vhostName, broker } = object.vhost;
  const topology = topologyOf(TerraformStack.of(object.vhost), broker);
  return canIn(topology, user.userName, vhostName, attemptOf(action, object, key), broker.serverVersion);
}

function attemptOf(action: Attempt['action'], object: QueueRef | ExchangeRef, key: string): Attempt {
  if ('exchangeName' in object) return { action, exchange: object.exchangeName, key };
  const { queueName: queue } = object;
  return action === 'publish' ? { action, exchange: '', key: queue } : { action, queue, key };
}
