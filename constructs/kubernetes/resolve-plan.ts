import { clusterSizing } from '../../model/server/cluster-sizing';
import { nodePlan } from '../../model/server/node-plan';
import type { ServerVersion } from '../../model/server/server-version';
import { Duration } from '../../model/units/duration';
import { Size } from '../../model/units/size';
import { bootDefinitionsConf } from '../broker/boot-definitions';
import { majorityAgent } from '../broker/majority';
import { tlsConf, tlsPlugins } from '../broker/tls';
import type { TopologyBy } from '../references';
import { kubernetesFaults } from './broker-faults';
import type { KubernetesBrokerPlan } from './broker-plan';
import type { KubernetesBrokerOptions } from './broker-options';
import { namesOf, type Names } from './names';
import { peerDiscovery } from './peer-discovery';
import { plainTextBeyondCluster } from './plain-text';
import { podListeners } from './pod-listeners';
import { resourcesOf } from './pod-options';
import { probesOf } from './probes';
import { kubernetesTlsOf, kubernetesTlsWarnings, tlsFiles } from './tls-options';

/** Works out what the options come to. */
export function kubernetesBrokerPlan(
  options: KubernetesBrokerOptions,
  image: string,
  serverVersion: ServerVersion,
): KubernetesBrokerPlan {
  const { replicas: nodeCount = 3, removalPolicy = 'protect', topologyBy = topologyByDefault(options) } = options;
  const names = namesFrom(options);
  const resources = resourcesOf(options.resources ?? {});
  const { memory } = resources;
  const discovery = peerDiscovery(serverVersion, names, nodeCount);
  const tls = options.tls === undefined ? undefined : kubernetesTlsOf(options.tls);
  const node = nodePlan(
    { ...options, image, serverVersion, memory },
    {
      plugins: [discovery.plugin, ...tlsPlugins(tls)],
      conf: (plugins) => ({
        ...clusterSizing({ nodeCount, memory, serverVersion }).conf,
        ...discovery.conf,
        ...tlsConf(tls, tlsFiles, plugins),
        ...(topologyBy === 'definitions' ? bootDefinitionsConf : {}),
      }),
    },
  );
  const listeners = podListeners(node);
  const majority = majorityAgent(serverVersion, 'locally');
  const plan = {
    node,
    nodeCount,
    topologyBy,
    removalPolicy,
    names,
    listeners,
    probes: probesOf(serverVersion, listeners, options.startupLimit ?? Duration.minutes(30), majority),
    majority,
    resources,
    claim: options.storage?.size ?? Size.gibibytes(10),
    whenDeleted: options.storage?.whenDeleted ?? (removalPolicy === 'protect' ? 'Retain' : 'Delete'),
    quorumWait: options.quorumWait ?? Duration.seconds(60),
    asksKubernetes: discovery.asksKubernetes,
    tls,
    options,
    plainText: plainTextBeyondCluster(listeners, options),
    warnings: kubernetesTlsWarnings(options.tls),
  };
  return { ...plan, faults: kubernetesFaults(plan) };
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
