import { at, fieldsOf, listOf, nonEmpty, type Fields } from './fields';
import type { Manifest } from './manifest';
import { omitUndefined } from '../../model/omit-undefined';
import { isObject } from '../../model/json/is-object';

/** What the cluster operator is given in the place of a StatefulSet and what belongs to it. */
export interface OperatedBroker {
  /** The `RabbitmqCluster`, after what must be there before it, such as its namespace. */
  readonly manifests: readonly Manifest[];
  readonly name: string;
  readonly namespace: string;
  readonly adminUser: string;
  /** The Secrets that it names, with their keys. */
  readonly secrets: readonly { readonly name: string; readonly keys: readonly string[] }[];
  /** What is to be known of it, a sentence each. */
  readonly notes: readonly string[];
  /** What the operator cannot carry, with the remedy, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * A broker of Kubernetes objects as the cluster operator takes it.
 * @param manifests - the objects of a stack
 * @param made - the names of the Secrets that the stack makes
 * @param adminUser - the name of its administrator
 * @returns undefined where there is no broker among them
 * @see https://github.com/rabbitmq/cluster-operator/blob/main/api/v1beta1/rabbitmqcluster_types.go the fields
 */
export function operatedBroker(
  manifests: readonly Manifest[],
  made: readonly string[],
  adminUser: string,
): OperatedBroker | undefined {
  const set = manifests.find(({ kind }) => kind === 'StatefulSet');
  return set === undefined ? undefined : new Operated(set, manifests, made, adminUser).broker();
}

class Operated {
  private readonly name: string;
  private readonly namespace: string;
  private readonly pod: Fields;
  private readonly server: Fields;
  private readonly files: Readonly<Record<string, string>>;
  private readonly ports: ReadonlySet<string>;

  constructor(
    private readonly set: Manifest,
    private readonly manifests: readonly Manifest[],
    private readonly made: readonly string[],
    private readonly adminUser: string,
  ) {
    const { name, namespace = 'default' } = set.metadata;
    this.name = name;
    this.namespace = namespace;
    this.pod = at(set, 'spec', 'template', 'spec');
    this.server = listOf(this.pod['containers']).find((container) => container['name'] === 'rabbitmq') ?? {};
    const configuration = listOf(at(this.volume('configuration'), 'projected')['sources']).map((source) =>
      at(source, 'configMap'),
    );
    const configMaps = manifests.filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && configuration.some((one) => one['name'] === metadata.name),
    );
    this.files = Object.assign({}, ...configMaps.map(({ data }) => data)) as Record<string, string>;
    this.ports = new Set(listOf(this.server['ports']).map((port) => String(port['name'])));
  }

  broker(): OperatedBroker {
    const kept = this.manifests.filter(
      ({ kind, metadata }) => keptKinds.has(kind) && !metadata.name.endsWith('-import'),
    );
    const cluster = {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'RabbitmqCluster',
      metadata: { name: this.name, namespace: this.namespace },
      spec: this.spec(),
    };
    const certificate = this.certificate();
    return {
      manifests: [...kept.map((manifest) => this.withPodLabels(this.admitted(manifest)) as Manifest), cluster],
      name: this.name,
      namespace: this.namespace,
      adminUser: this.adminUser,
      secrets: [
        ...(certificate === undefined ? [] : [{ name: certificate, keys: ['tls.crt', 'tls.key', 'ca.crt'] }]),
        ...(this.secretSettings() === undefined
          ? []
          : [{ name: this.secretSettings() ?? '', keys: [SECRET_SETTINGS] }]),
      ],
      notes: [
        `the operator makes the administrator's password: Secret ${this.name}-default-user has it, with the name '${this.adminUser}'`,
        'the operator has probes of its own, which do not ask for a majority',
      ],
      faults: this.faults(),
    };
  }

  private spec(): Fields {
    const { imagePullSecrets, affinity, tolerations, terminationGracePeriodSeconds } = this.pod;
    const [claim] = listOf(at(this.set, 'spec')['volumeClaimTemplates']);
    const { storageClassName, resources } = at(claim, 'spec');
    const certificate = this.certificate();
    return omitUndefined({
      replicas: at(this.set, 'spec')['replicas'],
      image: this.server['image'],
      imagePullSecrets,
      resources: this.server['resources'],
      affinity: this.withPodLabels(affinity),
      tolerations,
      terminationGracePeriodSeconds,
      persistence: omitUndefined({ storage: at(resources, 'requests')['storage'], storageClassName }),
      service: this.service(),
      tls:
        certificate === undefined
          ? undefined
          : {
              secretName: certificate,
              // The server wants the authority's certificate whether or not it asks clients for theirs.
              caSecretName: certificate,
              disableNonTLSListeners: !this.ports.has('amqp'),
            },
      rabbitmq: this.rabbitmq(),
      override: this.override(),
    });
  }

