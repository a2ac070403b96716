import type { Finding } from '../finding';
import type { ServerVersion } from '../server/server-version';
import type { Topology, VhostDefinition } from '../topology/topology';
import type { SharedDefinitions } from './shared-definitions';
import type { Taken } from './take';

/** How the files of an app call each other. */
export interface VhostNames {
  /** The class of the virtual host: `Shop`. */
  readonly className: string;
  /** The properties of the users: `worker`, by user. */
  readonly users: ReadonlyMap<string, string>;
  /** A variable of Terraform for a URI with credentials. */
  variable(of: string, description: string): string;
}

/** What a virtual host's file is written of. */
export interface VhostContent {
  readonly vhost: VhostDefinition;
  /** Whether it is declared, and not only referred to. */
  readonly isDeclared: boolean;
  /** What is declared in it, and nothing else. */
  readonly topology: Topology;
  /** What exists, in any virtual host, and is only referred to. */
  readonly referred: Taken['referred'];
  readonly version: ServerVersion;
  /** What is said of elements beside: by where they were declared. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Definitions that several policies share. */
  readonly shared: SharedDefinitions;
}
