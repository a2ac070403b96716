import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Construct } from 'constructs';
import { Password } from '../access/password';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { Names } from './names';
import { escapeTemplates } from '../terraform/escape-templates';

/** The Secret with the administrator: its user name and a password that Terraform generates. */
export function administratorSecret(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  username: string,
  password: Password,
): SecretV1 {
  return new SecretV1(scope, 'AdministratorSecret', {
    metadata: { name: names.administrator, namespace: names.namespace, labels: names.labels },
    type: 'kubernetes.io/basic-auth',
    data: { username: escapeTemplates(username), password: password.value },
    provider: cluster.provider,
  });
}

/** The Secret with the cookie by which nodes and command line trust each other. */
export function cookieSecret(scope: Construct, cluster: KubernetesCluster, names: Names): SecretV1 {
  return new SecretV1(scope, 'CookieSecret', {
    metadata: { name: names.cookie, namespace: names.namespace, labels: names.labels },
    type: 'Opaque',
    data: { cookie: Password.generated(new Construct(scope, 'Cookie')).value },
    provider: cluster.provider,
  });
}
