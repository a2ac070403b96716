import { Duration } from '../../model/units/duration';
import { withConfDefaults, type RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { ServerVersion } from '../../model/server/server-version';
import { Size } from '../../model/units/size';
import { bootDefinitionsConf } from '../broker/boot-definitions';
import { clusterSizing } from '../../model/server/cluster-sizing';
import { listenersOf } from '../../model/server/listeners';
import { withAlways } from '../broker/plugins';
import type { RemovalPolicy } from '../terraform/removal-policy';
import type { KubernetesBrokerOptions } from './broker-options';
import { namesOf, type Names } from './names';
import { peerDiscovery } from './peer-discovery';
import { podListeners, type PodListeners } from './pod-listeners';
import { resourcesOf, type Resources } from './pod-options';
import { probesOf, type Probes } from './probes';
import { tlsConf } from './tls-options';
import type { TopologyBy } from '../references';

/** A broker's options without gaps, and what follows from them. */
export interface BrokerPlan {
  readonly names: Names;
  readonly image: string;
  readonly replicas: number;
  readonly conf: RabbitmqConf;
  readonly plugins: readonly string[];
  readonly advancedConfig: string | undefined;
  readonly listeners: PodListeners;
  readonly probes: Probes;
  readonly resources: Resources;
  readonly claim: Size;
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly quorumWait: Duration;
  /** Whether a node asks Kubernetes for its peers. */
  readonly asksKubernetes: boolean;
  readonly topologyBy: TopologyBy;
  readonly removalPolicy: RemovalPolicy;
  readonly options: KubernetesBrokerOptions;
}

/** Works out what the options come to. */
export function brokerPlan(options: KubernetesBrokerOptions, image: string, version: ServerVersion): BrokerPlan {
  const { replicas = 3, tls, removalPolicy = 'protect', topologyBy = topologyByDefault(options) } = options;
  const names = namesFrom(options);
  const resources = resourcesOf(options.resources ?? {});
  const discovery = peerDiscovery(version, names, replicas);
  const plugins = withAlways([discovery.plugin, ...(options.plugins ?? [])]);
  const conf = withConfDefaults(options.conf ?? {}, {
    ...clusterSizing({ nodeCount: replicas, memory: resources.memory, serverVersion: version }).conf,
    ...discovery.conf,
    ...(tls === undefined ? {} : tlsConf(tls, plugins)),
    ...(topologyBy === 'definitions' ? bootDefinitionsConf : {}),
  });
  const listeners = podListeners(listenersOf(conf, plugins), tls !== undefined && tls.plainListeners !== 'keep');
  return {
    names,
    image,
    replicas,
    conf,
    plugins,
    advancedConfig: options.advancedConfig,
    listeners,
    probes: probesOf(version, listeners, options.startupLimit ?? Duration.minutes(30)),
    resources,
    claim: options.storage?.size ?? Size.gibibytes(10),
    whenDeleted: options.storage?.whenDeleted ?? (removalPolicy === 'protect' ? 'Retain' : 'Delete'),
    quorumWait: options.quorumWait ?? Duration.seconds(60),
    asksKubernetes: discovery.asksKubernetes,
    topologyBy,
    removalPolicy,
    options,
  };
}

function namesFrom({ namespace = 'rabbitmq', brokerName = 'rabbitmq', ...given }: KubernetesBrokerOptions): Names {
  const names = namesOf(namespace, brokerName, given.clusterDomain ?? 'cluster.local');
  return {
    ...names,
    administrator: given.adminSecretName ?? names.administrator,
    cookie: given.cookieSecretName ?? names.cookie,
    certificate: given.tls?.secretName ?? names.certificate,
  };
}

function topologyByDefault({ endpoint }: KubernetesBrokerOptions): TopologyBy {
  return endpoint === undefined ? 'definitions' : 'provider';
}
