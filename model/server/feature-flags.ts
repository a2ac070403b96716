import { isAtLeast, type ServerVersion } from './server-version';

/**
 * The feature flags that a series requires and the series before did not: a node does not boot on data or beside nodes in
 * which one of them is not enabled. From `rabbit_feature_flag` attributes of the sources at the last tags of 4.0, 4.1, 4.2
 * and 4.3, and compared with `GET /api/feature-flags` of live servers by a test; flags of plugins that a broker has not
 * enabled are told by the sources alone.
 * @see https://www.rabbitmq.com/docs/feature-flags
 */
export const requiredFeatureFlags: Readonly<Record<string, readonly string[]>> = {
  '4.0': [
    'classic_mirrored_queue_version',
    'classic_queue_type_delivery_support',
    'delete_ra_cluster_mqtt_node',
    'direct_exchange_routing_v2',
    'drop_unroutable_metric',
    'empty_basic_get_metric',
    'feature_flags_v2',
    'implicit_default_bindings',
    'listener_records_in_ets',
    'maintenance_mode_status',
    'message_containers',
    'mqtt_v5',
    'quorum_queue',
    'rabbit_mqtt_qos0_queue',
    'restart_streams',
    'stream_filtering',
    'stream_queue',
    'stream_sac_coordinator_unblock_group',
    'stream_single_active_consumer',
    'stream_update_config_command',
    'tracking_records_in_ets',
    'user_limits',
    'virtual_host_metadata',
  ],
  '4.3': [
    'detailed_queues_endpoint',
    'khepri_db',
    'message_containers_deaths_v2',
    'quorum_queue_non_voters',
    'rabbit_exchange_type_local_random',
    'rabbitmq_4.0.0',
    'rabbitmq_4.1.0',
    'rabbitmq_4.2.0',
  ],
};

/** The flag whose state says where a broker keeps its metadata: in Khepri when it is enabled, else in Mnesia. */
export const KHEPRI_FLAG = 'khepri_db';

/** Whether a server of that version requires a feature flag. */
export function requiresFeatureFlag(flag: string, version: ServerVersion): boolean {
  return Object.entries(requiredFeatureFlags).some(
    ([series, flags]) => isAtLeast(version, series) && flags.includes(flag),
  );
}
