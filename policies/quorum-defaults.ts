import { fragment, wholeNumber, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** What every quorum queue should have. */
export interface QuorumDefaultsOptions {
  /**
   * How often a message may be returned to its queue before it is dead-lettered, or dropped; -1 for no limit.
   * @see https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
   * @default 20
   */
  readonly deliveryLimit?: number;
  /**
   * Where the leader of a new queue is placed.
   * @default 'balanced'; RabbitMQ's own is 'client-local'
   */
  readonly queueLeaderLocator?: 'client-local' | 'balanced';
  /**
   * How many members continuous membership reconciliation keeps.
   * @see https://www.rabbitmq.com/docs/quorum-queues#replica-reconciliation
   * @default - no target: a queue keeps the members it has
   */
  readonly targetGroupSize?: number;
}

/** What every quorum queue should have: an explicit limit of redeliveries, and leaders spread over the nodes. */
export function quorumDefaults(options: QuorumDefaultsOptions = {}): Fragment {
  checkCall('quorumDefaults', [options]);
  const { deliveryLimit = 20, queueLeaderLocator = 'balanced', targetGroupSize } = options;
  return fragment('quorumDefaults', {
    'delivery-limit': wholeNumber('quorumDefaults', 'deliveryLimit', deliveryLimit, -1),
    'queue-leader-locator': queueLeaderLocator,
    'target-group-size': wholeNumber('quorumDefaults', 'targetGroupSize', targetGroupSize, 1),
  });
}
