import { Construct } from 'constructs';
import { QuorumQueue } from '../constructs/topology/quorum-queue';
import { TopicExchange } from '../constructs/topology/topic-exchange';
import type { IVhost } from '../constructs/topology/vhost';

export interface AuditProps {
  /**
   * The virtual host into which the plugin publishes: `/`, unless the node's `event_exchange.vhost` says otherwise. The broker
   * has the plugins of `Audit.plugins`.
   */
  readonly vhost: IVhost;
}

/**
 * Who logged in, who was refused, and who made or deleted a user, a permission or a virtual host: the broker publishes it to a
 * topic exchange that a plugin declares, and a queue keeps it until somebody has read it.
 * @see https://www.rabbitmq.com/docs/logging#internal-events
 */
export class Audit extends Construct {
  /** The plugins that a broker needs for it. */
  static readonly plugins: readonly string[] = ['rabbitmq_event_exchange'];

  constructor(scope: Construct, id: string, { vhost }: AuditProps) {
    super(scope, id);
    const events = TopicExchange.fromExchangeName(this, 'events', vhost, 'amq.rabbitmq.event');
    const audit = new QuorumQueue(this, 'security-audit', { vhost, maxLength: 100_000 });
    audit.bindTo(events, 'user.#', 'permission.#', 'topic.permission.#', 'vhost.#', 'policy.#');
  }
}
