import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

/**
 * Declares a random exchange: each message goes to one of the bound queues, whichever. It needs the plugin
 * `rabbitmq_random_exchange`, which comes with RabbitMQ.
 * @see https://github.com/rabbitmq/rabbitmq-server/tree/main/deps/rabbitmq_random_exchange
 */
export class RandomExchange extends Exchange {
  /** Refers to an exchange of this type that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('RandomExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'x-random');
  }

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'x-random', plugin: 'rabbitmq_random_exchange' });
  }
}
