import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import type { TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Password } from '../access/password';
import type { CertificateAuthority } from '../broker/certificate-authority';
import { ProvisionedBroker } from '../broker/provisioned-broker';
import type { BrokerClients, UserRef } from '../references';
import { addressesOf } from '../terraform/address';
import { lifecycleOf } from '../terraform/removal-policy';
import { isByDefinitions } from '../terraform/topology-by';
import { answeredFindings } from './answered-findings';
import type { KubernetesBrokerOptions } from './broker-options';
import type { KubernetesBrokerPlan } from './broker-plan';
import { kubernetesBrokerPlan } from './resolve-plan';
import { configurationAnnotations, configurationObjects } from './configuration';
import { administratorSecret, cookieSecret } from './credentials';
import { definitionsImport, definitionsSecret } from './definitions';
import { keepsNodes } from './deployed';
import { generatedCertificate } from './generated-certificate';
import type { KubernetesCluster } from './kubernetes-cluster';
import { networkPolicy } from './network-access';
import { podTemplate } from './pod';
import { quantity } from './pod-options';
import { prometheusOperatorObjects } from './prometheus-operator';
import { serviceAccount } from './service-account';
import { clientService, managementIngress, nodesService } from './services';
import { checkProps } from '../props/check-props';

export interface KubernetesBrokerProps extends KubernetesBrokerOptions {
  /** The Kubernetes cluster that runs it. */
  readonly cluster: KubernetesCluster;
}

/**
 * A broker in a Kubernetes cluster: a StatefulSet whose nodes find each other, with all that surrounds it. No pod goes before
 * its peers can do without it, nothing runs as root, and what is taken down by accident keeps its data.
 */
export class KubernetesBroker extends ProvisionedBroker {
  readonly provider: TerraformProvider;
  readonly administrators: readonly UserRef[];
  readonly clients: BrokerClients;
  readonly namespace: string;
  readonly brokerName: string;
  /** Where AMQP clients within the Kubernetes cluster connect: `amqp://HOST:PORT`, or `amqps`. */
  readonly amqpUrl: string;
  /** The management UI and HTTP API: the given endpoint, or the Service. */
  readonly managementUrl: string;
  /** The authority that signed the nodes' certificate, and can sign clients'; undefined without TLS, or with a Secret given. */
  readonly authority: CertificateAuthority | undefined;

  constructor(scope: Construct, id: string, props: KubernetesBrokerProps) {
    checkProps(scope, id, 'KubernetesBrokerProps', props);
    const { adminPassword } = props;
    let plan!: KubernetesBrokerPlan;
    super(scope, id, props, (image, version) => (plan = kubernetesBrokerPlan(props, image, version)), {
      memoryProp: 'resources.memory',
      ...(adminPassword === undefined ? {} : { adminPassword }),
    });
    const { cluster } = props;
    const { names, listeners, tls } = plan;
    const { management } = listeners;
    const [amqp] = listeners.clients;
    const host = `${names.broker}.${names.namespace}.svc`;
    this.namespace = names.namespace;
    this.brokerName = names.broker;
    this.amqpUrl = `${amqp?.isTls === true ? 'amqps' : 'amqp'}://${host}:${amqp?.port}`;
    this.managementUrl = props.endpoint ?? `${management.isTls ? 'https' : 'http'}://${host}:${management.port}`;
    const namespace = props.createNamespace === false ? [] : [createNamespace(this, cluster, plan)];
    const certificate =
      tls !== undefined && tls.secretName === undefined ? generatedCertificate(this, cluster, plan) : undefined;
    this.authority = certificate?.authority;
    const caCertificate = this.authority?.certificatePem;
    this.clients = {
      urls: listeners.clients.map(({ name, port, isTls }) => `${schemeOf(name, isTls)}://${host}:${port}`),
      hasOwnAuthority: tls !== undefined,
      verifiesClients: tls?.verifyClients === true,
      ...(caCertificate === undefined ? {} : { caCertificate }),
    };
    const surroundings = [
      ...createSurroundings(this, cluster, plan, this.adminUser, this.adminPassword),
      ...(certificate === undefined ? [] : [certificate.secret]),
    ];
    for (const resource of surroundings) resource.dependsOn = addressesOf(namespace);
    const statefulSet = createStatefulSet(this, cluster, plan);
    statefulSet.dependsOn = addressesOf([...namespace, ...surroundings]);
    this.waitFor(statefulSet);
    if (isByDefinitions(this)) this.importDefinitions(cluster, plan, namespace, statefulSet);
    if (typeof props.monitoring === 'object') {
      const watchers = prometheusOperatorObjects(this, cluster, plan, props.monitoring);
      for (const resource of watchers) resource.dependsOn = addressesOf(namespace);
    }
    this.provider = this.httpApi({ endpoint: this.managementUrl });
    this.administrators = this.declareAdministrators();
  }

