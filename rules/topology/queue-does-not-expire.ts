import { queueSubject } from '../../model/analysis/topology-index';
import type { Rule } from '../rule';

/** What is declared stays until its declaration goes. */
export const queueDoesNotExpire: Rule = {
  id: 'topology/queue-does-not-expire',
  demand: "A queue that Terraform keeps has no 'expires', by argument or by policy.",
  because:
    'RabbitMQ deletes a queue that expires, when nobody uses it for a while. Then what is declared is not there, each plan makes it again, and the stack is never in step. Let applications declare the queues that they need for some time, and give them the time by a policy for a pattern of names.',
  widespread: false,
  *check({ queues }) {
    for (const { queue, settings } of queues.values()) {
      // A definitions file is imported, and not compared with what is there.
      const isOfFile = queue.declaredAt?.includes('#/') ?? true;
      if (queue.imported === true || isOfFile || !settings.has('expires')) continue;
      yield {
        subject: queueSubject(queue),
        message: `it expires after ${String(settings.get('expires'))} ms without use, and is gone until a later deploy makes it again`,
        remedy:
          "leave 'expires' out, or let the application declare the queue and set 'expires' in a policy for its name",
      };
    }
  },
};
