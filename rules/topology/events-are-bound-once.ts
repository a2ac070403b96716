import { EVENT_EXCHANGE } from '../../model/topology/event-exchange';
import { bindingSubject } from '../../model/validity/bindings';
import type { Rule } from '../rule';

/** The broker's own events go to one exchange, to which everything else is bound. */
export const eventsAreBoundOnce: Rule = {
  id: 'topology/events-are-bound-once',
  demand: `The exchange of a broker's events, '${EVENT_EXCHANGE}', has one binding.`,
  because:
    'The plugin notices that somebody listens when it finds exactly one binding after one was made. Of several that are made at the same time, as Terraform and an import make them, it may notice none, and nothing is heard until the node starts again. `EventExchange` is an exchange with that one binding, for all queues.',
  widespread: false,
  *check({ bindingsFrom }) {
    for (const [first, ...others] of bindingsFrom.values()) {
      if (first?.source !== EVENT_EXCHANGE) continue;
      for (const binding of others)
        yield {
          subject: bindingSubject({ ...binding }, binding.declaredAt ?? ''),
          message: `'${EVENT_EXCHANGE}' has several bindings, and the plugin may miss all of them`,
          remedy: "use an EventExchange: bind one exchange to it with key '#', and the queues to that exchange",
        };
    }
  },
};
