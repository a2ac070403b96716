import type { ServerVersion } from '../server/server-version';

/** What is known of the broker beside its definitions. */
export interface KnownOfBroker {
  /** By which everything declared is judged. */
  readonly version: ServerVersion;
  /** The queues that the broker keeps without `x-queue-type`, which definitions may not tell. */
  readonly isUntyped?: (vhost: string, name: string) => boolean;
}
