import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import type { ITerraformDependable, TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../model/topology/deployment';
import type { ServerVersion } from '../../model/server/server-version';
import { Administrators } from '../access/administrators';
import type { Password } from '../access/password';
import { declareBootDefaults } from '../broker/boot-defaults';
import { quorumGroupSizeOf } from '../../model/server/cluster-sizing';
import { httpApiProvider } from '../terraform/http-api-provider';
import { serverVersionOf } from '../broker/image-version';
import { isByDefinitions } from '../terraform/topology-by';
import { DEFAULT_IMAGE } from '../docker/docker-broker';
import { lifecycleOf, type RemovalPolicy } from '../terraform/removal-policy';
import { refuse } from '../terraform/validation-error';
import { addressesOf } from '../terraform/address';
import { answeredFindings } from './answered-findings';
import { brokerFaults } from './broker-faults';
import type { KubernetesBrokerOptions } from './broker-options';
import { brokerPlan, type BrokerPlan } from './broker-plan';
import { configurationAnnotations, configurationObjects } from './configuration';
import { administratorSecret, cookieSecret } from './credentials';
import { definitionsImport, definitionsSecret } from './definitions';
import { keepsNodes } from './deployed';
import { generatedCertificate } from './generated-certificate';
import type { KubernetesCluster } from './kubernetes-cluster';
import { networkPolicy } from './network-access';
import { podTemplate } from './pod';
import { plainTextBeyondCluster } from './plain-text';
import { quantity } from './pod-options';
import { prometheusOperatorObjects } from './prometheus-operator';
import { serviceAccount } from './service-account';
import { clientService, managementIngress, nodesService } from './services';
import type { BrokerRef, TopologyBy, UserRef } from '../references';

export interface KubernetesBrokerProps extends KubernetesBrokerOptions {
  /** The Kubernetes cluster that runs it. */
  readonly cluster: KubernetesCluster;
}

/**
 * A broker in a Kubernetes cluster: a StatefulSet whose nodes find each other, with all that surrounds it. No pod goes before
 * its peers can do without it, nothing runs as root, and what is taken down by accident keeps its data.
 */
export class KubernetesBroker extends Construct implements BrokerRef {
  readonly provider: TerraformProvider;
  readonly serverVersion: ServerVersion;
  readonly nodeCount: number;
  readonly quorumGroupSize: number | undefined;
  readonly removalPolicy: RemovalPolicy;
  readonly topologyBy: TopologyBy;
  readonly plugins: readonly string[];
  readonly deployment: Deployment;
  readonly namespace: string;
  readonly brokerName: string;
  /** As whom Terraform logs in. */
  readonly adminUser: string;
  /** The administrator's password, as the Terraform expression that stands for it. */
  readonly adminPassword: Password;
  readonly administrators: readonly UserRef[];
  /** Where AMQP clients within the Kubernetes cluster connect: `amqp://HOST:PORT`, or `amqps`. */
  readonly amqpUrl: string;
  /** The management UI and HTTP API: the given endpoint, or the Service. */
  readonly managementUrl: string;
  private readonly waitsFor: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: KubernetesBrokerProps) {
    super(scope, id);
    const { cluster, image = DEFAULT_IMAGE } = props;
    this.serverVersion = serverVersionOf(this, image, props.serverVersion);
    const plan = brokerPlan(props, image, this.serverVersion);
    refuse(this, brokerFaults(plan, this.serverVersion));
    const { names, listeners } = plan;
    const [amqp] = listeners.clients;
    const host = `${names.broker}.${names.namespace}.svc`;
    this.nodeCount = plan.replicas;
    this.quorumGroupSize = quorumGroupSizeOf(plan.conf);
    this.removalPolicy = plan.removalPolicy;
    this.topologyBy = plan.topologyBy;
    this.plugins = plan.plugins;
    this.namespace = names.namespace;
    this.brokerName = names.broker;
    this.amqpUrl = `${amqp.isTls ? 'amqps' : 'amqp'}://${host}:${amqp.port}`;
    this.managementUrl =
      props.endpoint ?? `${listeners.management.isTls ? 'https' : 'http'}://${host}:${listeners.management.port}`;
    const administrators = new Administrators(this, {
      userName: props.adminUser ?? 'admin',
      password: props.adminPassword,
      rotation: props.adminRotation,
    });
    this.adminUser = administrators.acting.userName;
    this.adminPassword = administrators.acting.password;
    this.deployment = { image, adminUser: this.adminUser, plainText: plainTextBeyondCluster(plan) };
    const namespace = props.createNamespace === false ? [] : [createNamespace(this, cluster, plan)];
    const surroundings = createSurroundings(this, cluster, plan, this.adminUser, this.adminPassword);
    for (const resource of surroundings) resource.dependsOn = addressesOf(namespace);
    const statefulSet = createStatefulSet(this, cluster, plan);
    statefulSet.dependsOn = addressesOf([...namespace, ...surroundings]);
    this.waitsFor.push(statefulSet);
    if (isByDefinitions(this)) this.importDefinitions(cluster, plan, namespace, statefulSet);
    if (typeof props.monitoring === 'object') {
      const watchers = prometheusOperatorObjects(this, cluster, plan, props.monitoring);
      for (const resource of watchers) resource.dependsOn = addressesOf(namespace);
    }
    this.provider = httpApiProvider(this, {
      endpoint: this.managementUrl,
      username: this.adminUser,
      password: this.adminPassword.value,
    });
    this.administrators = administrators.declare(({ dependencies }) => this.waitsFor.push(...dependencies));
  }

  /** What must be there before anything is declared on it, and goes after it. */
  get dependencies(): readonly ITerraformDependable[] {
    return [...this.waitsFor];
  }

  /** Has the nodes make what is declared: at their first boot, and by a Job whenever it changes. */
  private importDefinitions(
    cluster: KubernetesCluster,
    plan: BrokerPlan,
    namespace: readonly TerraformResource[],
    statefulSet: StatefulSetV1,
  ): void {
    declareBootDefaults(this, this.adminUser, this.adminPassword);
    const definitions = definitionsSecret(this, cluster, plan);
    definitions.dependsOn = addressesOf(namespace);
    statefulSet.dependsOn = [...(statefulSet.dependsOn ?? []), ...addressesOf([definitions])];
    for (const resource of definitionsImport(this, cluster, plan, definitions)) {
      resource.dependsOn = addressesOf([statefulSet]);
    }
  }
}

