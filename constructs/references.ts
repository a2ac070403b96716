import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ServerVersion } from '../model/server/server-version';
import type { ClientAccess } from '../model/access/client-url';
import type { BrokerAccess } from '../model/topology/broker-access';
import type { Deployment } from '../model/topology/deployment';
import type { QueueType } from '../model/topology/topology';
import type { RemovalPolicy } from './terraform/removal-policy';

// What constructs know of each other: data and dependencies. What can be done with an object (grants, policies, bindings)
// belongs to the object's own file, which may then import whatever does it.

/**
 * Who makes what is declared on a broker: the Terraform `provider`, over the HTTP API, or the node itself from its boot
 * `definitions`, which carry everything that RabbitMQ knows, but never change or delete an existing object.
 */
export type TopologyBy = 'provider' | 'definitions';

/** Where clients connect to a broker, with what they need to trust it. */
export interface BrokerClients extends ClientAccess {
  /**
   * The certificates of its own authorities in PEM, as Terraform's expression.
   * @default - machines trust its certificate already, or it has none
   */
  readonly caCertificate?: string;
}

/** A RabbitMQ broker on which topology is declared: a container, a cluster, or one that exists elsewhere. */
export interface BrokerRef extends IConstruct {
  /** The Terraform provider that talks to the broker's HTTP API. */
  readonly provider: TerraformProvider;
  /** What must be there before anything can be declared on the broker; empty for a broker that exists already. */
  readonly dependencies: readonly ITerraformDependable[];
  /** The version of its server, against which everything declared is validated. */
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
   * @default - unknown, so nothing is said about plugins that are missing
   */
  readonly plugins?: readonly string[];
  /**
   * What its configuration says of deprecated features, by name: whether it permits them.
   * @default - unknown: they are taken to be as the server has them
   */
  readonly permittedFeatures?: Readonly<Record<string, boolean>>;
  /**
   * The administrators that are declared on it, who may do everything in every virtual host that is declared or used.
   * @default - none: its only administrator was there before
   */
  readonly administrators?: readonly UserRef[];
  /**
   * How it is run.
   * @default - elsewhere: the rules under `broker/` do not ask
   */
  readonly deployment?: Deployment;
  /**
   * How Terraform reaches it, where it is run elsewhere.
   * @default - over a way of its own, which is safe
   */
  readonly access?: BrokerAccess;
  /**
   * Where its clients connect.
   * @default - unknown
   */
  readonly clients?: BrokerClients;
}

/** A user, declared here or not. */
export interface UserRef extends IConstruct {
  readonly userName: string;
  readonly broker: BrokerRef;
  /** What must be there before permissions are given to the user. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** A virtual host, declared here or not. */
export interface VhostRef extends IConstruct {
  readonly vhostName: string;
  readonly broker: BrokerRef;
  /** What must be there before anything can be declared in it. */
  readonly dependencies: readonly ITerraformDependable[];
  /** What becomes of the data in it, unless a queue says otherwise. */
  readonly removalPolicy: RemovalPolicy;
}

/** A queue, declared here or not. */
export interface QueueRef {
  readonly queueName: string;
  readonly queueType: QueueType;
  readonly vhost: VhostRef;
  /** What must be there before the queue is bound. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** An exchange, declared here or not. */
export interface ExchangeRef {
  /** Its name; the default exchange's is empty. */
  readonly exchangeName: string;
  /** `direct`, `fanout`, `topic`, `headers`, or the type that a plugin adds. */
  readonly exchangeType: string;
  readonly vhost: VhostRef;
  /** What must be there before the exchange is bound. */
  readonly dependencies: readonly ITerraformDependable[];
}
