import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

/**
 * Declares a direct exchange: it routes a message to the queues that are bound with exactly its routing key.
 * @see https://www.rabbitmq.com/docs/exchanges
 */
export class DirectExchange extends Exchange {
  /** Refers to a direct exchange that exists already, such as `amq.direct`. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('DirectExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'direct');
  }

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'direct' });
  }
}
