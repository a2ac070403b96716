import type { ServerVersion } from '../server/server-version';

/**
 * How a declaration reaches the broker: element by element over the HTTP API, as a definitions file, or over AMQP 0-9-1,
 * as applications declare what they need.
 */
export type Channel = 'http' | 'import' | 'amqp';

/** What a verdict depends on besides what is declared. */
export interface Circumstances {
  readonly version: ServerVersion;
  readonly channel: Channel;
  /** The plugins that the broker has; undefined when nobody knows. */
  readonly plugins?: readonly string[];
}
