import { createHash } from 'node:crypto';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import type { Construct } from 'constructs';
import { renderRabbitmqConf } from '../../model/rabbitmq-conf';
import { enabledPlugins } from '../broker/plugins';
import { literally } from '../literally';
import type { BrokerPlan } from './broker-plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import { SIZE_HINT } from './peer-discovery';

type Configuration = Pick<BrokerPlan, 'conf' | 'plugins' | 'advancedConfig'>;

/** The files of a node, by name. */
export function configurationFiles({ conf, plugins, advancedConfig }: Configuration): Record<string, string> {
  return {
    'rabbitmq.conf': renderRabbitmqConf(conf),
    enabled_plugins: enabledPlugins(plugins),
    ...(advancedConfig === undefined ? {} : { 'advanced.config': advancedConfig }),
  };
}

/** Changes with whatever a node must be restarted for: not with the number of nodes, or else adding one would roll the others. */
export function configurationChecksum(configuration: Configuration): string {
  const conf = { ...configuration.conf, [SIZE_HINT]: undefined };
  return createHash('sha256')
    .update(JSON.stringify(configurationFiles({ ...configuration, conf })))
    .digest('hex');
}

/** The ConfigMap with the files. */
export function configMap(scope: Construct, cluster: KubernetesCluster, plan: BrokerPlan): ConfigMapV1 {
  const { names } = plan;
  return new ConfigMapV1(scope, 'Configuration', {
    metadata: { name: names.configuration, namespace: names.namespace, labels: names.labels },
    data: literally(configurationFiles(plan)),
    provider: cluster.provider,
  });
}
