import type { Construct } from 'constructs';
import type { StreamSettings } from '../policies/policy-settings';
import { importQueue, Queue, type IQueue, type QueueProps } from './queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';
import { checkCall } from '../../../model/props/check-call';

export interface StreamQueueProps extends QueueProps, StreamSettings {}

/**
 * Declares a stream: a replicated log that consumers read from any offset, and that keeps what was read.
 * @see https://www.rabbitmq.com/docs/streams
 */
export class StreamQueue extends Queue {
  /** Refers to a stream that exists already. */
  static fromQueueName(scope: Construct, id: string, vhost: IVhost, queueName: string): IQueue {
    checkCall('StreamQueue.fromQueueName', [scope, id, vhost, queueName]);
    return importQueue(scope, id, vhost, queueName, 'stream');
  }

  constructor(scope: Construct, id: string, props: StreamQueueProps) {
    checkProps(scope, id, 'StreamQueueProps', props);
    super(scope, id, props, { type: 'stream' });
  }
}
