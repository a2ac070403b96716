import { Construct } from 'constructs';
import { isByDefinitions } from '../../terraform/topology-by';
import type { RemovalPolicy } from '../../terraform/removal-policy';
import { refuse } from '../../terraform/validation-error';
import { Exchange } from '../exchanges/exchange';
import type { StreamSettings } from '../policies/policy-settings';
import { StreamQueue } from './stream-queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';

export interface SuperStreamProps extends StreamSettings {
  /** The virtual host that holds it. */
  readonly vhost: IVhost;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly superStreamName?: string;
  /** Over how many streams its messages are spread; adding some later sends keys to other partitions than before. */
  readonly partitions: number;
  /**
   * Whether a plan may destroy or replace its streams with their messages.
   * @default - as the virtual host's
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Declares a super stream: one stream of which each partition is a stream of its own, so that it grows beyond one node.
 * It is what `rabbitmq-streams add_super_stream` makes: an exchange of that name, streams NAME-0, NAME-1, … and bindings
 * that put them in order. Clients of the stream protocol see one object; the plugin `rabbitmq_stream` serves them.
 * @see https://www.rabbitmq.com/docs/streams#super-streams
 */
export class SuperStream extends Construct {
  readonly superStreamName: string;
  /** The streams, in order. */
  readonly partitions: readonly StreamQueue[];

  constructor(scope: Construct, id: string, props: SuperStreamProps) {
    checkProps(scope, id, 'SuperStreamProps', props);
    super(scope, id);
    const { vhost, superStreamName: name = id, partitions: count, ...settings } = props;
    this.superStreamName = name;
    refuse(
      this,
      Number.isSafeInteger(count) && count >= 1
        ? undefined
        : `'partitions' must be a whole number, 1 or more, got ${count}`,
    );
    const exchange = new PartitionsExchange(this, 'Exchange', vhost, name);
    this.partitions = Array.from({ length: count }, (_, index) => {
      const stream = new StreamQueue(this, `Partition${index}`, { ...settings, vhost, queueName: `${name}-${index}` });
      stream.addBinding(exchange, {
        id: String(index),
        routingKey: String(index),
        arguments: { 'x-stream-partition-order': index },
      });
      return stream;
    });
  }
}

/** The exchange by which a super stream is known. */
class PartitionsExchange extends Exchange {
  constructor(scope: Construct, id: string, vhost: IVhost, exchangeName: string) {
    super(
      scope,
      id,
      { vhost, exchangeName },
      {
        type: 'direct',
        plugin: 'rabbitmq_stream',
        // A note for people, which the server writes and never reads, and the provider cannot carry.
        arguments: { 'x-super-stream': isByDefinitions(vhost.broker) || undefined },
      },
    );
  }
}
