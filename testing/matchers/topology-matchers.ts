import type { Rule } from '../../rules/rule';
import type { QueueOrName } from './subject';
import type { ReachableOptions } from './to-be-reachable';
import type { DeadLetterOptions } from './to-dead-letter-to';
import type { GrantedObjects } from './to-grant-only';
import type { MessageOptions } from './to-route';

/** The matchers as `expect(…)` has them. */
export interface TopologyMatchers<R> {
  /**
   * Of an exchange: a message comes to exactly these queues. With `.not`: to none of them, or with `[]`, to some queue.
   * @param key - the routing key
   * @param queues - in any order, or the one; `[]` is unroutable
   * @example expect(events).toRoute('order.created', [billing, audit]);
   */
  toRoute(key: string, queues: QueueOrName | readonly QueueOrName[], options?: MessageOptions): R;
  /**
   * Of a queue: what it dead-letters comes to this queue.
   * @example expect(orders).toDeadLetterTo(deadLetters, { reason: 'delivery_limit' });
   */
  toDeadLetterTo(target: QueueOrName, options?: DeadLetterOptions): R;
  /**
   * Of a queue: some message that is published to a declared exchange can come to it.
   * @example expect(orders).toBeReachable({ from: events });
   */
  toBeReachable(options?: ReachableOptions): R;
  /**
   * Of a user: its permissions are for exactly these queues and exchanges; it has no `.not`.
   * @example expect(worker).toGrantOnly({ read: [orders], write: [events] });
   */
  toGrantOnly(objects: GrantedObjects): R;
  /**
   * Of a queue or exchange: the broker applies these settings to it, by the keys of policies.
   * @example expect(orders).toHaveEffectivePolicy({ 'max-length': 10_000, overflow: 'reject-publish' });
   */
  toHaveEffectivePolicy(settings: Readonly<Record<string, unknown>>): R;
  /**
   * Of a stack: it passes the rules, with what it acknowledges.
   * @example expect(stack).toPassRules(production);
   */
  toPassRules(rules: readonly Rule[]): R;
  /**
   * Of a stack or any construct: a broker of this version accepts all that it declares.
   * @example expect(stack).toBeAcceptedBy('4.3');
   */
  toBeAcceptedBy(version: string): R;
}
