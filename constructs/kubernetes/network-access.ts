import {
  NetworkPolicyV1,
  type NetworkPolicyV1SpecIngress,
  type NetworkPolicyV1SpecIngressFrom,
} from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { Construct } from 'constructs';
import type { KubernetesCluster } from './kubernetes-cluster';
import { importerLabels, type Names } from './names';
import { peerPorts, type Listener, type PodListeners } from './pod-listeners';

/** Someone who may connect: pods by their labels and the labels of their namespaces, or addresses. */
export interface NetworkPeer {
  /** Labels that their namespace has; without them, the broker's own namespace. No label at all is every namespace. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Labels that the pods have; without them, every pod. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** A range of addresses, `10.0.0.0/8`, for what is no pod; not together with labels. */
  readonly cidr?: string;
}

/**
 * Who may connect to what; the nodes among themselves always may.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export interface NetworkOptions {
  /**
   * Who may connect to AMQP and streams.
   * @default - every pod of the broker's namespace
   */
  readonly clients?: readonly NetworkPeer[];
  /**
   * Who may use the management UI and HTTP API.
   * @default - every pod of the broker's namespace
   */
  readonly management?: readonly NetworkPeer[];
  /**
   * Who may read the metrics.
   * @default - every pod of the broker's namespace
   */
  readonly metrics?: readonly NetworkPeer[];
}

/** The policy that admits the clients that the options name, and the nodes; going out is free, for federation, shovels and LDAP. */
export function networkPolicy(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  listeners: PodListeners,
  options: NetworkOptions,
): NetworkPolicyV1 {
  const everyPod: readonly NetworkPeer[] = [{}];
  return new NetworkPolicyV1(scope, 'NetworkPolicy', {
    metadata: { name: names.broker, namespace: names.namespace, labels: names.labels },
    spec: {
      podSelector: { matchLabels: names.selector },
      policyTypes: ['Ingress'],
      ingress: [
        entry(options.clients ?? everyPod, listeners.clients),
        entry([...(options.management ?? everyPod), { podLabels: importerLabels(names) }], [listeners.management]),
        entry(options.metrics ?? everyPod, [listeners.metrics]),
        {
          from: [{ podSelector: { matchLabels: names.selector } }],
          ports: peerPorts.map(({ from, to }) => ({
            port: String(from),
            ...(to === from ? {} : { endPort: to }),
            protocol: 'TCP',
          })),
        },
      ].flat(),
    },
    provider: cluster.provider,
  });
}

/** What is wrong with who may connect. */
export function networkFaults(options: NetworkOptions): string[] {
  return Object.entries(options as Record<string, readonly NetworkPeer[] | undefined>).flatMap(([prop, peers = []]) =>
    peers.flatMap(({ cidr, namespaceLabels, podLabels }) => [
      ...(cidr !== undefined && (namespaceLabels !== undefined || podLabels !== undefined)
        ? [`'network.${prop}' must name a 'cidr' or labels, got both; give two entries`]
        : []),
      ...(cidr !== undefined && !/^[0-9a-f.:]+\/\d{1,3}$/i.test(cidr)
        ? [`'network.${prop}' must have a 'cidr' such as 10.0.0.0/8, got '${cidr}'`]
        : []),
    ]),
  );
}

/** Nobody is no entry: one without `from` would let everybody in. */
function entry(peers: readonly NetworkPeer[], listeners: readonly Listener[]): NetworkPolicyV1SpecIngress[] {
  if (peers.length === 0) return [];
  return [{ from: peers.map(fromPeer), ports: listeners.map(({ port }) => ({ port: String(port), protocol: 'TCP' })) }];
}

function fromPeer({ cidr, namespaceLabels, podLabels }: NetworkPeer): NetworkPolicyV1SpecIngressFrom {
  if (cidr !== undefined) return { ipBlock: { cidr } };
  return {
    ...(namespaceLabels === undefined ? {} : { namespaceSelector: { matchLabels: namespaceLabels } }),
    ...(podLabels === undefined && namespaceLabels !== undefined ? {} : { podSelector: { matchLabels: podLabels } }),
  };
}
