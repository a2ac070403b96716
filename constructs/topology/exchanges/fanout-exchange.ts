import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

/**
 * Declares a fanout exchange: it routes every message to everything that is bound to it.
 * @see https://www.rabbitmq.com/docs/exchanges
 */
export class FanoutExchange extends Exchange {
  /** Refers to a fanout exchange that exists already, such as `amq.fanout`. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('FanoutExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'fanout');
  }

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'fanout' });
  }
}
