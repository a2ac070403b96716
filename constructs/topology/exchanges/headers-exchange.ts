import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

/**
 * Declares a headers exchange: it routes by the headers of a message, not by its routing key.
 * @see https://www.rabbitmq.com/docs/exchanges
 */
export class HeadersExchange extends Exchange {
  /** Refers to a headers exchange that exists already, such as `amq.headers`. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('HeadersExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'headers');
  }

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'headers' });
  }
}
