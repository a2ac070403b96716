import type { BindingDefinition } from '../topology/topology';

/** Where a message goes that is published, or dead-lettered, to an exchange. */
export interface Route {
  /**
   * The queues that get it, by name, sorted: where an exchange chooses one by hash or at random, all that it may choose.
   */
  readonly queues: readonly string[];
  /** Those of them that get it whatever is chosen. */
  readonly certain: readonly string[];
  /** The ways that it takes, from the exchange on: each after the one that leads to it. */
  readonly path: readonly Hop[];
  /**
   * Whether no queue gets it, so that a publisher who says `mandatory` has it returned, and another loses it. Undefined when
   * that hangs on a choice, or can't be told.
   */
  readonly unroutable?: boolean;
  /** Why the broker refuses a publisher, instead of routing: there is no such exchange, or it is internal. */
  readonly refused?: string;
  /** What could not be determined, and what is lost on the way; empty when all is known and goes on. */
  readonly remarks: readonly string[];
}

/** One step of a message: from an exchange to a queue or another exchange. */
export interface Hop {
  readonly from: string;
  readonly to: HopTarget;
  /**
   * What leads there: a binding, the alternate exchange of one that has no binding for it, or, from the default exchange, the
   * name of the queue.
   */
  readonly by: 'binding' | 'alternate' | 'queue name';
  /** The binding, where it is one. */
  readonly binding?: BindingDefinition;
  /**
   * Whether a message that comes to `from` takes it: `certain`; `chosen` when the exchange chooses one of several, by hash or at
   * random; `unknown` when it can't be told from what is known of the message, or of the exchange.
   */
  readonly certainty: 'certain' | 'chosen' | 'unknown';
}

/** What a step leads to. */
export interface HopTarget {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
}
