import type { WatchedBroker } from '../alerts/alert';
import type { MetricName } from '../alerts/metrics';
import {
  above,
  chosen,
  graph,
  maxBy,
  mayBeEmpty,
  most,
  rateBy,
  served,
  sumBy,
  type Dashboard,
  type PanelFacts,
} from './panel';

const byQueue = 'broker, vhost, queue';
const perQueue = '{{vhost}} {{queue}}';

/** The Raft logs of quorum queues, by the metrics that the brokers' versions have. */
export function quorumQueues(brokers: readonly WatchedBroker[]): Dashboard {
  const any = (expression: (name: MetricName) => string, ...names: readonly MetricName[]) =>
    served(brokers, names, expression);
  const ofQueues = { queue: { operator: '!=', value: '' } } as const;
  const written = (name: MetricName) => maxBy(byQueue, name, ofQueues);
  const last = any(
    written,
    'rabbitmq_detailed_raft_log_last_written_index',
    'rabbitmq_detailed_raft_last_written_index',
  );
  const committed = ['rabbitmq_detailed_raft_log_commit_index', 'rabbitmq_detailed_raft_commit_index'] as const;
  const snapshot = any(written, 'rabbitmq_detailed_raft_log_snapshot_index', 'rabbitmq_detailed_raft_snapshot_index');
  const latency = [
    'rabbitmq_detailed_raft_entry_commit_latency_seconds',
    'rabbitmq_detailed_raft_commit_latency_seconds',
  ] as const;
  const term = ['rabbitmq_detailed_raft_term_total', 'rabbitmq_detailed_raft_term'] as const;
  const facts = (unit: PanelFacts['unit'], description: string, ...alerts: readonly string[]): PanelFacts => ({
    ...{ unit, description, alerts },
    dashboards: ['nodes', 'queues'],
  });
  return {
    title: 'RabbitMQ: quorum queues',
    description: 'The Raft logs of quorum queues: how fast they commit, how long they are, how often leaders change.',
    rows: [
      {
        title: 'Raft',
        panels: [
          graph(
            'Committed',
            facts(
              'ops',
              'Publishes, deliveries and acknowledgements of a queue. None under load: it has no majority.',
              'QuorumQueueWithoutMajority',
            ),
            [
              most(
                any((name) => `max by (${byQueue}) (rate(${chosen(name, ofQueues)}[$__rate_interval]))`, ...committed),
              ),
              perQueue,
            ],
          ),
          graph(
            'Commit latency',
            facts(
              's',
              'It rises with slow disks and slow links between nodes: see both on the nodes.',
              'InsufficientDistributionLinks',
            ),
            [most(any(written, ...latency)), perQueue],
          ),
          graph(
            'Not yet committed',
            {
              ...facts(
                'count:entries',
                'Entries that wait and stay: most members are away. Start their nodes.',
                'QuorumQueueWithoutMajority',
              ),
            },
            [most(`(${last}) - (${any(written, ...committed)})`), perQueue],
          ),
          graph(
            'Log entries',
            facts(
              'count:entries',
              'Many more than messages: one that is never acknowledged keeps the log. Consume or purge it.',
              'RaftLogGrowth',
            ),
            [most(`(${last}) - (${snapshot})`), perQueue],
          ),
          graph(
            'Leader elections',
            {
              ...facts(
                'count:elections',
                'They come with restarts. Without one: nodes are overloaded, or links break.',
                'UnreachablePeers',
                'LeaderImbalance',
              ),
              limits: [above(0, 'warning')],
            },
            [
              most(
                any((name) => `max by (${byQueue}) (increase(${chosen(name, ofQueues)}[$__rate_interval]))`, ...term),
              ),
              perQueue,
            ],
          ),
          graph(
            'Members',
            facts(
              'count:members',
              'Fewer than declared: a node is away, or must be added with `rabbitmq-queues grow`.',
              'QuorumQueueWithoutMajority',
              'FewerNodesThanDeclared',
            ),
            [most(any((name) => `count by (${byQueue}) (${chosen(name, ofQueues)})`, ...committed)), perQueue],
          ),
        ],
      },
    ],
  };
}

const perBroker = '{{broker}}';
const ofStreams = { protocol: 'stream' } as const;
const stream = (unit: PanelFacts['unit'], description: string): PanelFacts => ({
  unit,
  description,
  dashboards: ['connections', 'nodes'],
});

/** What the streams' own protocol does. */
export const streams: Dashboard = {
  title: 'RabbitMQ: streams',
  description: "What the streams' own protocol does; clients that read streams over AMQP are among the queues.",
  rows: [
    {
      title: 'The streams’ protocol',
      panels: [
        graph('Publishers', stream('count:publishers', 'A fall to none: publishers are gone; see their logs.'), [
          sumBy('broker', 'rabbitmq_global_publishers', ofStreams),
          perBroker,
        ]),
        graph('Consumers', stream('count:consumers', 'A fall: applications are gone. They go on where they were.'), [
          sumBy('broker', 'rabbitmq_global_consumers', ofStreams),
          perBroker,
        ]),
        graph('Received', stream('mps', 'What publishers send. None with publishers: see the errors beside.'), [
          rateBy('broker', 'rabbitmq_global_messages_received_total', ofStreams),
          perBroker,
        ]),
        graph('Confirmed', stream('mps', 'Less than received: replicas are away or slow; see `stream_status`.'), [
          rateBy('broker', 'rabbitmq_global_messages_confirmed_total', ofStreams),
          perBroker,
        ]),
        graph(
          'Delivered',
          stream('mps', 'None with consumers: they gave no credit, or are at the end of the stream.'),
          [
            rateBy('broker', 'rabbitmq_global_messages_delivered_total', { queue_type: 'rabbit_stream_queue' }),
            perBroker,
          ],
        ),
        graph(
          'Errors',
          {
            ...stream('ops', 'Access refused: grant permissions. Not available: start the nodes of the replicas.'),
            limits: [above(0, 'warning')],
            alerts: ['AuthenticationFailures'],
          },
          [rateBy('broker', 'rabbitmq_global_stream_error_access_refused_total'), 'access refused'],
          [rateBy('broker', 'rabbitmq_global_stream_error_stream_not_available_total'), 'stream not available'],
          [rateBy('broker', 'rabbitmq_global_stream_error_internal_error_total'), 'internal error'],
        ),
      ].map((panel) => mayBeEmpty(panel, 'the broker has not enabled rabbitmq_stream')),
    },
  ],
};
