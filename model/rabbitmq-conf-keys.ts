import { Duration } from './duration';
import { Size } from './size';

/** What values a key takes, and how they are written. */
export interface ConfKind<T> {
  /** What the value must be, when it is not that; undefined when it is. */
  fault(value: T): string | undefined;
  render(value: T): string;
}

/**
 * The keys of rabbitmq.conf that can be set, with the kind of their values. A star stands for one word.
 * @see https://www.rabbitmq.com/docs/configure#config-items
 */
export const confKeys = {
  // Listeners: https://www.rabbitmq.com/docs/networking
  'listeners.tcp': oneOf('none'),
  'listeners.tcp.*': listener(),
  'listeners.ssl': oneOf('none'),
  'listeners.ssl.*': listener(),
  'num_acceptors.tcp': integer(1),
  'num_acceptors.ssl': integer(1),
  handshake_timeout: milliseconds(),
  'tcp_listen_options.backlog': integer(1),
  'tcp_listen_options.nodelay': boolean(),
  'tcp_listen_options.keepalive': boolean(),

  // TLS: https://www.rabbitmq.com/docs/ssl
  'ssl_options.cacertfile': text(),
  'ssl_options.certfile': text(),
  'ssl_options.keyfile': text(),
  'ssl_options.verify': oneOf('verify_peer', 'verify_none'),
  'ssl_options.fail_if_no_peer_cert': boolean(),
  'ssl_options.versions.*': tlsVersion(),
  ssl_cert_login_from: oneOf('common_name', 'distinguished_name', 'subject_alternative_name'),

  // Connections: https://www.rabbitmq.com/docs/heartbeats
  heartbeat: seconds(),
  channel_max: integer(0),
  frame_max: integer(0),
  connection_max: integer(0),
  channel_max_per_node: integer(0),
  max_message_size: size(),
  consumer_timeout: milliseconds(),

  // Memory and disk: https://www.rabbitmq.com/docs/memory and https://www.rabbitmq.com/docs/disk-alarms
  'vm_memory_high_watermark.relative': ratio(),
  'vm_memory_high_watermark.absolute': size(),
  total_memory_available_override_value: size(),
  'disk_free_limit.absolute': size(),
  'disk_free_limit.relative': positive(),

  // First boot: https://www.rabbitmq.com/docs/access-control#default-state
  default_user: text(),
  default_pass: text(),
  default_vhost: text(),
  'default_user_tags.administrator': boolean(),
  default_queue_type: oneOf('classic', 'quorum', 'stream'),
  queue_leader_locator: oneOf('client-local', 'balanced'),
  'loopback_users.*': boolean(),
  'auth_mechanisms.*': text(),
  'auth_backends.*': text(),

  // Logging: https://www.rabbitmq.com/docs/logging
  'log.console': boolean(),
  'log.console.level': logLevel(),
  'log.console.formatter': oneOf('plaintext', 'json'),
  'log.file': text(),
  'log.file.level': logLevel(),
  'log.file.rotation.size': size(),
  'log.file.rotation.count': integer(0),
  'log.connection.level': logLevel(),
  'log.channel.level': logLevel(),
  'log.queue.level': logLevel(),

  // Clusters: https://www.rabbitmq.com/docs/cluster-formation and https://www.rabbitmq.com/docs/partitions
  cluster_name: text(),
  cluster_partition_handling: oneOf('ignore', 'pause_minority', 'autoheal'),
  'cluster_formation.peer_discovery_backend': text(),
  'cluster_formation.classic_config.nodes.*': text(),
  'cluster_formation.target_cluster_size_hint': integer(1),
  'cluster_formation.k8s.host': text(),
  'cluster_formation.k8s.service_name': text(),
  'cluster_formation.k8s.address_type': oneOf('hostname', 'ip'),
  'cluster_formation.k8s.hostname_suffix': text(),
  'cluster_formation.discovery_retry_limit': integer(0),
  'cluster_formation.discovery_retry_interval': milliseconds(),
  'raft.wal_max_size_bytes': size(),
  'quorum_queue.continuous_membership_reconciliation.enabled': boolean(),
  'quorum_queue.continuous_membership_reconciliation.auto_remove': boolean(),
  'quorum_queue.continuous_membership_reconciliation.interval': milliseconds(),
  'quorum_queue.continuous_membership_reconciliation.target_group_size': integer(1),
  'quorum_queue.property_equivalence.relaxed_checks_on_redeclaration': boolean(),

  // Streams' own protocol: https://www.rabbitmq.com/docs/stream#advertised-host-port
  'stream.listeners.tcp.*': listener(),
  'stream.listeners.ssl.*': listener(),
  'stream.advertised_host': text(),
  'stream.advertised_port': integer(1),
  'stream.advertised_tls_host': text(),
  'stream.advertised_tls_port': integer(1),

  // Definitions: https://www.rabbitmq.com/docs/definitions#import-on-boot
  load_definitions: text(),
  'definitions.import_backend': oneOf('local_filesystem', 'https'),
  'definitions.local.path': text(),
  'definitions.skip_if_unchanged': boolean(),

  // Management and metrics: https://www.rabbitmq.com/docs/management and https://www.rabbitmq.com/docs/prometheus
  'management.tcp.port': integer(1),
  'management.tcp.ip': text(),
  'management.ssl.port': integer(1),
  'management.ssl.cacertfile': text(),
  'management.ssl.certfile': text(),
  'management.ssl.keyfile': text(),
  'management.ssl.versions.*': tlsVersion(),
  'prometheus.tcp.port': integer(1),
  'prometheus.ssl.port': integer(1),
  'prometheus.ssl.cacertfile': text(),
  'prometheus.ssl.certfile': text(),
  'prometheus.ssl.keyfile': text(),
  'prometheus.ssl.versions.*': tlsVersion(),
  'prometheus.return_per_object_metrics': boolean(),
  collect_statistics_interval: milliseconds(),
  'deprecated_features.permit.*': boolean(),
} as const;

