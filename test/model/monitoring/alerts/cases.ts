/** Series by selector, with their values as promtool writes them: `1x40`, `0+5x40`. */
export type Series = Readonly<Record<string, string>>;

/** What an alert must fire on, and what it must be silent on. */
export interface AlertCase {
  readonly alert: string;
  /** When it is looked at, from the start of the series. */
  readonly at: string;
  /**
   * The time from one value to the next.
   * @default '15s'
   */
  readonly step?: string;
  /** Each of these by itself is a fault. */
  readonly faulty: readonly Series[];
  /** Each of these by itself is none. */
  readonly healthy: readonly Series[];
}

const node = (number: number, labels = '') =>
  `{broker="shop", job="rabbitmq", instance="rabbit${number}:15692"${labels}}`;
const queue = (name: string, labels = '') =>
  `{broker="shop", job="rabbitmq-detailed", instance="rabbit1:15692", vhost="sales", queue="${name}"${labels}}`;
const nodes = (metric: string, values: readonly string[], labels = ''): Series =>
  Object.fromEntries(values.map((value, number) => [`${metric}${node(number + 1, labels)}`, value]));
const versions = (erlang: readonly string[]): Series =>
  Object.fromEntries(
    erlang.map((version, number) => [
      `rabbitmq_build_info${node(number + 1, `, rabbitmq_version="4.0.5", erlang_version="${version}"`)}`,
      '1x400',
    ]),
  );
const links = (count: number): Series => ({
  ...Object.fromEntries(
    Array.from({ length: count }, (_, link) => [
      `erlang_vm_dist_node_state${node(1 + (link % 3), `, peer="rabbit@peer${link}"`)}`,
      '3x100',
    ]),
  ),
  [`erlang_vm_dist_node_state${node(3, ', peer="rabbit@waiting"')}`]: '1x100',
  [`erlang_vm_dist_node_state${node(3, ', peer="rabbitmqcli-7-rabbit@rabbit3"')}`]: '3x100',
});
const members = (name: string, count: number): Series =>
  Object.fromEntries(
    Array.from({ length: count }, (_, member) => [
      `rabbitmq_detailed_raft_log_commit_index{broker="shop", instance="rabbit${member}:15692", vhost="sales", queue="${name}"}`,
      '9x40',
    ]),
  );
const present = (names: readonly string[]): Series =>
  Object.fromEntries(names.map((name) => [`rabbitmq_detailed_queue_messages${queue(name)}`, '0x80']));
/** So many quorum queues that each node leads; every node has a member of each. */
const led = (counts: readonly number[]): Series =>
  Object.fromEntries(
    counts.flatMap((count, leader) =>
      Array.from({ length: count }, (_, number) => `q${leader}.${number}`).flatMap((name) => [
        [
          `rabbitmq_detailed_queue_messages{broker="shop", instance="rabbit${leader}:15692", vhost="sales", queue="${name}"}`,
          '0x45',
        ],
        ...counts.map((__, member) => [
          `rabbitmq_detailed_raft_log_commit_index{broker="shop", instance="rabbit${member}:15692", vhost="sales", queue="${name}"}`,
          '9x45',
        ]),
      ]),
    ),
  );
/** So many classic queues on each node. */
const hosted = (counts: readonly number[]): Series =>
  Object.fromEntries(
    counts.flatMap((count, node) =>
      Array.from({ length: count }, (_, number) => [
        `rabbitmq_detailed_queue_messages{broker="shop", instance="rabbit${node}:15692", vhost="sales", queue="c${node}.${number}"}`,
        '0x45',
      ]),
    ),
  );
const hours = (count: number) => count * 12;
const declaredQueues = [
  ...['orders', 'dead.orders', 'retry', 'images', 'dead.images', 'archive'],
  ...['payments', 'payments.wait', 'payments.parked'],
];
const waits = (name: string): Series => ({ [`rabbitmq_detailed_queue_messages_ready${queue(name)}`]: '1x40' });
const unattended = (name: string): Series => ({
  [`rabbitmq_detailed_queue_messages${queue(name)}`]: '1x60',
  [`rabbitmq_detailed_queue_messages_ready${queue(name)}`]: '1x60',
  [`rabbitmq_detailed_queue_consumers${queue(name)}`]: '0x60',
});

