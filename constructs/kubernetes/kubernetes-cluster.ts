import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Construct } from 'constructs';
import { checkProps } from '../props/check-props';

export interface KubernetesClusterProps {
  /**
   * The kubeconfig file: address and credentials of the cluster.
   * @default '~/.kube/config'
   */
  readonly kubeConfig?: string;
  /**
   * The context of that file to use.
   * @default - its current context
   */
  readonly kubeContext?: string;
}

/** The Kubernetes cluster that runs a stack's brokers. */
export class KubernetesCluster extends Construct {
  readonly provider: KubernetesProvider;

  constructor(scope: Construct, id: string, props: KubernetesClusterProps = {}) {
    checkProps(scope, id, 'KubernetesClusterProps', props);
    super(scope, id);
    this.provider = new KubernetesProvider(this, 'Provider', {
      configPath: props.kubeConfig ?? '~/.kube/config',
      configContext: props.kubeContext,
    });
  }
}
