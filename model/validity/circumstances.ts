import type { PermittedFeatures } from '../server/permitted-features';
import type { ServerVersion } from '../server/server-version';

/**
 * How a declaration reaches the broker: element by element over the HTTP API, as a definitions file, or over AMQP 0-9-1,
 * as applications declare what they need.
 */
export type DeclaredVia = 'http' | 'import' | 'amqp';

/** What a verdict depends on besides what is declared. */
export interface Circumstances {
  readonly version: ServerVersion;
  readonly declaredVia: DeclaredVia;
  /** The virtual host into which a file of a single one is imported: it must be there already. */
  readonly into?: string;
  /** The version of the server that exported the file that is imported, as it says. */
  readonly exportedBy?: string;
  /** The plugins that the broker has; undefined when nobody knows. */
  readonly plugins?: readonly string[];
  /** What the broker's configuration says of deprecated features; undefined when nobody knows. */
  readonly permittedFeatures?: PermittedFeatures;
}
