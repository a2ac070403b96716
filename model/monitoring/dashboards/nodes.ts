import type { WatchedBroker } from '../alerts/alert';
import type { Matchers } from '../alerts/promql';
import type { MetricName } from '../alerts/metrics';
import {
  above,
  below,
  chosen,
  graph,
  limitOf,
  maxBy,
  mayBeEmpty,
  narrowed,
  rateBy,
  served,
  type Dashboard,
  type PanelFacts,
  type Row,
} from './panel';

const byNode = 'broker, instance';
const perNode = '{{instance}}';
const alone = 'a node by itself has no peers';
const ofNode = narrowed('instance');
const largest = (metric: MetricName) => maxBy(byNode, metric, ofNode);
const rate = (metric: MetricName) => rateBy(byNode, metric, ofNode);

/** What each node and its Erlang runtime use, by the metrics that the brokers' versions have. */
export function nodes(brokers: readonly WatchedBroker[]): Dashboard {
  return {
    title: 'RabbitMQ: nodes and Erlang',
    description: 'What each node and its Erlang runtime use, against the limits at which they raise alarms.',
    chosenBy: ['instance'],
    rows: [limits, runtime(brokers), linksBetweenNodes, monitoring],
  };
}

const limits: Row = {
  title: 'Limits',
  panels: [
    graph(
      'Memory of the limit',
      {
        unit: 'percentunit',
        description: 'At 100 % the memory alarm blocks all publishers. See below what takes it; consume what waits.',
        limits: [limitOf('MemoryHigh', 'critical')],
        dashboards: ['queues', 'connections'],
        alerts: ['MemoryHigh', 'MemoryAlarm'],
      },
      [
        `${largest('rabbitmq_process_resident_memory_bytes')} / ${largest('rabbitmq_resident_memory_limit_bytes')}`,
        perNode,
      ],
    ),
    graph(
      'Free disk',
      {
        unit: 'bytes',
        description:
          'Below the limit, the second line, the disk alarm blocks all publishers. Consume, or enlarge the disk.',
        dashboards: ['queues'],
        alerts: ['DiskAlarm', 'LowDiskWatermarkPredicted'],
      },
      [largest('rabbitmq_disk_space_available_bytes'), `free, ${perNode}`],
      [largest('rabbitmq_disk_space_available_limit_bytes'), `limit, ${perNode}`],
    ),
    graph(
      'File descriptors of the limit',
      {
        unit: 'percentunit',
        description: 'At 100 % the node accepts no connection. See who has so many, or raise the limit.',
        limits: [limitOf('FileDescriptorsNearLimit')],
        dashboards: ['connections'],
        alerts: ['FileDescriptorsNearLimit', 'FileDescriptorsPredicted'],
      },
      [`${largest('rabbitmq_process_open_fds')} / ${largest('rabbitmq_process_max_fds')}`, perNode],
    ),
    graph(
      'Erlang processes of the limit',
      {
        unit: 'percentunit',
        description: 'At 100 % the node terminates. Connections, channels and queues are processes: see what grows.',
        limits: [limitOf('ErlangProcessesNearLimit')],
        dashboards: ['connections'],
        alerts: ['ErlangProcessesNearLimit'],
      },
      [`${largest('rabbitmq_erlang_processes_used')} / ${largest('rabbitmq_erlang_processes_limit')}`, perNode],
    ),
    graph(
      'Alarms',
      {
        unit: 'bool_yes_no',
        description: 'While one is raised, publishers are blocked on all nodes: give the node memory or disk.',
        limits: [above(0, 'critical')],
        alerts: ['MemoryAlarm', 'DiskAlarm'],
      },
      [largest('rabbitmq_alarms_memory_used_watermark'), `memory, ${perNode}`],
      [largest('rabbitmq_alarms_free_disk_space_watermark'), `disk, ${perNode}`],
    ),
    graph(
      'Uptime',
      {
        unit: 's',
        description: 'Below half an hour the node has restarted. If nobody meant it, its log says why.',
        limits: [below(1_800, 'warning')],
        alerts: ['NodeRestarted'],
      },
      [largest('rabbitmq_erlang_uptime_seconds'), perNode],
    ),
  ],
};

