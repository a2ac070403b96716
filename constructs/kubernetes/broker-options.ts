import type { Duration } from '../../model/units/duration';
import type { Password } from '../access/password';
import type { BrokerOptions } from '../broker/broker-options';
import type { RemovalPolicy } from '../terraform/removal-policy';
import type { Monitoring } from './monitoring';
import type { NetworkOptions } from './network-access';
import type { PodOptions, ResourceOptions, StorageOptions } from './pod-options';
import type { SchedulingOptions } from './scheduling';
import type { IngressOptions, ServiceOptions } from './services';
import type { KubernetesTlsOptions } from './tls-options';
import type { TopologyBy } from '../references';

/** What can be chosen about a broker in a Kubernetes cluster, wherever it is used. */
export interface KubernetesBrokerOptions extends BrokerOptions {
  /**
   * The namespace it lives in.
   * @default 'rabbitmq'
   */
  readonly namespace?: string;
  /**
   * Whether the namespace is made with the broker, under the Pod Security Standard `restricted`, and goes with it.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Its name: of the StatefulSet and of the Service that clients use. Pods are NAME-0, NAME-1 and so on, and the nodes
   * rabbit@NAME-0.NAME-nodes.NAMESPACE.svc.cluster.local; the data on the volumes belongs to those names.
   * @default 'rabbitmq'
   */
  readonly brokerName?: string;
  /**
   * The domain of the Kubernetes cluster's own names, which is part of the nodes' names.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * How many nodes: an odd number, so that a majority is left when the network splits.
   * @default 3
   */
  readonly replicas?: number;
  /**
   * The name of an existing Secret with the administrator's `username`, which is `adminUser`, and `password`.
   * @default - one is made, with a password that Terraform generates
   */
  readonly adminSecretName?: string;
  /**
   * The administrator's password, from a sensitive variable; it must be given where the Secret exists already.
   * @default - one that Terraform generates
   */
  readonly adminPassword?: Password;
  /**
   * The name of an existing Secret with the `cookie` that the nodes share.
   * @default - one is made, with a cookie that Terraform generates
   */
  readonly cookieSecretName?: string;
  /**
   * What each node may use of a machine.
   * @default - { cpuRequest: '500m', cpuLimit: '2', memory: Size.gibibytes(2) }
   */
  readonly resources?: ResourceOptions;
  /**
   * The volume of each node.
   * @default - { size: Size.gibibytes(10) } of the default storage class
   */
  readonly storage?: StorageOptions;
  /**
   * How clients reach it.
   * @default - from within the Kubernetes cluster
   */
  readonly service?: ServiceOptions;
  /**
   * TLS for clients, management and metrics, and for the nodes among themselves.
   * @default - no TLS
   */
  readonly tls?: KubernetesTlsOptions;
  /**
   * Who may connect, or `open`: everybody, and no NetworkPolicy is made.
   * @default - every pod of the broker's namespace
   */
  readonly network?: NetworkOptions | 'open';
  /**
   * The way to the management UI by a host name.
   * @default - none
   */
  readonly ingress?: IngressOptions;
  /**
   * How Prometheus finds the metrics.
   * @default 'annotations'
   */
  readonly monitoring?: Monitoring;
  /**
   * Where the pods may run.
   * @default - apart from each other where possible, over machines and zones
   */
  readonly scheduling?: SchedulingOptions;
  /**
   * How long a terminating pod waits until no queue would lose its majority without it; then it goes whatever is lost.
   * A pod has a minute more to hand over and to stop.
   * @default Duration.seconds(60)
   */
  readonly quorumWait?: Duration;
  /**
   * How long a node may take to boot, with all its recovery, before it is killed and begins again.
   * @default Duration.minutes(30)
   */
  readonly startupLimit?: Duration;
  /**
   * Whatever a pod needs that no other prop gives.
   * @default - nothing
   */
  readonly pod?: PodOptions;
  /**
   * Who makes what is declared on it: the Terraform `provider`, over the HTTP API at `endpoint`, or the nodes from a Secret
   * with `definitions` when they boot, and a Job when those change.
   * @default - 'provider' when `endpoint` is given, else 'definitions'
   */
  readonly topologyBy?: TopologyBy;
  /**
   * Where Terraform reaches the HTTP API: `http://node.example.com:31672`, `https://rabbitmq.example.com`.
   * @default - the Service, which only answers within the Kubernetes cluster
   */
  readonly endpoint?: string;
  /**
   * Whether a plan may destroy the namespace, the StatefulSet and its claims, virtual hosts and queues.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}