const queuePromise = (ratios: Readonly<Record<string, number | undefined>>): Series =>
  Object.fromEntries(
    Object.entries(ratios).map(([window, ratio]) => [
      `queue:rabbitmq_wait_broken:ratio${window}{broker="shop", vhost="sales", queue="temporary"}`,
      `${ratio}x40`,
    ]),
  );
const brokerPromise = (ratios: Readonly<Record<string, number | undefined>>): Series =>
  Object.fromEntries(
    Object.entries(ratios).map(([window, ratio]) => [
      `broker:rabbitmq_messages_lost:ratio${window}{broker="shop"}`,
      `${ratio}x40`,
    ]),
  );

/** For every alert of the broker {@link shop}, and of the monitoring. */
export const alertCases: readonly AlertCase[] = [
  {
    alert: 'RabbitMQDown',
    at: '2m',
    faulty: [nodes('up', ['1x20', '0x20', '1x20'])],
    healthy: [nodes('up', ['1x20', '1x20', '1x20']), { 'up{broker="shop", job="rabbitmq-detailed"}': '0x20' }],
  },
  {
    alert: 'NodeRestarted',
    at: '24m',
    faulty: [nodes('rabbitmq_erlang_uptime_seconds', ['1786+15x5 0+15x200'])],
    healthy: [
      nodes('rabbitmq_erlang_uptime_seconds', ['0+15x200']),
      nodes('rabbitmq_erlang_uptime_seconds', ['1801+15x200']),
    ],
  },
  { alert: 'VersionsDiffer', at: '40m', faulty: [versions(['27.1', '27.2'])], healthy: [versions(['27.1', '27.1'])] },
  {
    alert: 'VhostDown',
    at: '3m',
    faulty: [{ 'rabbitmq_cluster_vhost_status{broker="shop", vhost="sales"}': '0x20' }],
    healthy: [{ 'rabbitmq_cluster_vhost_status{broker="shop", vhost="sales"}': '1x20' }],
  },
  {
    alert: 'FewerNodesThanDeclared',
    at: '10m',
    faulty: [versions(['27', '27'])],
    healthy: [versions(['27', '27', '27'])],
  },
  { alert: 'NoMajorityOfNodes', at: '5m', faulty: [versions(['27'])], healthy: [versions(['27', '27'])] },
  {
    alert: 'UnreachablePeers',
    at: '5m',
    faulty: [nodes('rabbitmq_unreachable_cluster_peers_count', ['1x40'])],
    healthy: [nodes('rabbitmq_unreachable_cluster_peers_count', ['0x40'])],
  },
  { alert: 'InsufficientDistributionLinks', at: '15m', faulty: [links(5)], healthy: [links(6)] },
  {
    alert: 'LeaderImbalance',
    step: '1m',
    at: '40m',
    faulty: [led([26, 2, 2]), led([21, 0, 0])],
    healthy: [
      led([25, 3, 2]),
      led([20, 0, 0]),
      // A node is down, and the others lead its queues.
      led([15, 15, 0]),
      // Classic queues have no leader to move.
      hosted([60, 0, 0]),
      { ...hosted([60, 0, 0]), ...led([5, 5, 5]) },
    ],
  },
  {
    alert: 'ContainerRestarts',
    at: '11m',
    faulty: [{ 'kube_pod_container_status_restarts_total{namespace="messaging", pod="shop-2"}': '0x8 1x60' }],
    healthy: [
      { 'kube_pod_container_status_restarts_total{namespace="messaging", pod="shop-2"}': '3x60' },
      { 'kube_pod_container_status_restarts_total{namespace="messaging", pod="shopping-2"}': '0x8 1x60' },
    ],
  },
  {
    alert: 'NoMajorityOfNodesReady',
    at: '10m',
    faulty: [
      {
        'kube_statefulset_status_replicas_ready{namespace="messaging", statefulset="shop"}': '1x60',
        'kube_statefulset_replicas{namespace="messaging", statefulset="shop"}': '2x60',
      },
    ],
    healthy: [
      {
        'kube_statefulset_status_replicas_ready{namespace="messaging", statefulset="shop"}': '2x60',
        'kube_statefulset_replicas{namespace="messaging", statefulset="shop"}': '3x60',
      },
      {
        'kube_statefulset_status_replicas_ready{namespace="messaging", statefulset="shop"}': '0x60',
        'kube_statefulset_replicas{namespace="messaging", statefulset="shop"}': '0x60',
      },
    ],
  },
  {
    alert: 'PersistentVolumeMissing',
    at: '15m',
    faulty: [
      {
        'kube_persistentvolumeclaim_status_phase{namespace="messaging", persistentvolumeclaim="data-shop-0", phase="Bound"}':
          '0x80',
      },
    ],
    healthy: [
      {
        'kube_persistentvolumeclaim_status_phase{namespace="messaging", persistentvolumeclaim="data-shop-0", phase="Bound"}':
          '1x80',
      },
    ],
  },
  ...(['memory_used_watermark', 'free_disk_space_watermark', 'file_descriptor_limit'] as const).map((alarm, index) => ({
    alert: ['MemoryAlarm', 'DiskAlarm', 'FileDescriptorAlarm'][index] ?? '',
    at: '4m',
    faulty: [nodes(`rabbitmq_alarms_${alarm}`, ['0x2 1x2 0x30'])],
    healthy: [nodes(`rabbitmq_alarms_${alarm}`, ['0x40'])],
  })),
  {
    alert: 'MemoryHigh',
    at: '10m',
    faulty: [
      {
        ...nodes('rabbitmq_process_resident_memory_bytes', ['91x60']),
        ...nodes('rabbitmq_resident_memory_limit_bytes', ['100x60']),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_process_resident_memory_bytes', ['90x60']),
        ...nodes('rabbitmq_resident_memory_limit_bytes', ['100x60']),
      },
    ],
  },
  {
    alert: 'FileDescriptorsNearLimit',
    at: '15m',
    faulty: [
      {
        ...nodes('rabbitmq_process_open_fds', ['810x100']),
        ...nodes('rabbitmq_process_max_fds', ['1000x100']),
      },
    ],
    healthy: [
      { ...nodes('rabbitmq_process_open_fds', ['800x100']), ...nodes('rabbitmq_process_max_fds', ['1000x100']) },
    ],
  },
  {
    alert: 'FileDescriptorsPredicted',
    step: '5m',
    at: '2h',
    faulty: [
      {
        ...nodes('rabbitmq_process_open_fds', [`100+20x${hours(3)}`]),
        ...nodes('rabbitmq_process_max_fds', [`1000x${hours(3)}`]),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_process_open_fds', [`500x${hours(3)}`]),
        ...nodes('rabbitmq_process_max_fds', [`1000x${hours(3)}`]),
      },
    ],
  },
  {
    alert: 'LowDiskWatermarkPredicted',
    step: '5m',
    at: '25h',
    faulty: [
      {
        ...nodes('rabbitmq_disk_space_available_bytes', [`12000-20x${hours(26)}`]),
        ...nodes('rabbitmq_disk_space_available_limit_bytes', [`1000x${hours(26)}`]),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_disk_space_available_bytes', [`14000-20x${hours(26)}`]),
        ...nodes('rabbitmq_disk_space_available_limit_bytes', [`1000x${hours(26)}`]),
      },
      {
        // Known for half an hour: too short to tell.
        ...nodes('rabbitmq_disk_space_available_bytes', [`_x${hours(23)} 12000-20x${hours(3)}`]),
        ...nodes('rabbitmq_disk_space_available_limit_bytes', [`1000x${hours(26)}`]),
      },
    ],
  },
  {
    alert: 'ErlangProcessesNearLimit',
    at: '15m',
    faulty: [
      {
        ...nodes('rabbitmq_erlang_processes_used', ['810x100']),
        ...nodes('rabbitmq_erlang_processes_limit', ['1000x100']),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_erlang_processes_used', ['800x100']),
        ...nodes('rabbitmq_erlang_processes_limit', ['1000x100']),
      },
    ],
  },
  {
    alert: 'UnroutableMessages',
    at: '5m',
    faulty: [
      {
        ...nodes('rabbitmq_global_messages_unroutable_dropped_total', ['0x10 1x30']),
        ...nodes('rabbitmq_global_messages_unroutable_returned_total', ['0x10 1x30']),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_global_messages_unroutable_dropped_total', ['7x40']),
        ...nodes('rabbitmq_global_messages_unroutable_returned_total', ['7x40']),
      },
    ],
  },
  {
    alert: 'DeliveryLimitReached',
    at: '5m',
    faulty: [nodes('rabbitmq_global_messages_dead_lettered_delivery_limit_total', ['0x10 1x30'])],
    healthy: [nodes('rabbitmq_global_messages_dead_lettered_delivery_limit_total', ['1x40'])],
  },
  {
    alert: 'AuthenticationFailures',
    at: '6m',
    faulty: [nodes('rabbitmq_auth_attempts_failed_total', ['0+1x40'], ', protocol="amqp091"')],
    healthy: [nodes('rabbitmq_auth_attempts_failed_total', ['0x12 9x40'], ', protocol="amqp091"')],
  },
  {
    alert: 'HighConnectionChurn',
    at: '20m',
    faulty: [
      {
        ...nodes('rabbitmq_connections', ['110x100']),
        ...nodes('rabbitmq_connections_opened_total', ['0+100x100']),
        ...nodes('rabbitmq_connections_closed_total', ['0+100x100']),
      },
    ],
    healthy: [
      {
        ...nodes('rabbitmq_connections', ['110x100']),
        ...nodes('rabbitmq_connections_opened_total', ['0+80x100']),
        ...nodes('rabbitmq_connections_closed_total', ['0+80x100']),
      },
      {
        ...nodes('rabbitmq_connections', ['99x100']),
        ...nodes('rabbitmq_connections_opened_total', ['0+100x100']),
        ...nodes('rabbitmq_connections_closed_total', ['0+100x100']),
      },
    ],
  },
  {
    alert: 'ConnectionsHigh',
    at: '20m',
    faulty: [nodes('rabbitmq_connections', ['5001x100', '1x100'])],
    healthy: [nodes('rabbitmq_connections', ['5000x100', '5000x100']), nodes('rabbitmq_connections', ['5001x30'])],
  },
  {
    alert: 'QueueMessagesHigh',
    at: '10m',
    faulty: [{ [`rabbitmq_detailed_queue_messages_ready${queue('any')}`]: '1001x60' }],
    healthy: [
      { [`rabbitmq_detailed_queue_messages_ready${queue('any')}`]: '1000x60' },
      {
        [`rabbitmq_detailed_queue_messages_ready${queue('archive')}`]: '9000x60',
        [`rabbitmq_detailed_queue_messages${queue('archive')}`]: '9000x60',
      },
    ],
  },
  {
    alert: 'NoConsumers',
    at: '10m',
    faulty: ['any', 'payments', 'images'].map(unattended),
    healthy: [
      {
        [`rabbitmq_detailed_queue_messages_ready${queue('any')}`]: '1x60',
        [`rabbitmq_detailed_queue_consumers${queue('any')}`]: '1x60',
      },
      {
        [`rabbitmq_detailed_queue_messages_ready${queue('any')}`]: '0x60',
        [`rabbitmq_detailed_queue_consumers${queue('any')}`]: '0x60',
      },
      ...['dead.orders', 'dead.images', 'retry', 'payments.wait', 'payments.parked'].map(unattended),
    ],
  },
  {
    alert: 'UnackedHigh',
    at: '15m',
    faulty: [{ [`rabbitmq_detailed_queue_messages_unacked${queue('any')}`]: '101x80' }],
    healthy: [{ [`rabbitmq_detailed_queue_messages_unacked${queue('any')}`]: '100x80' }],
  },
  {
    alert: 'QueueIsGrowing',
    at: '30m',
    faulty: [{ [`rabbitmq_detailed_queue_messages${queue('any')}`]: '0+0.5x130' }],
    healthy: [
      { [`rabbitmq_detailed_queue_messages${queue('any')}`]: '0+0.2x130' },
      { [`rabbitmq_detailed_queue_messages${queue('archive')}`]: '0+9x130' },
    ],
  },
  {
    alert: 'RaftLogGrowth',
    at: '40m',
    faulty: [
      {
        [`rabbitmq_detailed_raft_log_last_written_index${queue('orders')}`]: '50101x170',
        [`rabbitmq_detailed_raft_log_snapshot_index${queue('orders')}`]: '0x170',
        [`rabbitmq_detailed_queue_messages${queue('orders')}`]: '100x170',
      },
    ],
    healthy: [
      {
        [`rabbitmq_detailed_raft_log_last_written_index${queue('orders')}`]: '50101x170',
        [`rabbitmq_detailed_raft_log_snapshot_index${queue('orders')}`]: '0x170',
        [`rabbitmq_detailed_queue_messages${queue('orders')}`]: '101x170',
      },
      {
        [`rabbitmq_detailed_raft_log_last_written_index${queue('orders')}`]: '90000x170',
        [`rabbitmq_detailed_raft_log_snapshot_index${queue('orders')}`]: '89000x170',
        [`rabbitmq_detailed_queue_messages${queue('orders')}`]: '0x170',
      },
    ],
  },
  {
    alert: 'DeadLetterQueueFilling',
    at: '4m',
    faulty: ['dead.orders', 'dead.images', 'payments.parked'].map(waits),
    healthy: [
      ...['orders', 'retry', 'payments', 'payments.wait'].map(waits),
      { [`rabbitmq_detailed_queue_messages_ready${queue('dead.orders')}`]: '0x40' },
      { [`rabbitmq_detailed_queue_messages_ready${queue('deadXorders')}`]: '9x40' },
    ],
  },
  {
    alert: 'DeclaredConsumerMissing',
    at: '15m',
    faulty: ['orders', 'payments'].map((name) => ({ [`rabbitmq_detailed_queue_consumers${queue(name)}`]: '0x80' })),
    healthy: [
      { [`rabbitmq_detailed_queue_consumers${queue('orders')}`]: '1x80' },
      ...['images', 'payments.wait', 'payments.parked'].map((name) => ({
        [`rabbitmq_detailed_queue_consumers${queue(name)}`]: '0x80',
      })),
    ],
  },
  {
    alert: 'FewerConsumersThanDeclared',
    at: '15m',
    faulty: ['2x80', '0x80'].map((values) => ({ [`rabbitmq_detailed_queue_consumers${queue('images')}`]: values })),
    healthy: [
      { [`rabbitmq_detailed_queue_consumers${queue('images')}`]: '3x80' },
      { [`rabbitmq_detailed_queue_consumers${queue('orders')}`]: '0x80' },
    ],
  },
  {
    // Of 0.99 the budget is 0.01 of the time: it burns 14.4, 6 or 1 times as fast as it may, in both windows or not at all.
    alert: 'WaitObjectiveBurns',
    at: '5m',
    faulty: [
      { '1h': 0.145, '5m': 0.145 },
      { '6h': 0.061, '30m': 0.061 },
      { '3d': 0.011, '6h': 0.011 },
    ].map(queuePromise),
    healthy: [
      { '1h': 0.145, '5m': 0.144 },
      { '1h': 0.144, '5m': 0.145 },
      { '6h': 0.061, '30m': 0.06 },
      { '6h': 0.06, '30m': 0.061 },
      { '3d': 0.011, '6h': 0.01 },
      { '3d': 0.01, '6h': 0.011 },
    ].map(queuePromise),
  },
  {
    alert: 'KeptObjectiveBurns',
    at: '5m',
    faulty: [
      { '1h': 0.0145, '5m': 0.0145 },
      { '6h': 0.0061, '30m': 0.0061 },
      { '3d': 0.0011, '6h': 0.0011 },
    ].map(brokerPromise),
    healthy: [
      { '1h': 0.0145, '5m': 0.0144 },
      { '1h': 0.0144, '5m': 0.0145 },
      { '6h': 0.0061, '30m': 0.006 },
      { '6h': 0.006, '30m': 0.0061 },
      { '3d': 0.0011, '6h': 0.001 },
      { '3d': 0.001, '6h': 0.0011 },
    ].map(brokerPromise),
  },
  {
    alert: 'DeclaredQueuesMissing',
    at: '10m',
    faulty: [{ ...versions(['27']), ...present(declaredQueues.slice(1)) }],
    healthy: [
      { ...versions(['27']), ...present(declaredQueues) },
      // Nothing answers at all: that is another alert.
      {},
    ],
  },
  {
    alert: 'QueueNearLimit',
    at: '10m',
    faulty: [
      {
        [`rabbitmq_detailed_queue_messages_ready${queue('orders')}`]: '80x60',
      },
      { [`rabbitmq_detailed_queue_messages_ready_bytes${queue('images')}`]: '800x60' },
    ],
    healthy: [
      { [`rabbitmq_detailed_queue_messages_ready${queue('orders')}`]: '79x60' },
      { [`rabbitmq_detailed_queue_messages_ready_bytes${queue('images')}`]: '799x60' },
    ],
  },
  {
    alert: 'QueueLimitPredicted',
    at: '60m',
    step: '1m',
    faulty: [
      { [`rabbitmq_detailed_queue_messages_ready${queue('orders')}`]: '0+1x90' },
      { [`rabbitmq_detailed_queue_messages_ready_bytes${queue('images')}`]: '0+10x90' },
    ],
    healthy: [
      { [`rabbitmq_detailed_queue_messages_ready${queue('orders')}`]: '0+0.5x90' },
      { [`rabbitmq_detailed_queue_messages_ready_bytes${queue('images')}`]: '0+5x90' },
      // It is full and stays so.
      { [`rabbitmq_detailed_queue_messages_ready${queue('orders')}`]: '100x90' },
    ],
  },
  {
    alert: 'VhostNearLimit',
    at: '10m',
    faulty: [present(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])],
    healthy: [present(['a', 'b', 'c', 'd', 'e', 'f', 'g'])],
  },
  {
    alert: 'QuorumQueueWithoutMajority',
    at: '4m',
    faulty: [members('orders', 1)],
    healthy: [members('orders', 2)],
  },
  {
    alert: 'ShovelDown',
    at: '10m',
    faulty: [{ 'rabbitmq_shovel_dynamic{broker="shop", status="starting"}': '1x60' }],
    healthy: [{ 'rabbitmq_shovel_dynamic{broker="shop", status="running"}': '1x60' }],
  },
  {
    alert: 'FederationLinkDown',
    at: '10m',
    faulty: [
      {
        'rabbitmq_federation_links{broker="shop", status="running"}': '1x60',
        'rabbitmq_federation_links{broker="shop", status="starting"}': '1x60',
      },
      {},
    ],
    healthy: [{ 'rabbitmq_federation_links{broker="shop", status="running"}': '1x60' }],
  },
  {
    alert: 'LoadBalancerWithoutNodes',
    at: '4m',
    faulty: [{ 'haproxy_backend_active_servers{broker="shop", proxy="amqp"}': '0x40' }],
    healthy: [{ 'haproxy_backend_active_servers{broker="shop", proxy="amqp"}': '1x40' }],
  },
  {
    alert: 'CertificateExpires',
    step: '5m',
    at: '2h',
    faulty: [{ 'probe_ssl_earliest_cert_expiry{broker="shop"}': `1209600x${hours(3)}` }],
    healthy: [{ 'probe_ssl_earliest_cert_expiry{broker="shop"}': `1216801x${hours(3)}` }],
  },
  {
    alert: 'CertificateProbeFails',
    at: '15m',
    faulty: [{ 'probe_success{broker="shop", job="certificates", instance="shop:5671"}': '0x80' }],
    healthy: [{ 'probe_success{broker="shop", job="certificates", instance="shop:5671"}': '1x80' }],
  },
  {
    alert: 'ScrapeFailing',
    at: '10m',
    faulty: [{ 'up{job="rabbitmq-detailed"}': '0x60' }],
    healthy: [{ 'up{job="rabbitmq-detailed"}': '1x60' }, { 'up{job="rabbitmq"}': '0x60' }],
  },
  {
    alert: 'ScrapeSlow',
    at: '10m',
    faulty: [{ 'scrape_duration_seconds{job="rabbitmq-detailed"}': '11x60' }],
    healthy: [{ 'scrape_duration_seconds{job="rabbitmq-detailed"}': '10x60' }],
  },
  {
    alert: 'RuleFailures',
    at: '5m',
    faulty: [{ 'prometheus_rule_evaluation_failures_total{job="prometheus"}': '0x10 1x30' }],
    healthy: [{ 'prometheus_rule_evaluation_failures_total{job="prometheus"}': '1x40' }],
  },
  {
    alert: 'NoAlertmanager',
    at: '10m',
    faulty: [
      { 'prometheus_notifications_alertmanagers_discovered{job="prometheus"}': '0x60' },
      { 'prometheus_notifications_dropped_total{job="prometheus"}': '0+1x60' },
    ],
    healthy: [
      {
        'prometheus_notifications_alertmanagers_discovered{job="prometheus"}': '1x60',
        'prometheus_notifications_dropped_total{job="prometheus"}': '2x60',
      },
    ],
  },
  {
    alert: 'NotificationsFail',
    at: '14m',
    faulty: [{ 'alertmanager_notifications_failed_total{integration="webhook"}': '0x2 1x80' }],
    healthy: [{ 'alertmanager_notifications_failed_total{integration="webhook"}': '1x80' }],
  },
];

