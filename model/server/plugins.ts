import { formatServerVersion, isAtLeast, type ServerVersion } from './server-version';

import { closest } from '../validity/closest';
import { ownValue } from '../own-value';

/** Plugins that come with every RabbitMQ 4, without `rabbitmq_`. */
const shipped = `amqp1_0 auth_backend_cache auth_backend_http auth_backend_ldap auth_backend_oauth2 auth_mechanism_ssl
  consistent_hash_exchange event_exchange federation federation_management federation_prometheus jms_topic_exchange
  management management_agent mqtt peer_discovery_aws peer_discovery_common peer_discovery_consul peer_discovery_etcd
  peer_discovery_k8s prometheus random_exchange recent_history_exchange sharding shovel shovel_management
  shovel_prometheus stomp stream stream_common stream_management top tracing trust_store web_dispatch web_mqtt
  web_mqtt_examples web_stomp web_stomp_examples`.split(/\s+/);

/** Plugins that came later, with the first server that has them. */
const since: Readonly<Record<string, string>> = {
  auth_backend_internal_loopback: '4.2',
  exchange_federation: '4.2',
  federation_common: '4.2',
  queue_federation: '4.2',
};

/** Plugins of others, which an image has only when somebody put them there. */
const thirdParty = ['delayed_message_exchange', 'lvc_exchange', 'message_deduplication', 'message_timestamp'];

/** Plugins that come with others: enabling the key enables the value. */
const brings: Readonly<Record<string, readonly string[]>> = {
  rabbitmq_federation: ['rabbitmq_exchange_federation', 'rabbitmq_queue_federation', 'rabbitmq_federation_common'],
  rabbitmq_exchange_federation: ['rabbitmq_federation_common'],
  rabbitmq_queue_federation: ['rabbitmq_federation_common'],
  rabbitmq_federation_management: ['rabbitmq_federation'],
  rabbitmq_federation_prometheus: ['rabbitmq_federation'],
  rabbitmq_shovel_management: ['rabbitmq_shovel'],
  rabbitmq_shovel_prometheus: ['rabbitmq_shovel'],
  rabbitmq_stream_management: ['rabbitmq_stream'],
  rabbitmq_web_mqtt: ['rabbitmq_mqtt'],
  rabbitmq_web_stomp: ['rabbitmq_stomp'],
};

/**
 * What is wrong with a list of plugins: names that the server does not have. A node that misses an enabled plugin does
 * not boot.
 * @see https://www.rabbitmq.com/docs/plugins#tier1-plugins
 */
export function pluginFaults(plugins: readonly string[], version: ServerVersion): string[] {
  return plugins.flatMap((plugin) => {
    if (!/^[a-z][a-z0-9_]*$/.test(plugin)) {
      return [`'plugins' must be names as 'rabbitmq-plugins list' shows them, got '${plugin}'`];
    }
    // Names of another kind belong to those who made them, unless they are like one that RabbitMQ has.
    if (!plugin.startsWith('rabbitmq_')) {
      const meant = [...shipped, ...thirdParty].includes(plugin) ? plugin : closest(plugin, shipped.map(prefixed));
      if (meant === undefined) return [];
      return [`'plugins' must be plugins that RabbitMQ has, got '${plugin}'; did you mean '${prefixed(meant)}'?`];
    }
    const name = plugin.slice('rabbitmq_'.length);
    if (shipped.includes(name) || thirdParty.includes(name)) return [];
    const first = ownValue(since, name);
    if (first === undefined)
      return [`'plugins' must be plugins that RabbitMQ has, got '${plugin}'; check its spelling`];
    if (isAtLeast(version, first)) return [];
    return [`plugin '${plugin}' needs RabbitMQ ${first}, the broker is ${formatServerVersion(version)}`];
  });
}

/** Whether a plugin comes with the server. */
export function isShipped(plugin: string, version: ServerVersion): boolean {
  const name = plugin.replace(/^rabbitmq_/, '');
  return shipped.includes(name) || (Object.hasOwn(since, name) && isAtLeast(version, since[name] ?? ''));
}

function prefixed(name: string): string {
  return name.startsWith('rabbitmq_') ? name : `rabbitmq_${name}`;
}

/** Whether a plugin is enabled, by itself or because another that is enabled needs it. */
export function hasPlugin(enabled: readonly string[], plugin: string): boolean {
  return enabled.some((one) => one === plugin || hasPlugin(brings[one] ?? [], plugin));
}
