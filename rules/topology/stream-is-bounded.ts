import { queueSubject } from '../../model/analysis/topology-index';
import type { Rule } from '../rule';

/** A stream has a limit: consuming it takes nothing away. */
export const streamIsBounded: Rule = {
  id: 'topology/stream-is-bounded',
  demand: 'A stream has a limit of age or of size, by argument or by policy.',
  because: 'Consumers take nothing away from a stream, so that without retention it grows until the disk is full.',
  widespread: false,
  *check({ queues }) {
    for (const { queue, type, settings, undecided } of queues.values()) {
      if (queue.imported === true || type !== 'stream' || undecided.length > 0) continue;
      if (['max-age', 'max-length-bytes'].some((key) => settings.has(key) || `x-${key}` in queue.arguments)) continue;
      yield {
        subject: queueSubject(queue),
        message: 'it has no age or size limit',
        remedy: "set 'max-age' or 'max-length-bytes' in a policy",
      };
    }
  },
};
