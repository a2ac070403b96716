import { queueSubject } from '../../model/analysis/topology-index';
import { deadLetterGraph } from '../../model/routing/dead-letter-graph';
import type { Rule } from '../rule';

/** A queue for dead letters has a limit: nobody consumes it, so nothing else empties it. */
export const deadLetterQueueIsBounded: Rule = {
  id: 'topology/dead-letter-queue-is-bounded',
  demand: 'A queue that takes dead letters has a limit of length or of time, by argument or by policy.',
  because: 'Nobody consumes such a queue, so that nothing but a limit ever empties it.',
  widespread: false,
  *check(index) {
    const takesDeadLetters = deadLetterGraph(index).targets();
    for (const [id, { queue, settings, undecided }] of index.queues) {
      if (!takesDeadLetters.has(id) || queue.imported === true || undecided.length > 0) continue;
      // What passes dead letters on, such as a queue for retries, is no end of theirs.
      if (settings.has('dead-letter-exchange')) continue;
      if (['max-length', 'max-length-bytes', 'message-ttl', 'max-age'].some((limit) => settings.has(limit))) continue;
      yield {
        subject: queueSubject(queue),
        message: 'it receives dead letters but has no limit',
        remedy: "set 'max-length' or 'message-ttl' in a policy",
      };
    }
  },
};
