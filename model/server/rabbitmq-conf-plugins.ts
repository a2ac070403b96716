import { hasPlugin } from './plugins';
import type { RabbitmqConf } from './rabbitmq-conf';

/**
 * What is wrong with settings that need a plugin which is not enabled: the server does not boot with a back end that it
 * lacks, and reads nobody the other keys.
 */
export function confPluginFaults(conf: RabbitmqConf, plugins: readonly string[]): string[] {
  return Object.entries(conf).flatMap(([key, value]) => {
    const plugin = value === undefined ? undefined : pluginOf(key, String(value));
    return plugin === undefined || hasPlugin(plugins, plugin)
      ? []
      : [`'${key}' needs plugin '${plugin}'; add it to 'plugins'`];
  });
}

function pluginOf(key: string, value: string): string | undefined {
  if (key.startsWith('auth_backends.')) return authBackends[value.replace('rabbit_auth_backend_', '')];
  if (key.startsWith('auth_mechanisms.')) return value === 'EXTERNAL' ? 'rabbitmq_auth_mechanism_ssl' : undefined;
  if (key === 'cluster_formation.peer_discovery_backend') {
    return discoveryBackends[value.replace('rabbit_peer_discovery_', '')];
  }
  return owners.find(([start]) => key.startsWith(start))?.[1];
}

const authBackends: Readonly<Record<string, string>> = {
  cache: 'rabbitmq_auth_backend_cache',
  http: 'rabbitmq_auth_backend_http',
  ldap: 'rabbitmq_auth_backend_ldap',
  oauth: 'rabbitmq_auth_backend_oauth2',
  oauth2: 'rabbitmq_auth_backend_oauth2',
};

const discoveryBackends: Readonly<Record<string, string>> = {
  aws: 'rabbitmq_peer_discovery_aws',
  consul: 'rabbitmq_peer_discovery_consul',
  etcd: 'rabbitmq_peer_discovery_etcd',
  k8s: 'rabbitmq_peer_discovery_k8s',
};

/** How the keys of a plugin begin. */
const owners: readonly (readonly [string, string])[] = [
  ['auth_cache.', 'rabbitmq_auth_backend_cache'],
  ['auth_http.', 'rabbitmq_auth_backend_http'],
  ['auth_ldap.', 'rabbitmq_auth_backend_ldap'],
  ['auth_oauth2.', 'rabbitmq_auth_backend_oauth2'],
  ['cluster_formation.consul.', 'rabbitmq_peer_discovery_consul'],
  ['cluster_formation.k8s.', 'rabbitmq_peer_discovery_k8s'],
  ['management.', 'rabbitmq_management'],
  ['prometheus.', 'rabbitmq_prometheus'],
  ['stream.', 'rabbitmq_stream'],
];
