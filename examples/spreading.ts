import { Construct } from 'constructs';
import type { IBroker } from '../constructs/broker/broker';
import { BrokerPolicy } from '../constructs/topology/broker-policy';
import { ConsistentHashExchange } from '../constructs/topology/consistent-hash-exchange';
import { QuorumQueue } from '../constructs/topology/quorum-queue';
import { SuperStream } from '../constructs/topology/super-stream';
import { Vhost } from '../constructs/topology/vhost';
import { Duration } from '../model/duration';

export interface SpreadingProps {
  /** The broker on which it is declared, in a virtual host of its own; it has the plugins of `Spreading.plugins`. */
  readonly broker: IBroker;
}

/**
 * Messages over several queues, those of one key always in the same and so in order: a consistent-hash exchange in front of
 * two queues of which one takes twice as much, and a super stream of three partitions.
 */
export class Spreading extends Construct {
  /** The plugins that a broker needs for it. */
  static readonly plugins: readonly string[] = ['rabbitmq_consistent_hash_exchange', 'rabbitmq_stream'];

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
    const hash = new ConsistentHashExchange(this, 'hash_exchange', { vhost });
    // The key of such a binding is its weight.
    new QuorumQueue(this, 'queue1', { vhost }).bindTo(hash, '1');
    new QuorumQueue(this, 'queue2', { vhost }).bindTo(hash, '2');
    new SuperStream(this, 'invoices', { vhost, partitions: 3, maxAge: Duration.days(7) });
  }
}
