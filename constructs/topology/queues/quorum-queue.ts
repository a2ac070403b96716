import type { Construct } from 'constructs';
import type { QuorumQueueSettings } from '../policies/policy-settings';
import { importQueue, Queue, type IQueue, type QueueProps } from './queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface QuorumQueueProps extends QueueProps, QuorumQueueSettings {
  /**
   * On how many nodes the queue starts; counts only when it is declared, and is fixed for its life.
   * @see https://www.rabbitmq.com/docs/quorum-queues#initial-replication-factor
   * @default - RabbitMQ's: 3, or every node of a smaller cluster
   */
  readonly initialGroupSize?: number;
  /**
   * Whether one consumer at a time gets all messages, and another takes over when it goes; fixed for the queue's life.
   * @see https://www.rabbitmq.com/docs/consumers#single-active-consumer
   * @default false
   */
  readonly singleActiveConsumer?: boolean;
}

/**
 * Declares a quorum queue: replicated, for data that must not be lost.
 * @see https://www.rabbitmq.com/docs/quorum-queues
 */
export class QuorumQueue extends Queue {
  /** Refers to a quorum queue that exists already. */
  static fromQueueName(scope: Construct, id: string, vhost: IVhost, queueName: string): IQueue {
    checkCall('QuorumQueue.fromQueueName', [scope, id, vhost, queueName]);
    return importQueue(scope, id, vhost, queueName, 'quorum');
  }

  constructor(scope: Construct, id: string, props: QuorumQueueProps) {
    checkProps(scope, id, 'QuorumQueueProps', props);
    const { initialGroupSize, singleActiveConsumer } = props;
    super(scope, id, props, {
      type: 'quorum',
      arguments: {
        'x-quorum-initial-group-size': initialGroupSize,
        'x-single-active-consumer': singleActiveConsumer,
      },
      faults:
        initialGroupSize === undefined || (Number.isSafeInteger(initialGroupSize) && initialGroupSize >= 1)
          ? []
          : [`'initialGroupSize' must be a whole number, 1 or more, got ${initialGroupSize}`],
    });
  }
}
