import { isAtLeast } from '../../server/server-version';
import { Duration } from '../../units/duration';
import type { Alert, AlertSource, Timing, WatchedBroker } from './alert';
import { aggregate, like, orZero, over, present, series, unlike } from './promql';

/** Alerts about nodes and the cluster that they form. */
export const nodeAlerts: AlertSource = (broker, timing) => {
  const of = { broker: broker.name };
  const uptime = series('rabbitmq_erlang_uptime_seconds', of);
  const recently = timing.ahead(Duration.minutes(30));
  const everywhere: Alert[] = [
    {
      name: 'RabbitMQDown',
      severity: 'critical',
      scope: 'node',
      expr: `${series('up', { ...of, job: 'rabbitmq' })} == 0`,
      for: timing.lasting(Duration.minutes(1)),
      summary: 'node {{ $labels.instance }} of {{ $labels.broker }} does not answer',
      description: 'Its metrics cannot be scraped: the node is down, or unreachable from Prometheus.',
    },
    {
      name: 'NodeRestarted',
      severity: 'warning',
      scope: 'node',
      // It ran for longer within the last two hours, so it is not its first start, however long it was away.
      expr: `${uptime} < ${recently} and on (broker, instance) ${over('max_over_time', uptime, timing.window(Duration.hours(2)))} > ${recently}`,
      summary: 'node {{ $labels.instance }} of {{ $labels.broker }} has restarted',
      description: 'The Erlang runtime restarted within the last 30 minutes. If that was not intended, see its log.',
    },
    {
      name: 'VersionsDiffer',
      severity: 'warning',
      scope: 'broker',
      expr: `${aggregate('count', ['broker'], aggregate('count', ['broker', 'rabbitmq_version', 'erlang_version'], series('rabbitmq_build_info', of)))} > 1`,
      for: timing.lasting(Duration.minutes(30)),
      summary: 'nodes of {{ $labels.broker }} run different versions',
      description: 'An upgrade is incomplete: feature flags that some nodes lack stay disabled.',
    },
    {
      name: 'VhostDown',
      severity: 'critical',
      scope: 'node',
      expr: `${series('rabbitmq_cluster_vhost_status', of)} == 0`,
      for: timing.lasting(Duration.minutes(1)),
      summary: 'virtual host {{ $labels.vhost }} of {{ $labels.broker }} is down on {{ $labels.instance }}',
      description: 'Its message store did not start, so its classic queues on that node are not served.',
    },
  ];
  return broker.nodeCount > 1 ? [...everywhere, ...clusterAlerts(broker, timing)] : everywhere;
};

const clusterAlerts: AlertSource = (broker, timing) => {
  const { name, nodeCount } = broker;
  const of = { broker: name };
  const answering = orZero(`count(${series('rabbitmq_build_info', of)})`);
  const links = orZero(`count(${series('erlang_vm_dist_node_state', { ...of, peer: unlike('rabbitmqcli.*') })} == 3)`);
  return [
    {
      name: 'FewerNodesThanDeclared',
      severity: 'warning',
      scope: 'broker',
      expr: `${answering} < ${nodeCount}`,
      for: timing.lasting(Duration.minutes(5)),
      summary: `{{ $value }} of ${nodeCount} declared nodes of ${name} answer`,
      description: 'The broker runs with less redundancy: the next failure may make queues unavailable.',
    },
    {
      name: 'NoMajorityOfNodes',
      severity: 'critical',
      scope: 'broker',
      expr: `${answering} <= ${nodeCount / 2}`,
      for: timing.lasting(Duration.minutes(1)),
      summary: `only {{ $value }} of ${nodeCount} declared nodes of ${name} answer`,
      description:
        'Without a majority, quorum queues and streams accept and deliver nothing, and nothing can be declared.',
    },
    {
      name: 'UnreachablePeers',
      severity: 'warning',
      scope: 'node',
      expr: `${series('rabbitmq_unreachable_cluster_peers_count', of)} > 0`,
      for: timing.lasting(Duration.minutes(1)),
      summary: 'node {{ $labels.instance }} of {{ $labels.broker }} cannot reach {{ $value }} of its peers',
      description: 'Peers are down, or the network is partitioned while both sides may still serve clients.',
    },
    {
      name: 'InsufficientDistributionLinks',
      severity: 'warning',
      scope: 'broker',
      expr: `${links} < ${nodeCount * (nodeCount - 1)}`,
      for: timing.lasting(Duration.minutes(10)),
      summary: `{{ $value }} of ${nodeCount * (nodeCount - 1)} links between the nodes of ${name} are up`,
      description: 'Every node must be connected to every other node, in both directions.',
    },
    leaderImbalance(broker, timing),
  ];
};