/** The namespace, in which Kubernetes itself refuses pods that are not as restricted as the broker's. */
function createNamespace(
  scope: Construct,
  cluster: KubernetesCluster,
  { names, removalPolicy }: BrokerPlan,
): NamespaceV1 {
  return new NamespaceV1(scope, 'Namespace', {
    metadata: {
      name: names.namespace,
      labels: { ...names.labels, 'pod-security.kubernetes.io/enforce': 'restricted' },
    },
    provider: cluster.provider,
    lifecycle: lifecycleOf(removalPolicy),
  });
}

/** Everything that must be there before the first pod starts. */
function createSurroundings(
  scope: Construct,
  cluster: KubernetesCluster,
  plan: BrokerPlan,
  adminUser: string,
  adminPassword: Password,
): readonly TerraformResource[] {
  const { names, listeners, asksKubernetes, options } = plan;
  const { tls, ingress, network = {}, service = {} } = options;
  return [
    ...serviceAccount(scope, cluster, names, asksKubernetes),
    ...configurationObjects(scope, cluster, plan),
    ...(options.cookieSecretName === undefined ? [cookieSecret(scope, cluster, names)] : []),
    ...(options.adminSecretName === undefined
      ? [administratorSecret(scope, cluster, names, adminUser, adminPassword)]
      : []),
    ...(tls !== undefined && tls.secretName === undefined
      ? [generatedCertificate(scope, cluster, names, tls.hostNames ?? [])]
      : []),
    nodesService(scope, cluster, names),
    clientService(scope, cluster, names, listeners, service),
    ...(ingress === undefined ? [] : [managementIngress(scope, cluster, names, listeners, ingress)]),
    ...(network === 'open' ? [] : [networkPolicy(scope, cluster, names, listeners, network)]),
    // Two pods at once may be the majority of a queue that has members on three of five nodes. One has no budget: a single
    // node could never be moved.
    ...(plan.replicas > 1 ? [disruptionBudget(scope, cluster, plan)] : []),
  ];
}

function disruptionBudget(scope: Construct, cluster: KubernetesCluster, { names }: BrokerPlan): PodDisruptionBudgetV1 {
  return new PodDisruptionBudgetV1(scope, 'DisruptionBudget', {
    metadata: {
      name: names.broker,
      namespace: names.namespace,
      labels: names.labels,
      annotations: answeredFindings('pdb-unhealthy-pod-eviction-policy'),
    },
    spec: { maxUnavailable: '1', selector: { matchLabels: names.selector } },
    provider: cluster.provider,
  });
}

function createStatefulSet(scope: Construct, cluster: KubernetesCluster, plan: BrokerPlan): StatefulSetV1 {
  const { names, replicas, claim, whenDeleted, removalPolicy, options } = plan;
  const findings = answeredFindings(
    'CKV_K8S_8',
    'CKV_K8S_15',
    'CKV_K8S_40',
    'CKV_K8S_43',
    ...(plan.asksKubernetes ? (['CKV_K8S_38'] as const) : []),
  );
  return new StatefulSetV1(scope, 'Default', {
    metadata: { name: names.broker, namespace: names.namespace, labels: names.labels, annotations: findings },
    spec: {
      serviceName: names.nodes,
      replicas: String(replicas),
      // One after the other, the first node of a cluster that stopped as a whole would wait for peers that never start.
      podManagementPolicy: 'Parallel',
      updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
      selector: { matchLabels: names.selector },
      template: podTemplate(plan, configurationAnnotations(scope, plan)),
      // What is scaled away stays: a node that comes back wants its data.
      persistentVolumeClaimRetentionPolicy: [{ whenDeleted, whenScaled: 'Retain' }],
      volumeClaimTemplate: [
        {
          // The provider would write `default` otherwise, which the claims' real namespace overrules.
          metadata: { name: 'data', namespace: names.namespace, labels: names.selector },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: options.storage?.storageClassName,
            resources: { requests: { storage: quantity(claim) } },
          },
        },
      ],
    },
    waitForRollout: true,
    provider: cluster.provider,
    lifecycle: { ...lifecycleOf(removalPolicy), ...keepsNodes(scope, cluster, names, replicas, claim) },
  });
}
