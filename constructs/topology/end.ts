import type { ExchangeRef, QueueRef } from '../references';

/** A queue or an exchange, as RabbitMQ names the end of a binding, a shovel or a policy's target. */
export interface End {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
}

/** What RabbitMQ calls a queue or an exchange. */
export function endOf(ref: QueueRef | ExchangeRef): End {
  return 'queueName' in ref ? { kind: 'queue', name: ref.queueName } : { kind: 'exchange', name: ref.exchangeName };
}
