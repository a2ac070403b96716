import { smallestOfBindings } from './bindings';
import { smallestOfExchanges } from './exchanges';
import { smallestOfOthers } from './others';
import { smallestOfParameters } from './parameters';
import { smallestOfPolicies } from './policies';
import { smallestOfQueues } from './queues';
import type { Smallest } from './smallest';

/** Every finding about definitions, with its smallest input. */
export const everySmallest: readonly Smallest[] = [
  ...smallestOfBindings,
  ...smallestOfExchanges,
  ...smallestOfOthers,
  ...smallestOfParameters,
  ...smallestOfPolicies,
  ...smallestOfQueues,
];
