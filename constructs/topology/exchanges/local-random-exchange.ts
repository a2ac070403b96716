import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

/**
 * Declares a local random exchange: each message goes to one of the bound classic queues whose leader is on the node that
 * the publisher is connected to, so that requests never cross the cluster. Bind with the empty routing key.
 * @see https://www.rabbitmq.com/docs/local-random-exchange
 */
export class LocalRandomExchange extends Exchange {
  /** Refers to an exchange of this type that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('LocalRandomExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'x-local-random');
  }

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'x-local-random' });
  }
}
