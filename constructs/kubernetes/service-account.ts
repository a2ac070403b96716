import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { Construct } from 'constructs';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { Names } from './names';

/**
 * The account that the pods run as, their own, which may nothing, and where peer discovery asks Kubernetes may read who the
 * peers are and tell of it in events.
 */
export function serviceAccount(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  asksKubernetes: boolean,
): readonly (ServiceAccountV1 | RoleV1 | RoleBindingV1)[] {
  const metadata = { name: names.broker, namespace: names.namespace, labels: names.labels };
  const account = new ServiceAccountV1(scope, 'ServiceAccount', {
    metadata,
    // The pods say for themselves whether they need the token.
    automountServiceAccountToken: false,
    provider: cluster.provider,
  });
  if (!asksKubernetes) return [account];
  const role = new RoleV1(scope, 'Role', {
    metadata,
    rule: [
      { apiGroups: [''], resources: ['endpoints'], resourceNames: [names.nodes], verbs: ['get'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create'] },
    ],
    provider: cluster.provider,
  });
  const binding = new RoleBindingV1(scope, 'RoleBinding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: names.broker },
    subject: [{ kind: 'ServiceAccount', name: names.broker, namespace: names.namespace }],
    provider: cluster.provider,
  });
  return [account, role, binding];
}
