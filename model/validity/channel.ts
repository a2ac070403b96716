import type { ServerVersion } from '../server-version';

/** How a declaration reaches the broker: element by element over the HTTP API, or as a definitions file. */
export type Channel = 'http' | 'import';

/** What a verdict depends on besides what is declared. */
export interface Circumstances {
  readonly version: ServerVersion;
  readonly channel: Channel;
  /** The plugins that the broker has; undefined when nobody knows. */
  readonly plugins?: readonly string[];
}
