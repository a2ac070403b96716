import { toBeAcceptedBy } from './to-be-accepted-by';
import { toBeReachable } from './to-be-reachable';
import { toDeadLetterTo } from './to-dead-letter-to';
import { toGrantOnly } from './to-grant-only';
import { toHaveEffectivePolicy } from './to-have-effective-policy';
import { toPassRules } from './to-pass-rules';
import { toRoute } from './to-route';

/** All matchers, for `expect.extend`. */
export const matchers = {
  toRoute,
  toDeadLetterTo,
  toBeReachable,
  toGrantOnly,
  toHaveEffectivePolicy,
  toPassRules,
  toBeAcceptedBy,
};