  private rabbitmq(): Fields {
    const plugins = /\[(.*)\]/s.exec(this.files['enabled_plugins'] ?? '')?.[1] ?? '';
    const conf = (this.files['rabbitmq.conf'] ?? '').split('\n').filter((line) => !operatorsKey.test(line));
    return omitUndefined({
      additionalPlugins: nonEmpty(
        plugins
          .split(',')
          .map((plugin) => plugin.trim())
          .filter((plugin) => plugin !== '' && !operatorsPlugins.has(plugin)),
      ),
      additionalConfig: [`default_user = ${this.adminUser}`, ...conf].join('\n'),
      advancedConfig: this.files['advanced.config'],
    });
  }

  private service(): Fields | undefined {
    const { metadata, spec } = this.clientService();
    const annotations = (metadata as { readonly annotations?: Fields } | undefined)?.annotations;
    const { type } = at(spec);
    return type === 'ClusterIP' && annotations === undefined ? undefined : omitUndefined({ type, annotations });
  }

  private override(): Fields | undefined {
    const { loadBalancerSourceRanges, ports } = at(this.clientService()['spec']);
    const fixed = listOf(ports).filter(({ nodePort }) => nodePort !== undefined);
    const service = omitUndefined({
      loadBalancerSourceRanges,
      ports: nonEmpty(fixed.map(({ name, port, protocol, nodePort }) => ({ name, port, protocol, nodePort }))),
    });
    return omitUndefined({
      service: Object.keys(service).length === 0 ? undefined : { spec: service },
      statefulSet: {
        spec: {
          // The operator deletes claims with the StatefulSet otherwise.
          persistentVolumeClaimRetentionPolicy: at(this.set, 'spec')['persistentVolumeClaimRetentionPolicy'],
          template: this.template(),
        },
      },
    });
  }

  /** What the CRD has no field for, as a patch of the operator's pods. */
  private template(): Fields {
    const { labels, annotations } = at(this.set, 'spec', 'template', 'metadata');
    const own = (map: unknown, isOwn: (key: string) => boolean) => {
      const entries = Object.entries(fieldsOf(map)).filter(([key]) => isOwn(key));
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    };
    const secrets = this.secretSettings();
    const volumes = [
      ...listOf(this.pod['volumes']).filter(({ name }) => !ownVolumes.has(String(name))),
      ...(secrets === undefined ? [] : [{ name: 'secret-settings', secret: { secretName: secrets } }]),
    ];
    const mounts = [
      ...listOf(this.server['volumeMounts']).filter(({ name }) => !ownVolumes.has(String(name))),
      ...(secrets === undefined
        ? []
        : [
            {
              name: 'secret-settings',
              mountPath: `/etc/rabbitmq/conf.d/95-${SECRET_SETTINGS}`,
              subPath: SECRET_SETTINGS,
            },
          ]),
    ];
    const env = this.environment();
    const containers = [
      ...(mounts.length + env.length === 0
        ? []
        : [omitUndefined({ name: 'rabbitmq', env: nonEmpty(env), volumeMounts: nonEmpty(mounts) })]),
      ...listOf(this.pod['containers']).filter(({ name }) => name !== 'rabbitmq'),
    ];
    const metadata = omitUndefined({
      labels: own(labels, (key) => !key.startsWith('app.kubernetes.io/')),
      annotations: own(annotations, (key) => !key.startsWith('rabbitmq-cdk/')),
    });
    return omitUndefined({
      metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
      spec: omitUndefined({
        enableServiceLinks: this.pod['enableServiceLinks'],
        nodeSelector: this.pod['nodeSelector'],
        priorityClassName: this.pod['priorityClassName'],
        topologySpreadConstraints: this.withPodLabels(this.pod['topologySpreadConstraints']),
        volumes: nonEmpty(volumes),
        // A patch of a pod must name its containers, if only to say nothing of them.
        containers: containers.length === 0 ? [{ name: 'rabbitmq' }] : containers,
      }),
    });
  }

  private environment(): readonly Fields[] {
    return listOf(this.server['env']).flatMap((variable) => {
      if (operatorsVariables.has(String(variable['name']))) return [];
      if (variable['name'] !== SERVER_ARGUMENTS) return [variable];
      // What the readiness probe would ask, which is none of the operator's.
      const value = String(variable['value'] ?? '').replace(
        /-eval file:eval\("\/etc\/rabbitmq\/majority\.erl"\)\s*/,
        '',
      );
      return value.trim() === '' ? [] : [{ ...variable, value: value.trim() }];
    });
  }

