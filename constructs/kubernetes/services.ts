import { IngressV1 } from '@cdktf/provider-kubernetes/lib/ingress-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { Construct } from 'constructs';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { Names } from './names';
import { peerPorts, type PodListeners } from './pod-listeners';

/** How clients reach the broker. */
export interface ServiceOptions {
  /**
   * From where: within the Kubernetes cluster, by a port of every machine of it, or by a load balancer of the provider.
   * @default 'ClusterIP'
   */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /**
   * Annotations, by which load balancers of clouds are set up.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * The ports of every machine, by the port's name: `amqp`, `amqps`, `stream`, `management` or `management-tls`, each from 30000 to
   * 32767, Kubernetes' own range.
   * @default - those that Kubernetes chooses
   */
  readonly nodePorts?: Readonly<Record<string, number>>;
  /**
   * The addresses that a load balancer lets in.
   * @default - all
   */
  readonly loadBalancerSourceRanges?: readonly string[];
}

/** The way to the management UI by a host name. */
export interface IngressOptions {
  /** The host name, `rabbitmq.example.com`. */
  readonly host: string;
  /**
   * Who serves it.
   * @default - the Kubernetes cluster's default class
   */
  readonly className?: string;
  /**
   * The name of the Secret with the certificate of the host.
   * @default - none: HTTP alone, over which the administrator's password travels in clear
   */
  readonly tlsSecretName?: string;
  /**
   * Annotations, by which a controller is set up.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The headless Service, which names pods before they are ready: a node must be found to become ready. */
export function nodesService(scope: Construct, cluster: KubernetesCluster, names: Names): ServiceV1 {
  return new ServiceV1(scope, 'NodesService', {
    metadata: { name: names.nodes, namespace: names.namespace, labels: names.labels },
    spec: {
      clusterIp: 'None',
      type: 'ClusterIP',
      publishNotReadyAddresses: true,
      selector: names.selector,
      port: peerPorts
        .filter(({ from, to }) => from === to)
        .map(({ name, from }) => ({ name, port: from, targetPort: String(from), protocol: 'TCP' })),
    },
    provider: cluster.provider,
  });
}

/** The Service that clients use. Metrics are not on it: they are each pod's own. */
export function clientService(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  listeners: PodListeners,
  options: ServiceOptions,
): ServiceV1 {
  const { type = 'ClusterIP', annotations, nodePorts = {}, loadBalancerSourceRanges } = options;
  return new ServiceV1(scope, 'ClientService', {
    metadata: { name: names.broker, namespace: names.namespace, labels: names.labels, annotations },
    spec: {
      type,
      selector: names.selector,
      loadBalancerSourceRanges: loadBalancerSourceRanges === undefined ? undefined : [...loadBalancerSourceRanges],
      port: [...listeners.clients, listeners.management].map(({ name, port }) => ({
        name,
        port,
        targetPort: name,
        protocol: 'TCP',
        nodePort: nodePorts[name],
      })),
    },
    // An address may take minutes, or never come where nobody provides load balancers: the brokers are there without it.
    waitForLoadBalancer: false,
    provider: cluster.provider,
  });
}

/** The Ingress to the management UI. */
export function managementIngress(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  listeners: PodListeners,
  { host, className, tlsSecretName, annotations }: IngressOptions,
): IngressV1 {
  return new IngressV1(scope, 'Ingress', {
    metadata: { name: names.broker, namespace: names.namespace, labels: names.labels, annotations },
    spec: {
      ingressClassName: className,
      rule: [
        {
          host,
          http: {
            path: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: names.broker, port: { name: listeners.management.name } } },
              },
            ],
          },
        },
      ],
      tls: tlsSecretName === undefined ? undefined : [{ hosts: [host], secretName: tlsSecretName }],
    },
    provider: cluster.provider,
  });
}

/** What is wrong with how clients reach the broker. */
export function serviceFaults(
  { type = 'ClusterIP', nodePorts = {}, loadBalancerSourceRanges }: ServiceOptions,
  names: readonly string[],
): string[] {
  return [
    ...Object.entries(nodePorts).flatMap(([name, port]) => [
      ...(names.includes(name)
        ? []
        : [`'service.nodePorts.${name}' is not a port of the Service; the ports are ${names.join(', ')}`]),
      ...(Number.isInteger(port) && port >= 30_000 && port <= 32_767
        ? []
        : [`'service.nodePorts.${name}' must be a port from 30000 to 32767, got ${port}`]),
    ]),
    ...(type === 'ClusterIP' && Object.keys(nodePorts).length > 0
      ? [`'service.nodePorts' needs the type 'NodePort' or 'LoadBalancer', got '${type}'`]
      : []),
    ...(type !== 'LoadBalancer' && loadBalancerSourceRanges !== undefined
      ? [
          `'service.loadBalancerSourceRanges' must be set with the type 'LoadBalancer' only, got '${type}'; leave it out, or set 'service.type'`,
        ]
      : []),
  ];
}
