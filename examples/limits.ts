import { Construct } from 'constructs';
import {
  BrokerPolicy,
  type BrokerRef,
  Duration,
  OperatorPolicy,
  QuorumQueue,
  type RabbitmqConf,
  Size,
  User,
  Vhost,
} from 'rabbitmq-cdk';

export interface LimitsProps {
  /** The broker on which it is declared, in a virtual host of its own. */
  readonly broker: BrokerRef;
}

/**
 * Nothing grows without end: policies limit queues by their names, an operator policy limits whatever policies say,
 * virtual host and user are limited in connections, and `Limits.conf` limits the node. `max-priority` is no key of a
 * policy; it is an argument of classic queues.
 */
export class Limits extends Construct {
  /** Settings for the node: the watermark is a share of its memory, and only one of the disk limits can be given. */
  static readonly conf: RabbitmqConf = {
    connection_max: 1_000,
    channel_max: 100,
    'vm_memory_high_watermark.relative': 0.6,
    'disk_free_limit.relative': 1.5,
  };

  readonly vhost: Vhost;

  constructor(scope: Construct, id: string, { broker }: LimitsProps) {
    super(scope, id);
    const vhost = new Vhost(this, 'vhost', {
      broker,
      vhostName: 'limits',
      description: 'nothing grows without end',
      maxConnections: 100,
      maxQueues: 200,
    });
    this.vhost = vhost;
    new BrokerPolicy(this, 'limited', {
      vhost,
      pattern: '^limited-.*',
      applyTo: 'quorum_queues',
      maxLength: 1_000,
      overflow: 'reject-publish',
    });
    // For queues that applications declare: what is declared here would be missed once it has expired.
    new BrokerPolicy(this, 'temp', {
      vhost,
      pattern: '^temp-.*',
      applyTo: 'quorum_queues',
      messageTtl: Duration.minutes(1),
      expires: Duration.minutes(5),
    });
    new BrokerPolicy(this, 'limits-policy', {
      vhost,
      pattern: '^app\\..*',
      applyTo: 'quorum_queues',
      maxLength: 10_000,
      maxLengthBytes: Size.mebibytes(100),
      overflow: 'reject-publish',
      messageTtl: Duration.hours(1),
    });
    new OperatorPolicy(this, 'ceiling', { vhost, pattern: '', applyTo: 'quorum_queues', maxLength: 100_000 });
    new QuorumQueue(this, 'limited-orders', { vhost });
    new QuorumQueue(this, 'app.orders', { vhost });
    // The provider cannot limit users: only where the node imports its topology are they limited.
    const limits = broker.topologyBy === 'definitions' ? { maxConnections: 10, maxChannels: 50 } : {};
    new User(this, 'limited_user', { broker, ...limits, permissions: [{ vhost, read: '^app\\.', write: '^app\\.' }] });
  }
}