  private faults(): readonly string[] {
    const uses = (key: string) => this.secretWith(key);
    const given = (prop: string, secret: string | undefined, remedy: string) =>
      secret === undefined || this.made.includes(secret)
        ? []
        : [`'${prop}': the operator has no field for the Secret '${secret}'; ${remedy}`];
    const plain = ['amqp', 'management', 'prometheus'].filter((name) => this.ports.has(name));
    const isMixed = this.certificate() !== undefined && plain.length > 0 && plain.length < 3;
    return [
      ...given('adminSecretName', uses('username'), 'leave it out: the operator makes one'),
      ...given('cookieSecretName', uses('cookie'), 'leave it out: the operator makes one'),
      ...(this.files['inter-node.config'] === undefined
        ? []
        : ["'tls.interNode': the operator has no field for it; leave it out"]),
      ...(isMixed
        ? [
            `'tls.plainListeners': the operator opens all listeners without TLS or none, got ${plain.join(', ')}; give 'amqp', 'stream', ` +
              `'management' and 'prometheus', or none`,
          ]
        : []),
    ];
  }

  /** The Secret that the pods read a key of. */
  private secretWith(key: string): string | undefined {
    const secrets = listOf(at(this.volume('secrets'), 'projected')['sources']).map((source) => at(source, 'secret'));
    const found = secrets.find(({ items }) => listOf(items).some((item) => item['key'] === key));
    return found === undefined ? undefined : String(found['name']);
  }

  private secretSettings(): string | undefined {
    return this.secretWith(SECRET_SETTINGS);
  }

  private certificate(): string | undefined {
    const { secretName } = at(this.volume('certificate'), 'secret');
    return typeof secretName === 'string' ? secretName : undefined;
  }

  private volume(name: string): Fields {
    return listOf(this.pod['volumes']).find((volume) => volume['name'] === name) ?? {};
  }

  private clientService(): Fields {
    const isIt = ({ kind, metadata }: Manifest) => kind === 'Service' && metadata.name === this.name;
    return this.manifests.find(isIt) ?? {};
  }

  /** A NetworkPolicy that lets the topology operator ask the management API. */
  private admitted(manifest: Manifest): Manifest {
    if (manifest.kind !== 'NetworkPolicy') return manifest;
    const spec = fieldsOf(manifest['spec']);
    const isManagement = ({ ports }: Fields) => listOf(ports).some(({ port }) => port === 15671 || port === 15672);
    const isImport = (peer: Fields) =>
      String(at(peer, 'podSelector', 'matchLabels')['app.kubernetes.io/name']).endsWith('-import');
    const ingress = listOf(spec['ingress']).map((rule) =>
      isManagement(rule)
        ? { ...rule, from: [...listOf(rule['from']).filter((peer) => !isImport(peer)), operatorsNamespace] }
        : rule,
    );
    return { ...manifest, spec: { ...spec, ingress } };
  }

  /** The labels by which pods are found are the operator's. */
  private withPodLabels(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.withPodLabels(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) =>
        key === 'matchLabels' && fieldsOf(inner)['app.kubernetes.io/instance'] === this.name
          ? [key, { 'app.kubernetes.io/name': this.name }]
          : [key, this.withPodLabels(inner)],
      ),
    );
  }
}

const SECRET_SETTINGS = 'secrets.conf';
const SERVER_ARGUMENTS = 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS';

/** What goes beside the `RabbitmqCluster`, since the operator makes none of it. */
const keptKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Ingress',
  'PodMonitor',
  'PrometheusRule',
]);

/** The namespace in which the operators are installed by their own manifests. */
const operatorsNamespace = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'rabbitmq-system' } },
};

/** Settings that the operator makes, and those of definitions, which the topology operator makes. */
const operatorsKey = /^\s*(?:cluster_formation\.|definitions\.|load_definitions\b|$)/;

const operatorsPlugins: ReadonlySet<string> = new Set([
  'rabbitmq_peer_discovery_k8s',
  'rabbitmq_prometheus',
  'rabbitmq_management',
]);

const operatorsVariables: ReadonlySet<string> = new Set([
  'POD_NAME',
  'RABBITMQ_NODENAME',
  'RABBITMQ_USE_LONGNAME',
  'RABBITMQ_CONFIG_FILES',
  'RABBITMQ_LOGS',
]);

/** The volumes for which the operator has its own. */
const ownVolumes: ReadonlySet<string> = new Set([
  'home',
  'data',
  'secrets',
  'configuration',
  'pod-info',
  'certificate',
]);
