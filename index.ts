export { Credentials, type CredentialsOptions } from './constructs/access/credentials';
export { AmqpUri, type AmqpAddress } from './constructs/access/amqp-uri';
export { can } from './constructs/access/can';
export type { ExchangeGrants } from './constructs/access/exchange-grants';
export { Password } from './constructs/access/password';
export { Permissions, type PermissionPatterns, type PermissionsProps } from './constructs/access/permissions';
export type { QueueGrants } from './constructs/access/queue-grants';
export {
  TopicPermissions,
  type TopicPermissionPatterns,
  type TopicPermissionsProps,
} from './constructs/access/topic-permissions';
export { RotatingUser, type RotatingUserProps } from './constructs/access/rotating-user';
export { User, type UserProps, type UserTag } from './constructs/access/user';
export type { DeclareQueuesOptions, StartingWith, VhostGrants } from './constructs/access/vhost-grants';
export type { BrokerOptions } from './constructs/broker/broker-options';
export {
  CertificateAuthority,
  type Certificate,
  type CertificateAuthorityProps,
  type ServerNames,
} from './constructs/broker/certificate-authority';
export { GlobalParameter, type GlobalParameterProps } from './constructs/broker/global-parameter';
export type { ProvisionedBroker, BrokerDifferences, BrokerPlan } from './constructs/broker/provisioned-broker';
export { RemoteBroker, type RemoteBrokerProps } from './constructs/broker/remote-broker';
export type { PlainListener, TlsOptions } from './constructs/broker/tls';
export { acknowledge } from './constructs/declared/acknowledge';
export { monitor, type KeptObjective, type MonitorOptions, type WaitObjective } from './constructs/declared/monitor';
export { topologyOf } from './constructs/declared/declaration';
export { enforce } from './constructs/declared/enforce';
export { DockerBackup, type DockerBackupProps } from './constructs/docker/docker-backup';
export { DockerBroker, type DockerBrokerOptions, type DockerBrokerProps } from './constructs/docker/docker-broker';
export { DockerCluster, type DockerClusterProps } from './constructs/docker/docker-cluster';
export type { DockerClusterOptions } from './constructs/docker/docker-cluster-options';
export { DockerEngine, type DockerEngineProps } from './constructs/docker/docker-engine';
export type { DockerNode, DockerNodeProps, UploadedFile } from './constructs/docker/docker-node';
export type { DockerOptions } from './constructs/docker/docker-options';
export type { BalancedNodes } from './constructs/docker/haproxy-conf';
export type { LoadBalancer, BalancerPorts, LoadBalancerProps } from './constructs/docker/load-balancer';
export type { CertificateFiles, DockerTlsOptions } from './constructs/docker/node-certificates';
export type { NodePorts } from './constructs/docker/node-ports';
export type { KubernetesBrokerOptions } from './constructs/kubernetes/broker-options';
export { KubernetesBackup, type KubernetesBackupProps } from './constructs/kubernetes/kubernetes-backup';
export { KubernetesBroker, type KubernetesBrokerProps } from './constructs/kubernetes/kubernetes-broker';
export { CredentialsSecret, type CredentialsSecretProps } from './constructs/kubernetes/credentials-secret';
export { KubernetesCluster, type KubernetesClusterProps } from './constructs/kubernetes/kubernetes-cluster';
export type { Monitoring, PrometheusOperatorOptions } from './constructs/kubernetes/monitoring';
export type { NetworkOptions, NetworkPeer } from './constructs/kubernetes/network-access';
export type { PodOptions, ResourceOptions, StorageOptions } from './constructs/kubernetes/pod-options';
export type { SchedulingOptions, Separation } from './constructs/kubernetes/scheduling';
export type { IngressOptions, ServiceOptions } from './constructs/kubernetes/services';
export type { KubernetesTlsOptions } from './constructs/kubernetes/tls-options';
export type { ReceiverOptions, OwnerReceiverOptions, EmailOptions } from './constructs/monitoring/receiver-options';
export { GrafanaDashboards, type GrafanaDashboardsProps } from './constructs/monitoring/grafana-dashboards';
export type { RemoteWriteOptions } from './constructs/monitoring/prometheus';
export type { Watchable, IContainerBroker, RemoteTargets } from './constructs/monitoring/scraped-broker';
export type {
  BrokerClients,
  BrokerRef,
  ExchangeRef,
  QueueRef,
  TopologyBy,
  UserRef,
  VhostRef,
} from './constructs/references';
export { forgetResource } from './constructs/terraform/forget-resource';
export type { HttpApi } from './constructs/terraform/http-api-provider';
export { importExisting } from './constructs/terraform/import-existing';
export { movedFrom } from './constructs/terraform/moved-from';
export type { RemovalPolicy } from './constructs/terraform/removal-policy';
export {
  keepStates,
  StateBackend,
  type StateBackendSettings,
  type StateBackendType,
} from './constructs/terraform/state-backend';
export { ValidationError } from './model/validation-error';
export { Binding, type BindingOptions, type BindingProps, type HeadersMatch } from './constructs/topology/binding';
export {
  ConsistentHashExchange,
  type ConsistentHashExchangeProps,
} from './constructs/topology/exchanges/consistent-hash-exchange';
export {
  DelayedMessageExchange,
  type DelayedMessageExchangeProps,
} from './constructs/topology/exchanges/delayed-message-exchange';
export { DirectExchange } from './constructs/topology/exchanges/direct-exchange';
export { EventExchange } from './constructs/topology/exchanges/event-exchange';
export {
  defaultExchange,
  Exchange,
  type ExchangeKind,
  type ExchangeProps,
  type IExchange,
} from './constructs/topology/exchanges/exchange';
export { FanoutExchange } from './constructs/topology/exchanges/fanout-exchange';
export { HeadersExchange } from './constructs/topology/exchanges/headers-exchange';
export { LocalRandomExchange } from './constructs/topology/exchanges/local-random-exchange';
export { PluginExchange, type PluginExchangeProps } from './constructs/topology/exchanges/plugin-exchange';
export { RandomExchange } from './constructs/topology/exchanges/random-exchange';
export {
  RecentHistoryExchange,
  type RecentHistoryExchangeProps,
} from './constructs/topology/exchanges/recent-history-exchange';
export { TopicExchange } from './constructs/topology/exchanges/topic-exchange';
export {
  FederationUpstream,
  type FederationUpstreamProps,
  type LinkAckMode,
} from './constructs/topology/links/federation-upstream';
export { Shovel, type ShovelProps } from './constructs/topology/links/shovel';
export type { ShovelDestination, ShovelSource, ShovelEnd } from './constructs/topology/links/shovel-end';
export { Parameter, type ParameterProps } from './constructs/topology/parameter';
export { BrokerPolicy, type BrokerPolicyProps } from './constructs/topology/policies/broker-policy';
export { effectivePolicy } from './constructs/topology/policies/effective-policy';
export {
  OperatorPolicy,
  type OperatorPolicyProps,
  type OperatorPolicySettings,
} from './constructs/topology/policies/operator-policy';
export type {
  CommonQueueSettings,
  DeadLetterStrategy,
  ExchangeSettings,
  MessageQueueSettings,
  Overflow,
  PolicySettings,
  QueueLeaderLocator,
  QuorumOverflow,
  QuorumQueueSettings,
  StreamSettings,
} from './constructs/topology/policies/policy-settings';
export type { ApplyOptions, FragmentTargets, VhostPolicies } from './constructs/topology/policies/vhost-policies';
export { ClassicQueue, type ClassicQueueProps } from './constructs/topology/queues/classic-queue';
export { DelayedRetry, type DelayedRetryProps } from './constructs/topology/queues/delayed-retry';
export { Queue, type IQueue, type QueueKind, type QueueProps } from './constructs/topology/queues/queue';
export { QuorumQueue, type QuorumQueueProps } from './constructs/topology/queues/quorum-queue';
export { RequestReply, type RequestReplyProps } from './constructs/topology/queues/request-reply';
export { StreamQueue, type StreamQueueProps } from './constructs/topology/queues/stream-queue';
export { SuperStream, type SuperStreamProps } from './constructs/topology/queues/super-stream';
export { Vhost, type IVhost, type VhostProps } from './constructs/topology/vhost';
export type { Answer } from './model/access/can';
export type { Need, Attempt, Action } from './model/access/permission-need';
export type { TopologyIndex, IndexedExchange, IndexedQueue } from './model/analysis/topology-index';
export { definitionsOf, type DefinitionsFile, type Omission } from './model/definitions/definitions-writer';
export type { Subject, FindingObject } from './model/finding';
export type { JsonFloat, JsonPath } from './model/json/json-text';
export type { AddedAlert, AlertChange, AlertSettings, QueueAlerts } from './model/monitoring/alerts/alert-settings';
export type { Severity } from './model/monitoring/alerts/alert';
export type { MonitoringFileOptions } from './model/monitoring/monitoring-file-options';
export type { TeamEmail, TeamReceiver } from './model/monitoring/team-receivers';
export type { CertificateProbe } from './model/monitoring/prometheus-config';
export type { EffectivePolicy } from './model/policies/effective-policy';
export type { Fragment } from './model/policies/fragment';
export type { ClusterSizing } from './model/server/cluster-sizing';
export type { ConfSettings } from './model/server/conf-schema/settings';
export type { EncryptedListeners, Listeners } from './model/server/listeners';
export type { NodePlan } from './model/server/node-plan';
export type { RabbitmqConf } from './model/server/rabbitmq-conf';
export type { SecretValue } from './model/server/rabbitmq-conf-kinds';
export { parseServerVersion, type ServerVersion } from './model/server/server-version';
export type { ClientAccess, ClientScheme } from './model/access/client-url';
export type { AccessedBroker, BrokerAccess } from './model/topology/broker-access';
export type { DeployedBroker, Deployment } from './model/topology/deployment';
export type {
  ApplyTo,
  Arguments,
  ArgumentTable,
  ArgumentValue,
  BindingDefinition,
  Declared,
  ExchangeDefinition,
  GlobalParameterDefinition,
  Json,
  ParameterDefinition,
  PermissionDefinition,
  PolicyDefinition,
  QueueDefinition,
  QueueType,
  TopicPermissionDefinition,
  Topology,
  UserDefinition,
  VhostDefinition,
} from './model/topology/topology';
export { Duration } from './model/units/duration';
export { Size } from './model/units/size';
export { production, recommended } from './rules/packs';
export type { Rule, Violation } from './rules/rule';
export { ClusterStack, type ClusterStackProps } from './stacks/cluster';
export { KubernetesStack, type KubernetesStackProps } from './stacks/kubernetes';
export {
  MonitoringStack,
  type MonitoringOptions,
  type MonitoringPorts,
  type MonitoringStackProps,
} from './stacks/monitoring';
export { SingleNodeStack, type SingleNodeStackProps } from './stacks/single-node';
