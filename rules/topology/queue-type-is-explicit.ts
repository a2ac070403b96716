import { queueSubject } from '../../model/analysis/topology-index';
import type { Rule } from '../rule';

/** A queue says its type, so that it doesn't depend on a default that differs from broker to broker. */
export const queueTypeIsExplicit: Rule = {
  id: 'topology/queue-type-is-explicit',
  demand: "A queue says its type with 'x-queue-type', or its virtual host says a default.",
  because:
    'The type of a queue is fixed for its life. An untyped queue is classic, not replicated, unless a default of the node or the virtual host says otherwise.',
  widespread: true,
  *check({ queues, vhosts }) {
    for (const { queue } of queues.values()) {
      if (queue.imported === true || 'x-queue-type' in queue.arguments) continue;
      if (vhosts.get(queue.vhost)?.default_queue_type !== undefined) continue;
      yield {
        subject: queueSubject(queue),
        message: "it has no 'x-queue-type'",
        remedy: "set 'x-queue-type' to 'classic', 'quorum' or 'stream' in its arguments",
      };
    }
  },
};