function integer(least: number): ConfKind<number> {
  return {
    fault: (value) =>
      Number.isSafeInteger(value) && value >= least ? undefined : `a whole number, ${least} or more, got ${value}`,
    render: String,
  };
}

function ratio(): ConfKind<number> {
  return {
    fault: (value) =>
      typeof value === 'number' && value > 0 && value <= 1 ? undefined : `above 0 and at most 1, got ${value}`,
    render: decimal,
  };
}

function positive(): ConfKind<number> {
  return {
    fault: (value) => (typeof value === 'number' && value > 0 ? undefined : `above 0, got ${value}`),
    render: decimal,
  };
}

/** The server wants a decimal point in these numbers: `1` is refused where `1.0` is meant. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function boolean(): ConfKind<boolean> {
  return { fault: (value) => (typeof value === 'boolean' ? undefined : `true or false, got ${value}`), render: String };
}

function text(): ConfKind<string> {
  return {
    fault: (value) =>
      typeof value === 'string' && value !== '' && !/[\r\n]/.test(value) ? undefined : 'text in one line',
    render: String,
  };
}

function oneOf<const T extends string>(...choices: readonly T[]): ConfKind<T> {
  return {
    fault: (value) => (choices.includes(value) ? undefined : `one of ${choices.join(', ')}, got ${value}`),
    render: String,
  };
}

function logLevel(): ConfKind<'debug' | 'info' | 'warning' | 'error' | 'critical' | 'none'> {
  return oneOf('debug', 'info', 'warning', 'error', 'critical', 'none');
}

function tlsVersion(): ConfKind<'tlsv1.2' | 'tlsv1.3'> {
  return oneOf('tlsv1.2', 'tlsv1.3');
}

function listener(): ConfKind<number | string> {
  return {
    fault: (value) => (/^(?:.+:)?\d{1,5}$/.test(String(value)) ? undefined : `a port, or ADDRESS:PORT, got ${value}`),
    render: String,
  };
}

function size(): ConfKind<Size> {
  return {
    fault: (value) => (value instanceof Size ? undefined : `a Size, got ${value}; write Size.mebibytes(…)`),
    render: (value) => String(value.toBytes()),
  };
}

function milliseconds(): ConfKind<Duration> {
  return {
    fault: (value) => (value instanceof Duration ? undefined : `a Duration, got ${value}; write Duration.seconds(…)`),
    render: (value) => String(value.toMilliseconds()),
  };
}

function seconds(): ConfKind<Duration> {
  return {
    fault: (value) => {
      if (!(value instanceof Duration)) return `a Duration, got ${value}; write Duration.seconds(…)`;
      return value.toMilliseconds() % 1_000 === 0 ? undefined : `whole seconds, got ${value}`;
    },
    render: (value) => String(value.toSeconds()),
  };
}
