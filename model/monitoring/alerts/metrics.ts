import { isAtLeast, type ServerVersion } from '../../server/server-version';

/**
 * Who serves a metric: the broker's `/metrics`, a family of its `/metrics/detailed`, Prometheus about a scrape, or another
 * exporter.
 */
export type MetricSource =
  | '/metrics'
  | DetailedFamily
  | 'scrape'
  | 'prometheus'
  | 'alertmanager'
  | 'haproxy'
  | 'kube-state-metrics'
  | 'blackbox';

/**
 * A family of `/metrics/detailed` that is asked for.
 * @see https://www.rabbitmq.com/docs/prometheus#detailed-endpoint
 */
export type DetailedFamily = (typeof detailedFamilies)[number];

/** A metric that alerts or dashboards name. */
export type MetricName = keyof typeof metrics;

const detailedFamilies = [
  'exchange_metrics',
  'queue_coarse_metrics',
  'queue_consumer_count',
  'queue_delivery_metrics',
  'queue_metrics',
  'ra_metrics',
  'vhost_status',
] as const;

interface Metric {
  readonly source: MetricSource;
  /** The first version of the server that serves it. */
  readonly since?: string;
  /** The first version of the server that no longer does. */
  readonly until?: string;
}

const broker = { source: '/metrics' } as const satisfies Metric;
const beforeRename = { source: 'ra_metrics', until: '4.2.0' } as const satisfies Metric;
const afterRename = { source: 'ra_metrics', since: '4.2.0' } as const satisfies Metric;
/** The Erlang runtime's are those of the library prometheus.erl: its version 6 came with 4.2.2. */
const beforeLibrary6 = { source: '/metrics', until: '4.2.2' } as const satisfies Metric;
const fromLibrary6 = { source: '/metrics', since: '4.2.2' } as const satisfies Metric;

/**
 * Every metric that alerts and dashboards name. Those of the broker are compared with lists recorded from real ones.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbitmq_prometheus/metrics.md
 */
