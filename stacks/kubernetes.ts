import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { KubernetesBrokerOptions } from '../constructs/kubernetes/broker-options';
import { KubernetesBroker } from '../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../constructs/kubernetes/kubernetes-cluster';
import { Vhost, type IVhost } from '../constructs/topology/vhost';
import { checkProps } from '../constructs/props/check-props';
import { escapeTemplates } from '../constructs/terraform/escape-templates';

export interface KubernetesStackProps extends KubernetesBrokerOptions {
  /**
   * The kubeconfig file: address and credentials of the Kubernetes cluster.
   * @default '~/.kube/config'
   */
  readonly kubeConfig?: string;
  /**
   * The context of that file to use.
   * @default - its current context
   */
  readonly kubeContext?: string;
}

/** RabbitMQ in a Kubernetes cluster, ready for topology to be declared on it. */
export class KubernetesStack extends TerraformStack {
  /** The Kubernetes cluster, for Secrets with credentials. */
  readonly cluster: KubernetesCluster;
  readonly broker: KubernetesBroker;
  /** The virtual host `/`, which the broker makes at its first boot. */
  readonly vhost: IVhost;

  constructor(scope: Construct, id: string, props: KubernetesStackProps = {}) {
    checkProps(scope, id, 'KubernetesStackProps', props);
    super(scope, id);
    const { kubeConfig, kubeContext, ...options } = props;
    this.cluster = new KubernetesCluster(this, 'kubernetes', { kubeConfig, kubeContext });
    this.broker = new KubernetesBroker(this, 'broker', { ...options, cluster: this.cluster });
    this.vhost = Vhost.fromVhostName(this, 'vhost', this.broker, '/');
    const { adminUser, adminPassword, amqpUrl, managementUrl, namespace, authority } = this.broker;
    new TerraformOutput(this, 'namespace', { value: namespace });
    new TerraformOutput(this, 'amqp_url', { value: amqpUrl });
    new TerraformOutput(this, 'management_url', { value: managementUrl });
    new TerraformOutput(this, 'username', { value: escapeTemplates(adminUser) });
    new TerraformOutput(this, 'password', { value: adminPassword.value, sensitive: true });
    if (authority !== undefined) new TerraformOutput(this, 'ca_certificate', { value: authority.certificatePem });
  }
}
