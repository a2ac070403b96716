import { exchangeName, fragment, type ExchangeName, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** Where messages go that a queue gives up, and how safely. */
export interface DeadLetterOptions {
  /** The exchange to which rejected, expired and overflowing messages go; the default exchange is empty. */
  readonly exchange: ExchangeName;
  /**
   * Their routing key.
   * @default - each message's own
   */
  readonly routingKey?: string;
  /**
   * Whether dead-lettering may lose messages; quorum queues only. `at-least-once` works only where a full queue refuses
   * messages, so it brings `overflow: reject-publish` with it.
   * @see https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
   * @default - RabbitMQ's: 'at-most-once'
   */
  readonly strategy?: 'at-most-once' | 'at-least-once';
}

/** Messages that a queue gives up go to an exchange. */
export function deadLetter(options: DeadLetterOptions): Fragment {
  checkCall('deadLetter', [options]);
  const { exchange, routingKey, strategy } = options;
  return fragment('deadLetter', {
    'dead-letter-exchange': exchangeName(exchange),
    'dead-letter-routing-key': routingKey,
    'dead-letter-strategy': strategy,
    overflow: strategy === 'at-least-once' ? 'reject-publish' : undefined,
  });
}