/** What servers of 4.3 call otherwise. */
const renamed: readonly (readonly [string, string])[] = [
  ['rabbitmq_detailed_raft_log_commit_index', 'rabbitmq_detailed_raft_commit_index'],
];

const commits = (values: readonly string[]): Series =>
  Object.fromEntries(
    values.map((value, member) => [
      `rabbitmq_detailed_raft_commit_index{broker="shop", instance="rabbit${member}:15692", vhost="sales", queue="orders"}`,
      value,
    ]),
  );
const written = (value: string): Series => ({ [`rabbitmq_detailed_raft_last_written_index${queue('orders')}`]: value });

/** The same for a broker of 4.3: alerts that it cannot raise are none of its, and one has two signs. */
export const alertCases43: readonly AlertCase[] = alertCases
  .filter(({ alert }) => alert !== 'FileDescriptorAlarm' && alert !== 'RaftLogGrowth')
  .map((one) => JSON.parse(renamed.reduce((text, [old, now]) => text.replaceAll(old, now), JSON.stringify(one))))
  .map((one: AlertCase) =>
    one.alert !== 'QuorumQueueWithoutMajority'
      ? one
      : {
          ...one,
          faulty: [...one.faulty, { ...commits(['9x40', '9x40', '9x40']), ...written('10x40') }],
          healthy: [
            ...one.healthy,
            { ...commits(['9x40', '9x40', '9x40']), ...written('9x40') },
            { ...commits(['9+1x40', '9x40', '9x40']), ...written('12+1x40') },
          ],
        },
  );
