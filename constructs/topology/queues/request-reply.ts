import { Construct } from 'constructs';
import type { Duration } from '../../../model/units/duration';
import type { PermissionPatterns } from '../../access/permissions';
import { exactPattern } from '../../../model/pattern/exact-pattern';
import { QuorumQueue } from './quorum-queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';

export interface RequestReplyProps {
  /** The virtual host in which clients and servers meet. */
  readonly vhost: IVhost;
  /**
   * The name of the queue of requests.
   * @default - the construct's id
   */
  readonly queueName?: string;
  /** How long a client waits: a request that no server took by then is dropped, since nobody waits for its reply. */
  readonly timeout: Duration;
  /**
   * How many requests may wait; beyond, a client's publish is refused at once.
   * @default 1000
   */
  readonly maxRequests?: number;
}

/**
 * Declares what request and reply need: a bounded queue of requests that expire. Replies need no declaration: a client
 * consumes from `amq.rabbitmq.reply-to` on the channel that it publishes on, and says so in `reply_to`; a server answers
 * through the default exchange, with the request's `correlation_id`.
 * @see https://www.rabbitmq.com/docs/direct-reply-to
 */
export class RequestReply extends Construct {
  readonly requests: QuorumQueue;
  /** What a client needs: to publish through the default exchange. */
  readonly clientPermissions: PermissionPatterns = { write: '^amq\\.default$' };
  /** What a server needs: to consume requests, and to reply through the default exchange. */
  readonly serverPermissions: PermissionPatterns;

  constructor(scope: Construct, id: string, props: RequestReplyProps) {
    checkProps(scope, id, 'RequestReplyProps', props);
    super(scope, id);
    const { vhost, queueName = id, timeout, maxRequests = 1_000 } = props;
    this.requests = new QuorumQueue(this, 'Requests', {
      vhost,
      queueName,
      messageTtl: timeout,
      maxLength: maxRequests,
      overflow: 'reject-publish',
    });
    this.serverPermissions = { write: '^amq\\.default$', read: exactPattern(queueName) };
  }
}
