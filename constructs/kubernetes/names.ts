/** A broker's place in a Kubernetes cluster, and the names of all that belongs to it. */
export interface Names {
  readonly namespace: string;
  /** The domain of the Kubernetes cluster's own names. */
  readonly clusterDomain: string;
  /** The StatefulSet, and the Service that clients use. */
  readonly broker: string;
  /** The headless Service, which gives each pod a name of its own. */
  readonly nodes: string;
  /** The ConfigMap with the nodes' files. */
  readonly configuration: string;
  /** The Secret with the settings that no file may show. */
  readonly secretSettings: string;
  /** The Secret with the administrator's `username` and `password`. */
  readonly administrator: string;
  /** The Secret with the nodes' shared `cookie`. */
  readonly cookie: string;
  /** The Secret with `tls.crt`, `tls.key` and `ca.crt`. */
  readonly certificate: string;
  /** The Secret with the topology, `definitions.json`. */
  readonly definitions: string;
  /** The labels by which Services and policies find the pods; they can never change. */
  readonly selector: Readonly<Record<string, string>>;
  /** The labels of everything. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Names everything after the broker.
 * @param namespace - where it lives
 * @param broker - its name
 */
export function namesOf(namespace: string, broker: string, clusterDomain: string): Names {
  const selector = { 'app.kubernetes.io/name': 'rabbitmq', 'app.kubernetes.io/instance': broker };
  return {
    namespace,
    clusterDomain,
    broker,
    nodes: `${broker}-nodes`,
    configuration: `${broker}-configuration`,
    secretSettings: `${broker}-secret-settings`,
    administrator: `${broker}-administrator`,
    cookie: `${broker}-cookie`,
    certificate: `${broker}-certificate`,
    definitions: `${broker}-definitions`,
    selector,
    labels: { ...selector, 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/managed-by': 'rabbitmq-cdk' },
  };
}

/**
 * What follows a pod's name in its host name. It is the full name because a pod finds that of itself in its own /etc/hosts: when
 * everything goes at once, and the Service before the pods, the command line still reaches the node that must be drained.
 */
export function hostSuffix({ nodes, namespace, clusterDomain }: Names): string {
  return `.${nodes}.${namespace}.svc.${clusterDomain}`;
}

/** The labels of pods that import definitions or back them up: other ones than the nodes', or clients would be sent to them. */
export function importerLabels({ broker }: Pick<Names, 'broker'>): Record<string, string> {
  return { 'app.kubernetes.io/name': 'rabbitmq-import', 'app.kubernetes.io/instance': broker };
}

/** What is wrong with a name that becomes part of a host name, with room for what is added to it. */
export function dnsLabelFaults(prop: string, name: string, most: number): string | undefined {
  return /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= most
    ? undefined
    : `'${prop}' must be lower-case letters, digits and dashes, beginning with a letter, at most ${most}, got '${name}'`;
}
