import type { PolicyDefinition } from '../topology/topology';

/** A policy that was composed from fragments. */
export interface ComposedPolicy extends PolicyDefinition {
  /** The names of those that must be made or changed before it, since they may take over objects from it. */
  readonly after: readonly string[];
}