  /** Has the nodes make what is declared: at their first boot, and by a Job whenever it changes. */
  private importDefinitions(
    cluster: KubernetesCluster,
    plan: KubernetesBrokerPlan,
    namespace: readonly TerraformResource[],
    statefulSet: StatefulSetV1,
  ): void {
    const definitions = definitionsSecret(this, cluster, plan);
    definitions.dependsOn = addressesOf(namespace);
    statefulSet.dependsOn = [...(statefulSet.dependsOn ?? []), ...addressesOf([definitions])];
    for (const resource of definitionsImport(this, cluster, plan, definitions)) {
      resource.dependsOn = addressesOf([statefulSet]);
    }
  }
}

/** The scheme of a listener's URL. */
function schemeOf(listener: string, isTls: boolean): string {
  return listener === 'stream' ? (isTls ? 'rabbitmq-stream+tls' : 'rabbitmq-stream') : listener;
}

/** The namespace, in which Kubernetes itself refuses pods that are not as restricted as the broker's. */
function createNamespace(
  scope: Construct,
  cluster: KubernetesCluster,
  { names, removalPolicy }: KubernetesBrokerPlan,
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
  plan: KubernetesBrokerPlan,
  adminUser: string,
  adminPassword: Password,
): readonly TerraformResource[] {
  const { names, listeners, asksKubernetes, options } = plan;
  const { ingress, network = {}, service = {} } = options;
  return [
    ...serviceAccount(scope, cluster, names, asksKubernetes),
    ...configurationObjects(scope, cluster, plan),
    ...(options.cookieSecretName === undefined ? [cookieSecret(scope, cluster, names)] : []),
    ...(options.adminSecretName === undefined
      ? [administratorSecret(scope, cluster, names, adminUser, adminPassword)]
      : []),
    nodesService(scope, cluster, names),
    clientService(scope, cluster, names, listeners, service),
    ...(ingress === undefined ? [] : [managementIngress(scope, cluster, names, listeners, ingress)]),
    ...(network === 'open' ? [] : [networkPolicy(scope, cluster, names, listeners, network)]),
    // Two pods at once may be the majority of a queue that has members on three of five nodes. One has no budget: a single
    // node could never be moved.
    ...(plan.nodeCount > 1 ? [disruptionBudget(scope, cluster, plan)] : []),
  ];
}

function disruptionBudget(
  scope: Construct,
  cluster: KubernetesCluster,
  { names }: KubernetesBrokerPlan,
): PodDisruptionBudgetV1 {
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

function createStatefulSet(scope: Construct, cluster: KubernetesCluster, plan: KubernetesBrokerPlan): StatefulSetV1 {
  const { names, nodeCount, claim, whenDeleted, removalPolicy, options } = plan;
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
      replicas: String(nodeCount),
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
    lifecycle: { ...lifecycleOf(removalPolicy), ...keepsNodes(scope, cluster, names, nodeCount, claim) },
  });
}
