import { queueSubject } from '../../model/analysis/topology-index';
import { deadLetterGraph } from '../../model/routing/dead-letter-graph';
import type { Rule } from '../rule';

/** A quorum queue says what becomes of messages that it gives up. */
export const queueHasDeadLetter: Rule = {
  id: 'topology/queue-has-dead-letter',
  demand: 'A quorum queue has a dead-letter exchange, by argument or by policy, unless it takes dead letters itself.',
  because:
    'Since 4.0 a quorum queue gives up a message after 20 deliveries; without a dead-letter exchange it is dropped without a trace.',
  widespread: true,
  *check(index) {
    const ends = deadLetterGraph(index).targets();
    for (const [id, { queue, type, settings, undecided }] of index.queues) {
      if (queue.imported === true || type !== 'quorum' || undecided.length > 0) continue;
      if (ends.has(id) || settings.has('dead-letter-exchange') || isUnlimited(settings.get('delivery-limit'))) continue;
      yield {
        subject: queueSubject(queue),
        message: 'it drops messages that reach the delivery limit: it has no dead-letter exchange',
        remedy: "set 'dead-letter-exchange' in a policy",
      };
    }
  },
};

function isUnlimited(limit: unknown): boolean {
  return typeof limit === 'number' && limit < 0;
}
