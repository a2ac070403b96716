import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import { UserError } from '../program/user-error';
import type { KubernetesAccess } from './kubectl';

/** Where a broker's StatefulSet is. */
export interface StatefulSetName {
  readonly namespace: string;
  readonly name: string;
}

/** A broker as its StatefulSet tells of it. */
export interface StatefulBroker extends StatefulSetName {
  /** The labels of its pods, as kubectl takes them. */
  readonly selector: string;
  /** The port of the management plugin. */
  readonly managementPort: number;
  /** The port of metrics where they are served over TLS; absent otherwise. */
  readonly metricsPort?: number;
  /** The Secret with the administrator's `username` and `password`. */
  readonly administratorSecret: string;
  /** The Secret with the authority of the certificate, `ca.crt`; absent where the management plugin serves no TLS. */
  readonly certificateSecret?: string;
}

/** A StatefulSet, as far as it tells of its broker. */
export interface StatefulSet {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template: { readonly spec: PodSpec };
  };
}

interface PodSpec {
  readonly containers: readonly {
    readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  }[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly secret?: { readonly secretName?: string };
    readonly projected?: { readonly sources?: readonly { readonly secret?: SecretSource }[] };
  }[];
}

interface SecretSource {
  readonly name?: string;
  readonly items?: readonly { readonly key: string }[];
}

/**
 * What a StatefulSet of the stack `kubernetes` says of its broker.
 * @throws UserError when it is another one
 */
export function statefulBroker({ metadata, spec }: StatefulSet): StatefulBroker {
  const { name, namespace = 'default' } = metadata;
  const { containers, volumes = [] } = spec.template.spec;
  const ports = containers.flatMap((container) => container.ports ?? []);
  const management = ports.find((port) => port.name?.startsWith('management'));
  const metrics = ports.find((port) => port.name === 'prometheus-tls');
  const administrator = volumes
    .flatMap(({ projected }) => projected?.sources ?? [])
    .find(({ secret }) => secret?.items?.some(({ key }) => key === 'password'))?.secret?.name;
  const certificate = volumes.find((volume) => volume.name === 'certificate')?.secret?.secretName;
  if (management === undefined || administrator === undefined)
    throw new UserError(
      `StatefulSet ${namespace}/${name} is no broker of a stack 'kubernetes': it has no port 'management' or no Secret ` +
        `with a password; give the URL of its HTTP API instead`,
    );
  return {
    namespace,
    name,
    selector: Object.entries(spec.selector.matchLabels ?? {})
      .map(([label, value]) => `${label}=${value}`)
      .join(','),
    managementPort: management.containerPort,
    ...(metrics === undefined ? {} : { metricsPort: metrics.containerPort }),
    administratorSecret: administrator,
    ...(management.name === 'management-tls' && certificate !== undefined ? { certificateSecret: certificate } : {}),
  };
}

/**
 * The StatefulSet of a synthesized stack, and how its Kubernetes cluster is reached.
 * @throws UserError when the stack has none, or several
 */
export function statefulSetOf({ name, directory }: SynthesizedStack): {
  readonly statefulSet: StatefulSetName;
  readonly access: KubernetesAccess;
} {
  const { resource = {} } = stackConfig(directory);
  const [found, ...others] = Object.values(resource['kubernetes_stateful_set_v1'] ?? {});
  if (found === undefined) throw new UserError(`stack '${name}' has no broker on Kubernetes; leave out '--kubernetes'`);
  if (others.length > 0)
    throw new UserError(
      `stack '${name}' has several StatefulSets; say which one as NAMESPACE/NAME instead of the stack`,
    );
  return { statefulSet: found['metadata'] as StatefulSetName, access: kubernetesAccess(directory) };
}

/**
 * How the Kubernetes cluster of a synthesized stack is reached.
 * @param directory - that of the stack
 */
export function kubernetesAccess(directory: string): KubernetesAccess {
  const { provider = {} } = stackConfig(directory);
  const { config_path: kubeConfig, config_context: kubeContext } = provider['kubernetes']?.[0] ?? {};
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { kubeConfig: text(kubeConfig), kubeContext: text(kubeContext) };
}
