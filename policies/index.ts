export {
  compose,
  composePolicies,
  CompositionError,
  type Composition,
  type CompositionOptions,
} from '../model/policies/composition';
export type { ComposedPolicy } from '../model/policies/composed-policy';
export { fragment, type AppliedFragment, type Fragment, type FragmentTarget } from '../model/policies/fragment';
export { alternate, type AlternateOptions } from './alternate';
export { deadLetter, type DeadLetterOptions } from './dead-letter';
export { expiry, type ExpiryOptions } from './expiry';
export { federate, type FederateOptions } from './federate';
export { limits, type LimitsOptions } from './limits';
export { quorumDefaults, type QuorumDefaultsOptions } from './quorum-defaults';
export { redelivery, type RedeliveryOptions } from './redelivery';
export { retention, type RetentionOptions } from './retention';
