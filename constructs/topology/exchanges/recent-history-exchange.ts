import type { Construct } from 'constructs';
import { exchangeResource } from '../../../model/provider/exchanges';
import { definitionsOnly } from '../../terraform/topology-by';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface RecentHistoryExchangeProps extends ExchangeProps {
  /**
   * How many messages it keeps for those who bind later; fixed for the exchange's life. Only boot definitions can carry it.
   * @default - the plugin's: 20
   */
  readonly recentHistoryLength?: number;
}

/**
 * Declares a recent-history exchange: a fanout that hands its last messages to every queue that is newly bound. It needs
 * the plugin `rabbitmq_recent_history_exchange`, which comes with RabbitMQ.
 * @see https://github.com/rabbitmq/rabbitmq-server/tree/main/deps/rabbitmq_recent_history_exchange
 */
export class RecentHistoryExchange extends Exchange {
  /** Refers to a recent-history exchange that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string): IExchange {
    checkCall('RecentHistoryExchange.fromExchangeName', [scope, id, vhost, exchangeName]);
    return importExchange(scope, id, vhost, exchangeName, 'x-recent-history');
  }

  constructor(scope: Construct, id: string, props: RecentHistoryExchangeProps) {
    checkProps(scope, id, 'RecentHistoryExchangeProps', props);
    const { recentHistoryLength: length } = props;
    super(scope, id, props, {
      type: 'x-recent-history',
      plugin: 'rabbitmq_recent_history_exchange',
      arguments: { 'x-recent-history-length': length },
      faults: [
        length === undefined || (Number.isSafeInteger(length) && length >= 1)
          ? undefined
          : `'recentHistoryLength' must be a whole number, 1 or more, got ${length}`,
        definitionsOnly(
          props.vhost.broker,
          exchangeResource,
          'arguments that are no strings',
          'recentHistoryLength',
          length,
        ),
      ],
    });
  }
}
