import { queueSubject } from '../../model/analysis/topology-index';
import type { Rule } from '../rule';

/** A queue that is intended to last survives the loss of a node. */
export const queueIsReplicated: Rule = {
  id: 'topology/queue-is-replicated',
  demand: 'A durable queue is a quorum queue or a stream, unless it expires.',
  because:
    'A classic queue lives on one node: while that node is away the queue is unavailable, and when its disk is lost so are the messages. Acknowledge the rule for queues whose messages may be lost.',
  widespread: true,
  *check({ queues }) {
    for (const { queue, type, settings } of queues.values()) {
      if (
        queue.imported === true ||
        type !== 'classic' ||
        !queue.durable ||
        queue.auto_delete ||
        settings.has('expires')
      )
        continue;
      yield {
        subject: queueSubject(queue),
        message: 'it is a classic queue, which is not replicated',
        remedy: "declare it with 'x-queue-type': 'quorum'",
      };
    }
  },
};
