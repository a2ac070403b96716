import type { PermittedFeatures } from '../server/permitted-features';
import type { ClientAccess } from '../access/client-url';
import type { BrokerAccess } from './broker-access';
import type { MonitoredAt } from '../monitoring/monitored';
import type { Deployment } from './deployment';
import type { Topology } from './topology';

/** What a stack declares on one broker, as plain data without secrets. */
export interface DeclaredOnBroker {
  /** The construct path of the broker. */
  readonly broker: string;
  /** `4.2` or `4.0.5`. */
  readonly serverVersion: string;
  readonly nodeCount: number;
  /** The plugins that it has enabled; absent where nobody knows. */
  readonly plugins?: readonly string[];
  /** What its configuration says of deprecated features; absent where nobody knows, or it says nothing. */
  readonly permittedFeatures?: PermittedFeatures;
  /** How it is run; absent for one that exists elsewhere. */
  readonly deployment?: Deployment;
  /** How Terraform reaches it; absent for one that is run by what is declared. */
  readonly access?: BrokerAccess;
  /** Where its clients connect; absent where nobody knows. */
  readonly clients?: ClientAccess;
  readonly topology: Topology;
  /** How what is declared is monitored; absent where nobody says. */
  readonly monitored?: readonly MonitoredAt[];
}

/** The file beside a synthesized stack that holds a list of them, for commands that are no part of the app. */
export const TOPOLOGY_FILE = 'topology.json';
