import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Construct } from 'constructs';
import type { Credentials } from '../access/credentials';
import { checkProps } from '../props/check-props';
import { addressesOf } from '../terraform/address';
import { refuse, unless } from '../terraform/validation-error';
import type { KubernetesCluster } from './kubernetes-cluster';

export interface CredentialsSecretProps {
  /** What it holds: `user.credentials(vhost)`. */
  readonly credentials: Credentials;
  /** The Kubernetes cluster in which the application runs. */
  readonly cluster: KubernetesCluster;
  /** The application's namespace, which must exist. */
  readonly namespace: string;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly secretName?: string;
}

/**
 * A Secret with what an application needs to connect, in the form of the service binding specification: frameworks such as Spring
 * Boot and Quarkus read it by themselves where it is mounted below `$SERVICE_BINDING_ROOT`.
 * @see https://servicebinding.io/spec/core/1.1.0/#provisioned-service
 */
export class CredentialsSecret extends Construct {
  readonly secretName: string;

  constructor(scope: Construct, id: string, props: CredentialsSecretProps) {
    checkProps(scope, id, 'CredentialsSecretProps', props);
    super(scope, id);
    const { credentials, cluster, namespace } = props;
    this.secretName = props.secretName ?? id;
    refuse(this, nameFault('secretName', this.secretName, 253), nameFault('namespace', namespace, 63));
    const secret = new SecretV1(this, 'Default', {
      metadata: { name: this.secretName, namespace },
      type: 'servicebinding.io/rabbitmq',
      data: { ...credentials.fields },
      provider: cluster.provider,
    });
    secret.dependsOn = addressesOf(credentials.dependencies);
  }
}

function nameFault(prop: string, name: string, longest: number): string | undefined {
  return unless(
    name.length <= longest && /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(name),
    `'${prop}' must be a name of Kubernetes: at most ${longest} lower case letters, digits, '-' and '.', with a letter or digit first and last, got '${name}'`,
  );
}
