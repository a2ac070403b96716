import { Construct } from 'constructs';
import { shovelResource } from '../../../model/provider/shovels';
import type { Duration } from '../../../model/units/duration';
import { requirePlugin } from '../../broker/plugins';
import { isByDefinitions } from '../../terraform/topology-by';
import { declareResource } from '../../declared/declare-resource';
import { refuse, unless } from '../../terraform/validation-error';
import type { LinkAckMode } from './federation-upstream';
import { countFaults, secondsFaults } from '../../terraform/number-faults';
import { omitUndefined } from '../../terraform/provider-arguments';
import { nameFaults } from '../../terraform/provider-limits';
import {
  destinationFaults,
  endValue,
  isHere,
  sourceFaults,
  type ShovelDestination,
  type ShovelSource,
} from './shovel-end';
import type { VhostRef } from '../../references';
import { checkProps } from '../../props/check-props';

export interface ShovelProps {
  /** The virtual host in whose broker the shovel runs. */
  readonly vhost: VhostRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly shovelName?: string;
  /** From where it takes messages. */
  readonly source: ShovelSource;
  /** To where it publishes them. */
  readonly destination: ShovelDestination;
  /**
   * When a message is acknowledged at the source.
   * @default 'on-confirm', which loses nothing
   */
  readonly ackMode?: LinkAckMode;
  /**
   * How long it waits before it connects again; whole seconds.
   * @default - 1 s
   */
  readonly reconnectDelay?: Duration;
}

/**
 * Declares a shovel: it moves messages from one broker or virtual host to another, over AMQP 0-9-1, or over AMQP 1.0 where
 * an end says `address`. It needs the plugin `rabbitmq_shovel`.
 * @see https://www.rabbitmq.com/docs/shovel-dynamic
 */
export class Shovel extends Construct {
  readonly shovelName: string;

  constructor(scope: Construct, id: string, props: ShovelProps) {
    checkProps(scope, id, 'ShovelProps', props);
    super(scope, id);
    const { vhost, source, destination, ackMode = 'on-confirm', reconnectDelay } = props;
    const { broker } = vhost;
    this.shovelName = props.shovelName ?? id;
    refuse(
      this,
      nameFaults('shovelName', this.shovelName, broker),
      sourceFaults(source),
      destinationFaults(destination),
      countFaults({ 'source.prefetchCount': source.prefetchCount }),
      secondsFaults('reconnectDelay', reconnectDelay),
      unless(
        ackMode !== 'no-ack' || typeof source.deleteAfter !== 'number',
        `'ackMode' must not be 'no-ack' where 'source.deleteAfter' is a number; use 'on-confirm'`,
      ),
    );
    requirePlugin(this, broker, 'rabbitmq_shovel');
    const ends = [source.queue, source.exchange, destination.queue, destination.exchange];
    declareResource(
      this,
      broker,
      shovelResource,
      (reveal) => ({
        parameters: [
          {
            component: 'shovel',
            vhost: vhost.vhostName,
            name: this.shovelName,
            value: omitUndefined({
              'ack-mode': ackMode,
              'reconnect-delay': reconnectDelay?.toSeconds(),
              ...endValue('src', source, reveal),
              ...endValue('dest', destination, reveal),
              // A file's shovels start before its queues are there, and would declare them as classic queues.
              ...(isByDefinitions(broker) && {
                'src-predeclared': isHere(source.queue, broker) || undefined,
                'dest-predeclared': isHere(destination.queue, broker) || undefined,
              }),
            }),
          },
        ],
      }),
      {
        dependencies: [...vhost.dependencies, ...ends.flatMap((end) => (isHere(end, broker) ? end.dependencies : []))],
      },
    );
  }
}
