import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface DelayedMessageExchangeProps extends ExchangeProps {
  /** How it routes a message once its time has come; fixed for the exchange's life. */
  readonly delayedType: 'direct' | 'fanout' | 'topic' | 'headers';
}

/**
 * Declares a delayed-message exchange: it keeps each message for as many milliseconds as its header `x-delay` says, and
 * then routes it.
 *
 * It needs `rabbitmq_delayed_message_exchange`, a plugin by others that no official image has: put it into an image of
 * your own, in a version made for your server. What waits is on one node, not replicated, and cannot be counted; for
 * retries and for delays that are known beforehand use `DelayedRetry` or a queue with a message TTL, which need no plugin.
 * @see https://github.com/rabbitmq/rabbitmq-delayed-message-exchange
 */
export class DelayedMessageExchange extends Exchange {
  /** Refers to a delayed-message exchange that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('DelayedMessageExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'x-delayed-message');
  }

  constructor(scope: Construct, id: string, props: DelayedMessageExchangeProps) {
    checkProps(scope, id, 'DelayedMessageExchangeProps', props);
    super(scope, id, props, {
      type: 'x-delayed-message',
      plugin: 'rabbitmq_delayed_message_exchange',
      arguments: { 'x-delayed-type': props.delayedType },
    });
  }
}
