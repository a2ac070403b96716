import type { FindingObject } from '../finding';
import type { Json } from '../topology/topology';

/** What becomes of a definitions file of an older server. */
export interface Migration {
  /** What the new server takes; absent when something is undecided. */
  readonly definitions?: Readonly<Record<string, Json>>;
  readonly changes: readonly MigrationChange[];
  /** What only people can decide. */
  readonly undecided: readonly Undecided[];
}

/** A change of one object. */
export interface MigrationChange {
  readonly object: FindingObject;
  /** What changes, as a clause: `becomes a quorum queue`. */
  readonly change: string;
  readonly reason: string;
  /** What applications must change or must know. */
  readonly applications: readonly string[];
}

/** What is not guessed. */
export interface Undecided {
  readonly object: FindingObject;
  readonly reason: string;
  readonly remedy: string;
}

/** How long a queue that was transient stays without use, in milliseconds, where nobody says: a day. */
export const DEFAULT_EXPIRES = 86_400_000;

/** What to migrate to, and what people decided. */
export interface MigrationOptions {
  /**
   * Mirrored queues that stay classic, without mirrors: by name in every virtual host, or as `VHOST/NAME` in one, which is
   * `//NAME` in the default virtual host.
   * @default - none
   */
  readonly classic?: readonly string[];
  /** After how many milliseconds without use a queue goes that was transient. */
  readonly expires: number;
}
