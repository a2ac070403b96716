import type { Construct } from 'constructs';
import type { MessageQueueSettings } from '../policies/policy-settings';
import { importQueue, Queue, type IQueue, type QueueProps } from './queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface ClassicQueueProps extends QueueProps, MessageQueueSettings {
  /**
   * The highest message priority, 1 to 255; every level costs memory, so 2 to 4 are advised. Fixed for the queue's life.
   * @see https://www.rabbitmq.com/docs/priority
   * @default - messages have no priorities
   */
  readonly maxPriority?: number;
  /**
   * Whether one consumer at a time gets all messages, and another takes over when it goes; fixed for the queue's life.
   * @see https://www.rabbitmq.com/docs/consumers#single-active-consumer
   * @default false
   */
  readonly singleActiveConsumer?: boolean;
  /**
   * Whether RabbitMQ deletes the queue when its last consumer goes; fixed for the queue's life.
   * @default false
   */
  readonly autoDelete?: boolean;
}

/**
 * Declares a durable classic queue: on one node, not replicated. For data that must not be lost use a quorum queue.
 * @see https://www.rabbitmq.com/docs/classic-queues
 */
export class ClassicQueue extends Queue {
  /** Refers to a classic queue that exists already. */
  static fromQueueName(scope: Construct, id: string, vhost: IVhost, queueName: string): IQueue {
    checkCall('ClassicQueue.fromQueueName', [scope, id, vhost, queueName]);
    return importQueue(scope, id, vhost, queueName, 'classic');
  }

  constructor(scope: Construct, id: string, props: ClassicQueueProps) {
    checkProps(scope, id, 'ClassicQueueProps', props);
    const { maxPriority, singleActiveConsumer, autoDelete } = props;
    super(scope, id, props, {
      type: 'classic',
      autoDelete,
      arguments: { 'x-max-priority': maxPriority, 'x-single-active-consumer': singleActiveConsumer },
      faults:
        maxPriority === undefined || (Number.isSafeInteger(maxPriority) && maxPriority >= 1 && maxPriority <= 255)
          ? []
          : [`'maxPriority' must be a whole number from 1 to 255, got ${maxPriority}; 2 to 4 levels are advised`],
    });
  }
}
