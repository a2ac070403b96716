import type * as yamlLibrary from 'yaml';
import { lazily } from '../lazily';
import { API_VERSION } from './custom-resource';
import { isObject } from '../json/is-object';

const yaml = lazily<typeof yamlLibrary>(() => require('yaml'));

/** A broker that the cluster operator runs, as its manifest declares it. */
export interface ReadCluster {
  readonly name: string;
  readonly namespace?: string;
  readonly nodeCount: number;
  readonly image?: string;
  /** The operator's own and the additional ones. */
  readonly plugins: readonly string[];
  /** Whether nodes serve metrics over TLS alone. */
  readonly isTlsOnly: boolean;
}

/**
 * The `RabbitmqCluster`s of a file of manifests; what is of other kinds or malformed is passed over.
 * @see https://github.com/rabbitmq/cluster-operator/blob/main/api/v1beta1/rabbitmqcluster_types.go the fields and their defaults
 */
export function readClusters(content: string): readonly ReadCluster[] {
  return yaml()
    .parseAllDocuments(content, { uniqueKeys: false })
    .flatMap((document): readonly unknown[] => {
      const object: unknown = document.errors.length > 0 ? undefined : document.toJS();
      return isObject(object) && object['kind'] === 'List' && Array.isArray(object['items'])
        ? object['items']
        : [object];
    })
    .flatMap((object) => (isCluster(object) ? [clusterOf(object)] : []));
}

/** What the operator enables whether or not it is asked to. */
const operatorPlugins = ['rabbitmq_peer_discovery_k8s', 'rabbitmq_prometheus', 'rabbitmq_management'];

type Fields = Readonly<Record<string, unknown>>;

function isCluster(object: unknown): object is Fields {
  return isObject(object) && object['apiVersion'] === API_VERSION && object['kind'] === 'RabbitmqCluster';
}

function clusterOf({ metadata, spec }: Fields): ReadCluster {
  const { name, namespace } = fieldsOf(metadata);
  const { replicas, image, rabbitmq, tls } = fieldsOf(spec);
  const { additionalPlugins } = fieldsOf(rabbitmq);
  const { secretName, disableNonTLSListeners } = fieldsOf(tls);
  return {
    name: String(name ?? ''),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    nodeCount: typeof replicas === 'number' ? replicas : 1,
    image: typeof image === 'string' ? image : undefined,
    plugins: [...operatorPlugins, ...(Array.isArray(additionalPlugins) ? additionalPlugins.map(String) : [])],
    isTlsOnly: typeof secretName === 'string' && disableNonTLSListeners === true,
  };
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}
