import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import type { TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import type { Size } from '../../model/units/size';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { Names } from './names';
import { quantity } from './pod-options';

/**
 * What a plan must hold against the StatefulSet that is deployed, if any. Kubernetes would take pods away with whatever the
 * cluster still expects of them, and Terraform would replace the StatefulSet for another size of its claims.
 */
export function keepsNodes(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  replicas: number,
  claim: Size,
): Pick<TerraformResourceLifecycle, 'precondition'> {
  const deployed = new DataKubernetesResources(scope, 'Deployed', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    namespace: names.namespace,
    fieldSelector: `metadata.name=${names.broker}`,
    provider: cluster.provider,
  });
  const objects = `${deployed.fqn}.objects`;
  const size = 'spec.volumeClaimTemplates[0].spec.resources.requests.storage';
  return {
    precondition: [
      {
        condition: `\${alltrue([for deployed in ${objects} : deployed.spec.replicas <= ${replicas}])}`,
        errorMessage:
          `'replicas' cannot go down to ${replicas}: the nodes that go would stay members of the cluster and of its queues, ` +
          `which can cost majorities and data. Remove them one by one first (docs/kubernetes.md, Scaling down).`,
      },
      {
        condition: `\${alltrue([for deployed in ${objects} : deployed.${size} == "${quantity(claim)}"])}`,
        errorMessage:
          `'storage.size' cannot become ${claim} by itself: Kubernetes cannot change the claims of a StatefulSet, and replacing ` +
          `it would stop the broker. Grow the claims first (docs/kubernetes.md, Growing the volumes).`,
      },
    ],
  };
}