export const metrics = {
  rabbitmq_alarms_memory_used_watermark: broker,
  rabbitmq_alarms_free_disk_space_watermark: broker,
  rabbitmq_alarms_file_descriptor_limit: { source: '/metrics', until: '4.3.0' },
  rabbitmq_auth_attempts_failed_total: broker,
  rabbitmq_build_info: broker,
  rabbitmq_channels: broker,
  rabbitmq_channels_closed_total: broker,
  rabbitmq_channels_opened_total: broker,
  rabbitmq_connections: broker,
  rabbitmq_connections_closed_total: broker,
  rabbitmq_connections_opened_total: broker,
  rabbitmq_connection_incoming_bytes_total: broker,
  rabbitmq_connection_outgoing_bytes_total: broker,
  rabbitmq_consumers: broker,
  rabbitmq_disk_space_available_bytes: broker,
  rabbitmq_disk_space_available_limit_bytes: broker,
  rabbitmq_erlang_processes_limit: broker,
  rabbitmq_erlang_processes_used: broker,
  rabbitmq_erlang_scheduler_run_queue: broker,
  rabbitmq_erlang_uptime_seconds: broker,
  rabbitmq_federation_links: broker,
  rabbitmq_global_consumers: broker,
  rabbitmq_global_messages_acknowledged_total: broker,
  rabbitmq_global_messages_confirmed_total: broker,
  rabbitmq_global_messages_dead_lettered_delivery_limit_total: broker,
  rabbitmq_global_messages_dead_lettered_expired_total: broker,
  rabbitmq_global_messages_dead_lettered_maxlen_total: broker,
  rabbitmq_global_messages_dead_lettered_rejected_total: broker,
  rabbitmq_global_messages_delivered_total: broker,
  rabbitmq_global_messages_received_total: broker,
  rabbitmq_global_messages_redelivered_total: broker,
  rabbitmq_global_messages_routed_total: broker,
  rabbitmq_global_messages_unroutable_dropped_total: broker,
  rabbitmq_global_messages_unroutable_returned_total: broker,
  rabbitmq_global_publishers: broker,
  rabbitmq_global_stream_error_access_refused_total: broker,
  rabbitmq_global_stream_error_internal_error_total: broker,
  rabbitmq_global_stream_error_stream_not_available_total: broker,
  rabbitmq_process_max_fds: broker,
  rabbitmq_process_open_fds: broker,
  rabbitmq_process_resident_memory_bytes: broker,
  rabbitmq_queue_messages_ready: broker,
  rabbitmq_queue_messages_unacked: broker,
  rabbitmq_queues: broker,
  rabbitmq_queues_created_total: broker,
  rabbitmq_queues_deleted_total: broker,
  rabbitmq_resident_memory_limit_bytes: broker,
  rabbitmq_shovel_dynamic: broker,
  rabbitmq_unreachable_cluster_peers_count: broker,
  erlang_vm_allocators: broker,
  erlang_vm_dist_node_queue_size_bytes: broker,
  erlang_vm_dist_node_state: broker,
  erlang_vm_dist_recv_bytes: broker,
  erlang_vm_dist_send_bytes: broker,
  erlang_vm_memory_bytes_total: beforeLibrary6,
  erlang_vm_memory_bytes: fromLibrary6,
  erlang_vm_process_count: beforeLibrary6,
  erlang_vm_processes: fromLibrary6,
  erlang_vm_statistics_garbage_collection_number_of_gcs: beforeLibrary6,
  erlang_vm_statistics_garbage_collection_number_of_gcs_total: fromLibrary6,
  erlang_vm_statistics_reductions_total: broker,
  erlang_vm_statistics_run_queues_length: broker,

  rabbitmq_cluster_vhost_status: { source: 'vhost_status' },
  rabbitmq_detailed_exchange_messages_published_total: { source: 'exchange_metrics' },
  rabbitmq_detailed_exchange_messages_unroutable_dropped_total: { source: 'exchange_metrics' },
  rabbitmq_detailed_exchange_messages_unroutable_returned_total: { source: 'exchange_metrics' },
  rabbitmq_detailed_queue_consumers: { source: 'queue_consumer_count' },
  rabbitmq_detailed_queue_messages: { source: 'queue_coarse_metrics' },
  rabbitmq_detailed_queue_messages_ready: { source: 'queue_coarse_metrics' },
  rabbitmq_detailed_queue_messages_unacked: { source: 'queue_coarse_metrics' },
  rabbitmq_detailed_queue_get_ack_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_get_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_messages_delivered_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_messages_acked_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_messages_delivered_ack_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_messages_redelivered_total: { source: 'queue_delivery_metrics' },
  rabbitmq_detailed_queue_messages_ready_bytes: { source: 'queue_metrics' },
  rabbitmq_detailed_raft_entry_commit_latency_seconds: beforeRename,
  rabbitmq_detailed_raft_log_commit_index: beforeRename,
  rabbitmq_detailed_raft_log_last_written_index: beforeRename,
  rabbitmq_detailed_raft_log_snapshot_index: beforeRename,
  rabbitmq_detailed_raft_term_total: beforeRename,
  rabbitmq_detailed_raft_commit_index: afterRename,
  rabbitmq_detailed_raft_commit_latency_seconds: afterRename,
  rabbitmq_detailed_raft_last_written_index: afterRename,
  rabbitmq_detailed_raft_snapshot_index: afterRename,
  rabbitmq_detailed_raft_term: afterRename,

  up: { source: 'scrape' },
  scrape_duration_seconds: { source: 'scrape' },
  scrape_samples_scraped: { source: 'scrape' },
  'queue:rabbitmq_wait_broken:bool': { source: 'prometheus' },
  'queue:rabbitmq_wait_broken:ratio5m': { source: 'prometheus' },
  'queue:rabbitmq_wait_broken:ratio30m': { source: 'prometheus' },
  'queue:rabbitmq_wait_broken:ratio1h': { source: 'prometheus' },
  'queue:rabbitmq_wait_broken:ratio6h': { source: 'prometheus' },
  'queue:rabbitmq_wait_broken:ratio3d': { source: 'prometheus' },
  'broker:rabbitmq_messages_lost:ratio5m': { source: 'prometheus' },
  'broker:rabbitmq_messages_lost:ratio30m': { source: 'prometheus' },
  'broker:rabbitmq_messages_lost:ratio1h': { source: 'prometheus' },
  'broker:rabbitmq_messages_lost:ratio6h': { source: 'prometheus' },
  'broker:rabbitmq_messages_lost:ratio3d': { source: 'prometheus' },
  ALERTS: { source: 'prometheus' },
  prometheus_notifications_alertmanagers_discovered: { source: 'prometheus' },
  prometheus_notifications_dropped_total: { source: 'prometheus' },
  prometheus_rule_evaluation_failures_total: { source: 'prometheus' },
  prometheus_tsdb_head_series: { source: 'prometheus' },
  alertmanager_notifications_failed_total: { source: 'alertmanager' },
  haproxy_backend_active_servers: { source: 'haproxy' },
  haproxy_backend_current_sessions: { source: 'haproxy' },
  kube_pod_container_status_restarts_total: { source: 'kube-state-metrics' },
  kube_statefulset_status_replicas_ready: { source: 'kube-state-metrics' },
  kube_statefulset_replicas: { source: 'kube-state-metrics' },
  kube_persistentvolumeclaim_status_phase: { source: 'kube-state-metrics' },
  probe_ssl_earliest_cert_expiry: { source: 'blackbox' },
  probe_success: { source: 'blackbox' },
} as const satisfies Readonly<Record<string, Metric>>;

/** Whether a server of that version serves a metric; what others serve, they always do. */
export function isServed(name: MetricName, version: ServerVersion): boolean {
  const { since, until }: Metric = metrics[name];
  return (since === undefined || isAtLeast(version, since)) && (until === undefined || !isAtLeast(version, until));
}

/** The metrics that PromQL expressions name, sorted. */
export function metricsIn(expressions: readonly string[]): readonly MetricName[] {
  const words = new Set(expressions.flatMap((expression) => expression.match(/[a-zA-Z_:][\w:]*/g) ?? []));
  return (Object.keys(metrics) as MetricName[]).filter((name) => words.has(name)).sort();
}

/** The metrics of `/metrics/detailed` that expressions name, sorted. */
export function detailedMetricsIn(expressions: readonly string[]): readonly MetricName[] {
  return metricsIn(expressions).filter((name) => detailedFamilies.some((family) => family === metrics[name].source));
}

/** The families of `/metrics/detailed` that expressions need, sorted. */
export function familiesOf(expressions: readonly string[]): readonly DetailedFamily[] {
  const sources = new Set<MetricSource>(metricsIn(expressions).map((name) => metrics[name].source));
  return detailedFamilies.filter((family) => sources.has(family));
}
