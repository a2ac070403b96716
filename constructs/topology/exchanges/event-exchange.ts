import type { Construct } from 'constructs';
import { EVENT_EXCHANGE, EVENT_PLUGIN } from '../../../model/topology/event-exchange';
import { Exchange, importExchange, type ExchangeProps } from './exchange';
import { checkProps } from '../../props/check-props';

/**
 * Declares a topic exchange that takes what a broker says of itself: the routing key of a message is the event (`user.created`,
 * `queue.deleted`), its headers name the object and the user, and its body is empty. The headers of `parameter.set` hold the URIs of
 * shovels and upstreams, with their passwords: bind no queue to it that others read. Its virtual host is the one that the broker
 * says it in: `/`, unless the node's settings name another. It needs the plugin `rabbitmq_event_exchange`, which comes with
 * RabbitMQ.
 *
 * All queues are bound to this exchange and none to the broker's own: of several bindings to that, made at the same time, the
 * plugin may see none, and each node says nothing until it starts again, or all bindings are removed and one is made.
 * @see https://www.rabbitmq.com/docs/event-exchange
 */
export class EventExchange extends Exchange {
  /** The plugin that a broker needs for it. */
  static readonly plugin = EVENT_PLUGIN;

  constructor(scope: Construct, id: string, props: ExchangeProps) {
    checkProps(scope, id, 'ExchangeProps', props);
    super(scope, id, props, { type: 'topic', plugin: EVENT_PLUGIN });
    this.bindTo(importExchange(this, 'Broker', props.vhost, EVENT_EXCHANGE, 'topic'), '#');
  }
}