/**
 * The messages of a queue are counted on the node of its leader alone; only quorum queues have Raft members that are named after
 * a queue. Ten leaders more than the others are no imbalance, however few queues there are.
 */
function leaderImbalance({ name, nodeCount, serverVersion }: WatchedBroker, timing: Timing): Alert {
  const isRenamed = isAtLeast(serverVersion, '4.2.0');
  const members = series(
    isRenamed ? 'rabbitmq_detailed_raft_commit_index' : 'rabbitmq_detailed_raft_log_commit_index',
    {
      broker: name,
      queue: present,
    },
  );
  const led = `${series('rabbitmq_detailed_queue_messages', { broker: name })} and on (broker, instance, vhost, queue) ${members}`;
  const most = aggregate('max', ['broker'], aggregate('count', ['broker', 'instance'], led));
  return {
    name: 'LeaderImbalance',
    severity: 'warning',
    scope: 'broker',
    expr: `(${most} - 10) / (${aggregate('count', ['broker'], led)} / ${nodeCount}) > 1.5`,
    for: timing.lasting(Duration.minutes(30)),
    summary: 'a node of {{ $labels.broker }} leads far more than its share of the quorum queues',
    description: 'It does the work of most queues while the others idle; that it fails interrupts most queues at once.',
  };
}

/** Alerts where kube-state-metrics tells of the broker's pods. */
export const kubernetesAlerts: AlertSource = ({ name, statefulSet }, timing) => {
  if (statefulSet === undefined) return [];
  const of = { namespace: statefulSet.namespace };
  const set = { ...of, statefulset: statefulSet.name };
  const pods = like(`${statefulSet.name}-[0-9]+`);
  const restarts = series('kube_pod_container_status_restarts_total', { ...of, pod: pods });
  const claims = series('kube_persistentvolumeclaim_status_phase', {
    ...of,
    persistentvolumeclaim: like(`.*-${statefulSet.name}-[0-9]+`),
    phase: 'Bound',
  });
  return [
    {
      name: 'ContainerRestarts',
      severity: 'warning',
      scope: 'node',
      expr: `${over('increase', restarts, timing.window(Duration.minutes(10)))} >= 1`,
      for: timing.lasting(Duration.minutes(5)),
      summary: `pod {{ $labels.pod }} of ${name} has restarted`,
      description: 'Its container terminated and was restarted: see the reason in its last state.',
    },
    {
      name: 'NoMajorityOfNodesReady',
      severity: 'critical',
      scope: 'broker',
      expr: `${series('kube_statefulset_status_replicas_ready', set)} <= ${series('kube_statefulset_replicas', set)} / 2 unless ${series('kube_statefulset_replicas', set)} == 0`,
      for: timing.lasting(Duration.minutes(5)),
      summary: `only {{ $value }} pods of ${name} are ready`,
      description: 'Without a majority, quorum queues and streams accept and deliver nothing.',
    },
    {
      name: 'PersistentVolumeMissing',
      severity: 'critical',
      scope: 'node',
      expr: `${claims} == 0`,
      for: timing.lasting(Duration.minutes(10)),
      summary: `claim {{ $labels.persistentvolumeclaim }} of ${name} is not bound`,
      description: 'Its node has no disk and cannot start.',
    },
  ];
};
