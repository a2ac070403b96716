import { Construct } from 'constructs';
import { User } from '../constructs/access/user';
import type { IBroker } from '../constructs/broker/broker';
import { ClassicQueue } from '../constructs/topology/classic-queue';
import { defaultExchange } from '../constructs/topology/exchange';
import { FanoutExchange } from '../constructs/topology/fanout-exchange';
import { QuorumQueue } from '../constructs/topology/quorum-queue';
import { StreamQueue } from '../constructs/topology/stream-queue';
import { Vhost } from '../constructs/topology/vhost';
import { Duration } from '../model/duration';

export interface TasksProps {
  /** The broker on which it is declared, in a virtual host of its own. */
  readonly broker: IBroker;
}

/**
 * Work that must not be lost: quorum queues with a delivery limit and dead letters, a retry after a pause, and one queue
 * for each limit that RabbitMQ knows.
 */
export class Tasks extends Construct {
  readonly vhost: Vhost;

  constructor(scope: Construct, id: string, { broker }: TasksProps) {
    super(scope, id);
    this.vhost = new Vhost(this, 'vhost', { broker, vhostName: 'tasks', description: 'work that must not be lost' });
    this.work();
    this.limits();
    this.otherTypes();
    this.worker();
  }

  /**
   * A message is tried four times and then goes to dead_letters. A worker that wants a pause before the next try publishes
   * to task_retry, from where the message returns after ten seconds.
   */
  private work(): void {
    const { vhost } = this;
    const dlx = new FanoutExchange(this, 'dlx', { vhost });
    new QuorumQueue(this, 'dead_letters', { vhost }).bindTo(dlx);
    const taskQueue = new QuorumQueue(this, 'task_queue', { vhost, deliveryLimit: 3, deadLetterExchange: dlx });
    new QuorumQueue(this, 'task_retry', {
      vhost,
      messageTtl: Duration.seconds(10),
      deadLetterExchange: defaultExchange(vhost),
      deadLetterRoutingKey: taskQueue.queueName,
    });
    new QuorumQueue(this, 'task_queue_with_dlx', {
      vhost,
      messageTtl: Duration.minutes(1),
      maxLength: 100,
      deadLetterExchange: dlx,
    });
  }

  private limits(): void {
    const { vhost } = this;
    new QuorumQueue(this, 'ttl_queue', { vhost, messageTtl: Duration.minutes(1) });
    new QuorumQueue(this, 'limited_queue', { vhost, maxLength: 1_000, overflow: 'reject-publish' });
    // RabbitMQ deletes it after five minutes without use, and the next plan makes it again.
    new ClassicQueue(this, 'temp_queue', { vhost, expires: Duration.minutes(5), removalPolicy: 'destroy' });
  }

  private otherTypes(): void {
    const { vhost } = this;
    new QuorumQueue(this, 'quorum_queue', { vhost });
    new ClassicQueue(this, 'priority_queue', { vhost, maxPriority: 10 });
    new StreamQueue(this, 'stream_queue', { vhost, maxAge: Duration.days(7) });
    // Requests; each client takes its replies from `amq.rabbitmq.reply-to`, which nobody declares.
    new QuorumQueue(this, 'rpc_queue', { vhost, messageTtl: Duration.seconds(30) });
  }

  /** A worker consumes tasks and requests, and publishes retries and replies through the default exchange. */
  private worker(): void {
    new User(this, 'worker', {
      broker: this.vhost.broker,
      permissions: [
        { vhost: this.vhost, write: '^amq\\.default$', read: '^(rpc_queue|task_queue|task_queue_with_dlx)$' },
      ],
    });
  }
}