function runtime(brokers: readonly WatchedBroker[]): Row {
  const memory = ['erlang_vm_memory_bytes_total', 'erlang_vm_memory_bytes'] as const;
  const processes = ['erlang_vm_process_count', 'erlang_vm_processes'] as const;
  const collections = [
    'erlang_vm_statistics_garbage_collection_number_of_gcs',
    'erlang_vm_statistics_garbage_collection_number_of_gcs_total',
  ] as const;
  const load = (what: string): PanelFacts => ({
    unit: 'count:processes',
    description: `${what} Always more than the node has processors: it has too few of them.`,
    dashboards: ['connections', 'queues'],
  });
  return {
    title: 'Erlang runtime',
    panels: [
      graph(
        'Memory',
        {
          unit: 'bytes',
          description:
            '`processes` are connections, channels and queues; `binary` is what messages hold. See what grows.',
          dashboards: ['connections', 'queues'],
          alerts: ['MemoryHigh'],
        },
        [
          served(brokers, memory, (name) => `sum by (broker, instance, kind) (${chosen(name, ofNode)})`),
          `{{kind}}, ${perNode}`,
        ],
      ),
      graph(
        'Memory of the allocators',
        {
          unit: 'bytes',
          description: 'Much more in blocks than is used: memory is fragmented, and comes back as load falls.',
          alerts: ['MemoryHigh'],
        },
        [`sum by (broker, instance, usage) (${chosen('erlang_vm_allocators', ofNode)})`, `{{usage}}, ${perNode}`],
      ),
      graph(
        'Processes',
        {
          unit: 'count:processes',
          description: 'Connections, channels and queues each are some. When it grows steadily, see which do.',
          dashboards: ['connections'],
          alerts: ['ErlangProcessesNearLimit'],
        },
        [served(brokers, processes, (name) => largest(name)), perNode],
      ),
      graph('Run queue', load('Processes that could run and wait.'), [
        largest('erlang_vm_statistics_run_queues_length'),
        perNode,
      ]),
      graph('Waiting for a scheduler', load('Processes and ports that wait for a scheduler.'), [
        largest('rabbitmq_erlang_scheduler_run_queue'),
        perNode,
      ]),
      graph(
        'Reductions',
        {
          unit: 'ops',
          description: 'How much the runtime does. More with as many messages: look for connections that come and go.',
          dashboards: ['connections'],
        },
        [rate('erlang_vm_statistics_reductions_total'), perNode],
      ),
      graph(
        'Garbage collections',
        {
          unit: 'ops',
          description: 'They follow load. Many more with as many messages: channels or queues hold much in memory.',
          dashboards: ['queues'],
        },
        [served(brokers, collections, (name) => rate(name)), perNode],
      ),
    ],
  };
}

const peer: Matchers = ofNode;
const byPeer = 'broker, instance, peer';

const linksBetweenNodes: Row = {
  title: 'Links between nodes',
  panels: [
    mayBeEmpty(
      graph(
        'Links that are up',
        {
          unit: 'bool_yes_no',
          description: 'One that is not up: the network is partitioned, or the peer is down. See both logs.',
          limits: [below(1, 'critical')],
          alerts: ['InsufficientDistributionLinks', 'UnreachablePeers'],
        },
        // State 3 is up.
        [`${maxBy(byPeer, 'erlang_vm_dist_node_state', peer)} == bool 3`, `${perNode} to {{peer}}`],
      ),
      alone,
    ),
    mayBeEmpty(
      graph(
        'Sent',
        {
          unit: 'Bps',
          description: 'Replication and clients of other nodes. Near what the network can: move leaders or clients.',
          dashboards: ['quorum-queues'],
          alerts: ['LeaderImbalance'],
        },
        [rateBy(byPeer, 'erlang_vm_dist_send_bytes', peer), `${perNode} to {{peer}}`],
      ),
      alone,
    ),
    mayBeEmpty(
      graph(
        'Received',
        {
          unit: 'Bps',
          description: 'One node that gets much more than others: it leads most queues, or most clients are on it.',
          dashboards: ['quorum-queues'],
          alerts: ['LeaderImbalance'],
        },
        [rateBy(byPeer, 'erlang_vm_dist_recv_bytes', peer), `{{peer}} to ${perNode}`],
      ),
      alone,
    ),
    mayBeEmpty(
      graph(
        'Waiting to be sent',
        {
          unit: 'bytes',
          description: 'More than the buffer of 128 MB makes the node wait: the network or the peer is too slow.',
          limits: [above(128 * 1024 ** 2, 'warning')],
          alerts: ['InsufficientDistributionLinks'],
        },
        [maxBy(byPeer, 'erlang_vm_dist_node_queue_size_bytes', peer), `${perNode} to {{peer}}`],
      ),
      alone,
    ),
    graph(
      'Peers out of reach',
      {
        unit: 'count:nodes',
        description: 'Peers are down, or the network is partitioned: start them, or mend it.',
        limits: [above(0, 'warning')],
        dashboards: ['overview'],
        alerts: ['UnreachablePeers'],
      },
      [largest('rabbitmq_unreachable_cluster_peers_count'), perNode],
    ),
  ],
};

const monitoring: Row = {
  title: 'Monitoring',
  panels: [
    graph(
      'Duration of scrapes',
      {
        unit: 's',
        description: 'As long as the interval, samples are lost: scrape less often.',
        alerts: ['ScrapeSlow', 'ScrapeFailing'],
      },
      [`max by (broker, instance, job) (${chosen('scrape_duration_seconds', ofNode)})`, `{{job}} ${perNode}`],
    ),
    graph(
      'Samples of a scrape',
      {
        unit: 'count:samples',
        description: 'They grow with queues and connections; a jump says what was declared.',
        dashboards: ['queues'],
        alerts: ['ScrapeSlow'],
      },
      [`max by (broker, instance, job) (${chosen('scrape_samples_scraped', ofNode)})`, `{{job}} ${perNode}`],
    ),
    graph(
      'Series of Prometheus',
      {
        unit: 'count:series',
        description: 'Its memory follows: give it more when they grow, or let it keep them for less time.',
        alerts: ['RuleFailures'],
      },
      ['prometheus_tsdb_head_series{}', 'series'],
    ),
  ],
};
