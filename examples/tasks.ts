import { Construct } from 'constructs';
import {
  acknowledge,
  BrokerPolicy,
  type BrokerRef,
  ClassicQueue,
  defaultExchange,
  Duration,
  FanoutExchange,
  QuorumQueue,
  StreamQueue,
  User,
  Vhost,
} from 'rabbitmq-cdk';

export interface TasksProps {
  /** The broker on which it is declared, in a virtual host of its own. */
  readonly broker: BrokerRef;
}

/** A stalled consumer must not fill the disk, and what is refused is not lost: its publisher knows. */
const bounded = { maxLength: 10_000, overflow: 'reject-publish' } as const;

/**
 * Work that must not be lost: quorum queues with a delivery limit and dead letters, a retry after a pause, and one queue
 * for each limit that RabbitMQ knows.
 */
export class Tasks extends Construct {
  readonly vhost: Vhost;
  private readonly dlx: FanoutExchange;

  constructor(scope: Construct, id: string, { broker }: TasksProps) {
    super(scope, id);
    const vhost = new Vhost(this, 'vhost', { broker, vhostName: 'tasks', description: 'work that must not be lost' });
    this.vhost = vhost;
    this.dlx = new FanoutExchange(this, 'dlx', { vhost });
    new QuorumQueue(this, 'dead_letters', { vhost, maxLength: 100_000 }).bindTo(this.dlx);
    this.work();
    this.limits();
    this.otherTypes();
    this.worker();
  }

  /**
   * A message is tried four times and then goes to dead_letters. A worker that wants a pause before the next try publishes
   * to task_retry, from where the message returns after ten seconds. When a queue is full, publishers are told.
   */
  private work(): void {
    const { vhost, dlx } = this;
    const taskQueue = new QuorumQueue(this, 'task_queue', {
      vhost,
      ...bounded,
      deliveryLimit: 3,
      deadLetterExchange: dlx,
    });
    new QuorumQueue(this, 'task_retry', {
      vhost,
      ...bounded,
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
    const { vhost, dlx } = this;
    new QuorumQueue(this, 'ttl_queue', {
      vhost,
      ...bounded,
      messageTtl: Duration.minutes(1),
      deadLetterExchange: dlx,
    });
    new QuorumQueue(this, 'limited_queue', {
      vhost,
      maxLength: 1_000,
      overflow: 'reject-publish',
      deadLetterExchange: dlx,
    });
    // An application declares the queue when it needs it, and RabbitMQ deletes it after five minutes without use.
    new BrokerPolicy(this, 'temp_queue', {
      vhost,
      pattern: '^temp_queue',
      applyTo: 'classic_queues',
      ...bounded,
      expires: Duration.minutes(5),
    });
  }

  private otherTypes(): void {
    const { vhost, dlx } = this;
    new QuorumQueue(this, 'quorum_queue', { vhost, ...bounded, deadLetterExchange: dlx });
    new StreamQueue(this, 'stream_queue', { vhost, maxAge: Duration.days(7) });
    const priorities = new ClassicQueue(this, 'priority_queue', { vhost, ...bounded, maxPriority: 10 });
    acknowledge(priorities, 'topology/queue-is-replicated', 'only a classic queue knows ten priorities');
    // Each client takes its replies from `amq.rabbitmq.reply-to`, which nobody declares.
    const requests = new QuorumQueue(this, 'rpc_queue', { vhost, ...bounded, messageTtl: Duration.seconds(30) });
    acknowledge(requests, 'topology/queue-has-dead-letter', 'nobody waits for the reply to an old request');
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
