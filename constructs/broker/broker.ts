import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Deployment } from '../../model/topology/deployment';
import type { ServerVersion } from '../../model/server/server-version';
import type { IUser } from '../access/user';
import type { RemovalPolicy } from '../terraform/removal-policy';
import type { TopologyBy } from '../terraform/topology-by';

/** A RabbitMQ broker on which topology is declared: a container, a cluster, or one that exists elsewhere. */
export interface IBroker extends IConstruct {
  /** The Terraform provider that talks to the broker's HTTP API. */
  readonly provider: TerraformProvider;
  /** What must be there before anything can be declared on the broker; empty for a broker that exists already. */
  readonly dependencies: readonly ITerraformDependable[];
  /** The version of its server, by which everything declared is judged. */
  readonly serverVersion: ServerVersion;
  /** How many nodes it has. */
  readonly nodeCount: number;
  /**
   * How many members it gives each quorum queue in the course of time, where it has as many nodes.
   * @default - those that a queue is declared with, 3 unless it says otherwise
   */
  readonly quorumGroupSize?: number;
  /** What becomes of the data of everything declared on it, unless that says otherwise. */
  readonly removalPolicy: RemovalPolicy;
  /**
   * Who makes what is declared on it.
   * @default 'provider'
   */
  readonly topologyBy?: TopologyBy;
  /**
   * The plugins it has enabled.
   * @default - nobody knows, so nothing is said about plugins that are missing
   */
  readonly plugins?: readonly string[];
  /**
   * The administrators that are declared on it, who may do everything in every virtual host that is declared or used.
   * @default - none: its only administrator was there before
   */
  readonly administrators?: readonly IUser[];
  /**
   * How it is run.
   * @default - elsewhere: the rules under `broker/` do not ask
   */
  readonly deployment?: Deployment;
}
