import type { Construct } from 'constructs';
import { Exchange, importExchange, type ExchangeProps, type IExchange } from './exchange';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface PluginExchangeProps extends ExchangeProps {
  /** The type, as the plugin names it: `x-jms-topic`. It is fixed for the exchange's life. */
  readonly type: string;
  /** The plugin that brings the type: `rabbitmq_jms_topic_exchange`. */
  readonly plugin: string;
}

/** Declares an exchange of a type that a plugin brings and that has no construct of its own. */
export class PluginExchange extends Exchange {
  /** Refers to an exchange of any type that exists already. */
  static fromExchangeName(scope: Construct, id: string, vhost: IVhost, exchangeName: string, type: string): IExchange {
    checkCall('PluginExchange.fromExchangeName', [scope, id, vhost, exchangeName, type]);
    return importExchange(scope, id, vhost, exchangeName, type);
  }

  constructor(scope: Construct, id: string, props: PluginExchangeProps) {
    checkProps(scope, id, 'PluginExchangeProps', props);
    super(scope, id, props, { type: props.type, plugin: props.plugin });
  }
}
