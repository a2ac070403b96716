import type { WatchedBroker } from '../alerts/alert';
import { chosen, graph, maxBy, mayBeEmpty, rateBy, served, sumBy, type Dashboard } from './panel';

const byNode = 'broker, instance';
const perNode = '{{instance}}';
const alone = 'a node by itself has no peers';

/** What each node and its Erlang runtime use, by the metrics that the brokers' versions have. */
export function nodes(brokers: readonly WatchedBroker[]): Dashboard {
  const memory = ['erlang_vm_memory_bytes_total', 'erlang_vm_memory_bytes'] as const;
  const processes = ['erlang_vm_process_count', 'erlang_vm_processes'] as const;
  const collections = [
    'erlang_vm_statistics_garbage_collection_number_of_gcs',
    'erlang_vm_statistics_garbage_collection_number_of_gcs_total',
  ] as const;
  return {
    title: 'RabbitMQ: nodes and Erlang',
    description: 'What each node and its Erlang runtime use, against the limits at which they raise alarms.',
    rows: [
      {
        title: 'Limits',
        panels: [
          graph('Memory of the limit', 'percentunit', [
            `${maxBy(byNode, 'rabbitmq_process_resident_memory_bytes')} / ${maxBy(byNode, 'rabbitmq_resident_memory_limit_bytes')}`,
            perNode,
          ]),
          graph(
            'Free disk',
            'bytes',
            [maxBy(byNode, 'rabbitmq_disk_space_available_bytes'), `free, ${perNode}`],
            [maxBy(byNode, 'rabbitmq_disk_space_available_limit_bytes'), `limit, ${perNode}`],
          ),
          graph('File descriptors of the limit', 'percentunit', [
            `${maxBy(byNode, 'rabbitmq_process_open_fds')} / ${maxBy(byNode, 'rabbitmq_process_max_fds')}`,
            perNode,
          ]),
          graph('Erlang processes of the limit', 'percentunit', [
            `${maxBy(byNode, 'rabbitmq_erlang_processes_used')} / ${maxBy(byNode, 'rabbitmq_erlang_processes_limit')}`,
            perNode,
          ]),
          graph(
            'Alarms',
            'short',
            [maxBy(byNode, 'rabbitmq_alarms_memory_used_watermark'), `memory, ${perNode}`],
            [maxBy(byNode, 'rabbitmq_alarms_free_disk_space_watermark'), `disk, ${perNode}`],
          ),
          graph('Uptime', 's', [maxBy(byNode, 'rabbitmq_erlang_uptime_seconds'), perNode]),
        ],
      },
      {
        title: 'Erlang runtime',
        panels: [
          graph('Memory', 'bytes', [
            served(brokers, memory, (name) => sumBy('broker, instance, kind', name)),
            `{{kind}}, ${perNode}`,
          ]),
          graph('Memory of the allocators', 'bytes', [
            `sum by (broker, instance, usage) (${chosen('erlang_vm_allocators')})`,
            `{{usage}}, ${perNode}`,
          ]),
          graph('Processes', 'short', [served(brokers, processes, (name) => maxBy(byNode, name)), perNode]),
          graph('Run queue', 'short', [maxBy(byNode, 'erlang_vm_statistics_run_queues_length'), perNode]),
          graph('Waiting for a scheduler', 'short', [maxBy(byNode, 'rabbitmq_erlang_scheduler_run_queue'), perNode]),
          graph('Reductions', 'cps', [rateBy(byNode, 'erlang_vm_statistics_reductions_total'), perNode]),
          graph('Garbage collections', 'cps', [served(brokers, collections, (name) => rateBy(byNode, name)), perNode]),
        ],
      },
      {
        title: 'Links between nodes',
        panels: [
          mayBeEmpty(
            graph('State: 3 is up', 'short', [
              maxBy('broker, instance, peer', 'erlang_vm_dist_node_state'),
              `${perNode} to {{peer}}`,
            ]),
            alone,
          ),
          mayBeEmpty(
            graph('Sent', 'Bps', [
              rateBy('broker, instance, peer', 'erlang_vm_dist_send_bytes'),
              `${perNode} to {{peer}}`,
            ]),
            alone,
          ),
          mayBeEmpty(
            graph('Received', 'Bps', [
              rateBy('broker, instance, peer', 'erlang_vm_dist_recv_bytes'),
              `{{peer}} to ${perNode}`,
            ]),
            alone,
          ),
          mayBeEmpty(
            graph('Waiting to be sent', 'bytes', [
              maxBy('broker, instance, peer', 'erlang_vm_dist_node_queue_size_bytes'),
              `${perNode} to {{peer}}`,
            ]),
            alone,
          ),
          graph('Peers out of reach', 'short', [maxBy(byNode, 'rabbitmq_unreachable_cluster_peers_count'), perNode]),
        ],
      },
      {
        title: 'Monitoring',
        panels: [
          graph('Duration of scrapes', 's', [
            `max by (broker, instance, job) (${chosen('scrape_duration_seconds')})`,
            `{{job}} ${perNode}`,
          ]),
          graph('Samples of a scrape', 'short', [
            `max by (broker, instance, job) (${chosen('scrape_samples_scraped')})`,
            `{{job}} ${perNode}`,
          ]),
          graph('Series of Prometheus', 'short', ['prometheus_tsdb_head_series{}', 'series']),
        ],
      },
    ],
  };
}
