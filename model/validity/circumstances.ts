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

/** What is known of the cluster that a topology is for. */
export interface ClusterFacts {
  /** How many nodes it has; no group of replicas should be larger. */
  readonly nodes?: number;
  /** The plugins it has enabled; without them nothing is said to be missing. */
  readonly plugins?: readonly string[];
  /** What its configuration says of deprecated features; without it they are as the server has them. */
  readonly permittedFeatures?: PermittedFeatures;
  /**
   * How it is declared there: over the HTTP API, as the Terraform provider does, or over AMQP 0-9-1, as applications do.
   * @default 'http'
   */
  readonly declaredVia?: Exclude<DeclaredVia, 'import'>;
}

/** The circumstances of what is declared on a cluster. */
export function circumstancesOf(version: ServerVersion, facts: ClusterFacts): Circumstances {
  const { declaredVia = 'http', plugins, permittedFeatures } = facts;
  return { version, declaredVia, plugins, permittedFeatures };
}
