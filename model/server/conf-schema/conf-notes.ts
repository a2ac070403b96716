import { isAtLeast, type ServerVersion } from '../server-version';

/** What is known of a key beyond the schemas: what reads it, and what came in its place. */
export interface ConfNote {
  /** From which version on; from the first on where nothing is said. */
  readonly since?: string;
  /** Why it has no effect, or what is against it. */
  readonly because: string;
  readonly remedy: string;
}

/**
 * Why a server ignores a key that its schema has; undefined when it reads it. Each was looked for in the sources of the
 * server: nothing there asks for what the schema makes of the key.
 */
export function ignoredBy(key: string, version: ServerVersion): ConfNote | undefined {
  const note = ignored.find(([pattern]) => pattern.test(key))?.[1];
  return note !== undefined && isAtLeast(version, note.since ?? '0.0') ? note : undefined;
}

/** What came in the place of a key that servers still read; undefined where it is the present one. */
export function deprecationOf(key: string, version: ServerVersion): ConfNote | undefined {
  const note = deprecated.find(([pattern]) => pattern.test(key))?.[1];
  return note !== undefined && isAtLeast(version, note.since ?? '0.0') ? note : undefined;
}

/** What became of a key that RabbitMQ 3 had and 4 refuses, or that never was one although it is often written. */
export function formerKey(key: string): ConfNote | undefined {
  return former.find(([pattern]) => pattern.test(key))?.[1];
}

type Notes = readonly (readonly [RegExp, ConfNote])[];

const leaveItOut = 'leave it out';

const ignored: Notes = [
  [
    /^cluster_partition_handling(\.|$)/,
    {
      since: '4.3',
      because: 'has no effect, as 4.3 keeps its metadata in Khepri, whose minority does not serve',
      remedy: leaveItOut,
    },
  ],
  [
    /^cluster_formation\.k8s\.(host|port|scheme|token_path|cert_path|tls\..+|namespace_path|service_name|address_type|hostname_suffix)$/,
    {
      since: '4.1',
      because: 'has no effect, as nodes no longer ask Kubernetes for their peers',
      remedy: "leave it out; 'cluster_formation.k8s.seed_node' and 'ordinal_start' say which pod the others join",
    },
  ],
  [
    /^(vm_memory_high_watermark_paging_ratio|memory_monitor_interval)$/,
    { because: 'has no effect, as queues keep few messages in memory anyway', remedy: leaveItOut },
  ],
  [
    /^mirroring_sync_(batch_size|max_throughput)$/,
    {
      because: 'has no effect, as there are no mirrored queues',
      remedy: 'leave it out, and replicate by quorum queues',
    },
  ],
  [/^classic_queue\.default_version$/, { because: 'has no effect, as version 2 is the only one', remedy: leaveItOut }],
  [/^hipe_compile$/, { because: 'has no effect, as Erlang has no HiPE any more', remedy: leaveItOut }],
  [
    /^cluster_formation\.lock_retry_(limit|timeout)$/,
    { because: 'has no effect: no back end reads it', remedy: leaveItOut },
  ],
  [/^cluster_formation\.etcd\.scheme$/, { because: 'has no effect', remedy: 'leave it out; the endpoints say it' }],
  [/^web_(mqtt|stomp)\.use_file_handle_cache$/, { because: 'has no effect', remedy: leaveItOut }],
];

const deprecated: Notes = [
  [/^queue_master_locator$/, { because: 'is read for old files alone', remedy: "use 'queue_leader_locator'" }],
  [/^auth_oauth2\.jwks_url$/, { since: '4.1', because: 'is an old name', remedy: "use 'auth_oauth2.jwks_uri'" }],
  [/^auth_oauth2\.https\.peer_verification$/, { because: 'is an old name', remedy: "use 'auth_oauth2.https.verify'" }],
  [
    /^management\.oauth_metadata_url$/,
    { since: '4.1', because: 'is deprecated', remedy: "use 'auth_oauth2.discovery_endpoint_path'" },
  ],
];

const former: Notes = [
  [
    /^mqtt\.subscription_ttl$/,
    { because: 'stops the boot since 3.13', remedy: "use 'mqtt.max_session_expiry_interval_seconds'" },
  ],
  [
    /^cluster_formation\.randomized_startup_delay_range\.(min|max)$/,
    { because: 'stops the boot since 4.0', remedy: leaveItOut },
  ],
  [
    /^amqp1_0\.(default_user|default_vhost|protocol_strict_mode|convert_\w+)$/,
    {
      because: 'stops the boot since 4.0, as AMQP 1.0 is built in',
      remedy: "leave it out, or use 'anonymous_login_user'",
    },
  ],
  [
    /^mqtt\.default_(user|pass)$/,
    { because: 'stops the boot since 4.0', remedy: "use 'anonymous_login_user' and 'anonymous_login_pass'" },
  ],
  [
    /^management\.(enable_uaa|uaa_client_id|uaa_client_secret|uaa_location)$/,
    { because: 'stops the boot since 3.12', remedy: "use 'management.oauth_enabled' and its neighbours" },
  ],
  [
    /^management\.enable_connection_lifecycle_events$/,
    { because: 'never was a key', remedy: 'use the plugin rabbitmq_event_exchange' },
  ],
];
