import { fragment, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** From where: exactly one of the three. */
export type FederateOptions =
  | { readonly upstream: string }
  | {
      /** `all` is the set of all upstreams of the virtual host. */
      readonly upstreamSet: string;
    }
  | {
      /** A PCRE pattern on the names of upstreams. */
      readonly upstreamPattern: string;
    };

/**
 * Exchanges, or classic and quorum queues, take messages from other brokers; needs the plugin `rabbitmq_federation`.
 * @see https://www.rabbitmq.com/docs/federation
 */
export function federate(from: FederateOptions): Fragment {
  checkCall('federate', [from]);
  return fragment('federate', {
    'federation-upstream': 'upstream' in from ? from.upstream : undefined,
    'federation-upstream-set': 'upstreamSet' in from ? from.upstreamSet : undefined,
    'federation-upstream-pattern': 'upstreamPattern' in from ? from.upstreamPattern : undefined,
  });
}
