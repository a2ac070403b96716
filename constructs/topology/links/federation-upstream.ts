import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { federationUpstreamResource } from '../../../model/provider/federation-upstreams';
import type { Duration } from '../../../model/units/duration';
import type { AmqpUri } from '../../access/amqp-uri';
import { requirePlugin } from '../../broker/plugins';
import { definitionsOnly } from '../../terraform/topology-by';
import { declareResource } from '../../declared/declare-resource';
import { refuse } from '../../terraform/validation-error';
import { countFaults, secondsFaults } from '../../terraform/number-faults';
import { omitUndefined } from '../../terraform/provider-arguments';
import { nameFaults } from '../../terraform/provider-limits';
import type { VhostRef } from '../../references';
import { checkProps } from '../../props/check-props';

/** When a link or a shovel acknowledges a message at its source: when its target confirmed it, when it was sent, or at once. */
export type LinkAckMode = 'on-confirm' | 'on-publish' | 'no-ack';

export interface FederationUpstreamProps {
  /** The virtual host whose exchanges or queues take messages from the upstream. */
  readonly vhost: VhostRef;
  /**
   * Its name, which policies refer to.
   * @default - the construct's id
   */
  readonly upstreamName?: string;
  /** Where the messages come from. */
  readonly uri: AmqpUri;
  /**
   * How many messages may be on their way unacknowledged.
   * @default - RabbitMQ's: 1000
   */
  readonly prefetchCount?: number;
  /**
   * How long a link waits before it connects again; whole seconds.
   * @default - RabbitMQ's: 5 s
   */
  readonly reconnectDelay?: Duration;
  /**
   * When a message is acknowledged at the upstream.
   * @default - RabbitMQ's: 'on-confirm', which loses nothing
   */
  readonly ackMode?: LinkAckMode;
  /**
   * Whether the user id that the upstream validated is kept.
   * @default false
   */
  readonly trustUserId?: boolean;
  /**
   * Federated exchanges: the upstream's exchange.
   * @default - of the same name
   */
  readonly exchange?: string;
  /**
   * Federated exchanges: over how many links a message may go.
   * @default - RabbitMQ's: 1
   */
  readonly maxHops?: number;
  /**
   * Federated exchanges: how long the upstream keeps the queue of a link that is down.
   * @default - for ever
   */
  readonly expires?: Duration;
  /**
   * Federated exchanges: how long a message may wait in the upstream's queue.
   * @default - for ever
   */
  readonly messageTtl?: Duration;
  /**
   * Federated exchanges: the type of the queue at the upstream. Only boot definitions can carry it.
   * @default - RabbitMQ's: 'classic'
   */
  readonly queueType?: 'classic' | 'quorum';
  /**
   * Federated queues: the upstream's queue.
   * @default - of the same name
   */
  readonly queue?: string;
}

/**
 * Declares an upstream: another broker from which exchanges or queues take messages, once a policy with
 * `federation-upstream` says which. It needs the plugin `rabbitmq_federation`.
 * @see https://www.rabbitmq.com/docs/federation
 */
export class FederationUpstream extends Construct {
  readonly upstreamName: string;
  /** What must be there before a policy refers to the upstream. */
  readonly dependencies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FederationUpstreamProps) {
    checkProps(scope, id, 'FederationUpstreamProps', props);
    super(scope, id);
    const { vhost, uri, prefetchCount, reconnectDelay, ackMode, trustUserId, exchange, maxHops, queue } = props;
    const { broker } = vhost;
    this.upstreamName = props.upstreamName ?? id;
    refuse(
      this,
      nameFaults('upstreamName', this.upstreamName, broker),
      countFaults({ prefetchCount, maxHops }),
      secondsFaults('reconnectDelay', reconnectDelay),
      definitionsOnly(broker, federationUpstreamResource, 'queue-type', 'queueType', props.queueType),
    );
    requirePlugin(this, broker, 'rabbitmq_federation');
    const messageTtl = props.messageTtl?.toMilliseconds();
    const expires = props.expires?.toMilliseconds();
    this.dependencies = declareResource(
      this,
      broker,
      federationUpstreamResource,
      (reveal) => ({
        parameters: [
          {
            component: 'federation-upstream',
            vhost: vhost.vhostName,
            name: this.upstreamName,
            value: omitUndefined({
              uri: reveal(uri.value, uri.plain),
              'prefetch-count': prefetchCount,
              'reconnect-delay': reconnectDelay?.toSeconds(),
              'ack-mode': ackMode,
              'trust-user-id': trustUserId,
              exchange,
              'max-hops': maxHops,
              expires,
              'message-ttl': messageTtl,
              'queue-type': props.queueType,
              queue,
            }),
          },
        ],
      }),
      { dependencies: vhost.dependencies },
    );
  }
}
