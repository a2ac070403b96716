import { Construct } from 'constructs';
import {
  BrokerPolicy,
  type BrokerRef,
  ClassicQueue,
  ConsistentHashExchange,
  Duration,
  LocalRandomExchange,
  QuorumQueue,
  RandomExchange,
  RecentHistoryExchange,
  SuperStream,
  Vhost,
} from 'rabbitmq-cdk';

export interface SpreadingProps {
  /** The broker on which it is declared, in a virtual host of its own; it has the plugins of `Spreading.plugins`. */
  readonly broker: BrokerRef;
}

/**
 * Messages over several queues: those of one key always in the same and so in order, by a consistent-hash exchange in front
 * of two queues of which one takes twice as much, and by a super stream of three partitions; or any of them, by exchanges
 * that choose at random. Who comes later starts with the last messages.
 */
export class Spreading extends Construct {
  /** The plugins that a broker needs for it. */
  static readonly plugins: readonly string[] = [
    'rabbitmq_consistent_hash_exchange',
    'rabbitmq_random_exchange',
    'rabbitmq_recent_history_exchange',
    'rabbitmq_stream',
  ];

  readonly vhost: Vhost;

  constructor(scope: Construct, id: string, { broker }: SpreadingProps) {
    super(scope, id);
    const vhost = new Vhost(this, 'vhost', { broker, vhostName: 'spreading', description: 'one key, one queue' });
    this.vhost = vhost;
    new BrokerPolicy(this, 'bounded', {
      vhost,
      pattern: '',
      applyTo: 'quorum_queues',
      maxLength: 10_000,
      overflow: 'reject-publish',
    });
    this.byKey(vhost);
    this.atRandom(vhost);
    this.toWhoComesLater(vhost);
  }

  private byKey(vhost: Vhost): void {
    const hash = new ConsistentHashExchange(this, 'hash_exchange', { vhost });
    // The key of such a binding is its weight.
    new QuorumQueue(this, 'queue1', { vhost }).bindTo(hash, '1');
    new QuorumQueue(this, 'queue2', { vhost }).bindTo(hash, '2');
    new SuperStream(this, 'invoices', { vhost, partitions: 3, maxAge: Duration.days(7) });
  }

  /** Any queue will do; where the publisher's node has one, `x-local-random` spares the way to another. */
  private atRandom(vhost: Vhost): void {
    const random = new RandomExchange(this, 'random_exchange', { vhost });
    for (const id of ['worker1', 'worker2']) new QuorumQueue(this, id, { vhost }).bindTo(random);
    const local = new LocalRandomExchange(this, 'local_exchange', { vhost });
    new ClassicQueue(this, 'nearby', { vhost, maxLength: 10_000, overflow: 'reject-publish' }).bindTo(local);
  }

  /** A queue that is bound gets the last 20 messages at once. */
  private toWhoComesLater(vhost: Vhost): void {
    const recent = new RecentHistoryExchange(this, 'recent_exchange', { vhost });
    new QuorumQueue(this, 'late_reader', { vhost }).bindTo(recent);
  }
}
