import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface ConsistentHashExchangeProps extends ExchangeProps {
  /**
   * The header whose value decides where a message goes; fixed for the exchange's life.
   * @default - the routing key decides
   */
  readonly hashHeader?: string;
  /**
   * The property whose value decides where a message goes; fixed for the exchange's life.
   * @default - the routing key decides
   */
  readonly hashProperty?: 'correlation_id' | 'message_id' | 'timestamp';
}

/**
 * Declares a consistent-hash exchange: it spreads messages over what is bound to it, equal keys to the same queue. The
 * routing key of a binding is its weight: `queue.bindTo(exchange, '2')` gets twice the share of `'1'`. It needs the plugin
 * `rabbitmq_consistent_hash_exchange`, which comes with RabbitMQ.
 * @see https://github.com/rabbitmq/rabbitmq-server/tree/main/deps/rabbitmq_consistent_hash_exchange
 */
export class ConsistentHashExchange extends Exchange {
  /** Refers to a consistent-hash exchange that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('ConsistentHashExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'x-consistent-hash');
  }

  constructor(scope: Construct, id: string, props: ConsistentHashExchangeProps) {
    checkProps(scope, id, 'ConsistentHashExchangeProps', props);
    const { hashHeader, hashProperty } = props;
    super(scope, id, props, {
      type: 'x-consistent-hash',
      plugin: 'rabbitmq_consistent_hash_exchange',
      arguments: { 'hash-header': hashHeader, 'hash-property': hashProperty },
      faults: [
        hashHeader !== undefined && hashProperty !== undefined
          ? `'hashHeader' and 'hashProperty' are mutually exclusive; set one`
          : undefined,
      ],
    });
  }
}
