import { queueSubject } from '../../model/analysis/topology-index';
import type { Rule } from '../rule';

/** A queue has a limit, so that a stalled consumer can't fill the broker's disk. */
export const queueIsBounded: Rule = {
  id: 'topology/queue-is-bounded',
  demand: 'A classic or quorum queue has a limit of length, by argument or by policy.',
  because:
    'What no consumer takes piles up until the disk alarm blocks every publisher of the broker. A time to live alone bounds nothing: it depends on how fast messages come.',
  widespread: true,
  *check({ queues }) {
    for (const { queue, type, settings, undecided } of queues.values()) {
      if (queue.imported === true || type === 'stream' || undecided.length > 0) continue;
      if (settings.has('max-length') || settings.has('max-length-bytes')) continue;
      yield {
        subject: queueSubject(queue),
        message: 'it has no length limit',
        remedy: "set 'max-length' or 'max-length-bytes', and 'overflow', in a policy",
      };
    }
  },
};
