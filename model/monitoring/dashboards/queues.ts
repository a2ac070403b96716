import type { MetricName } from '../alerts/metrics';
import { oneOf } from '../alerts/promql';
import { expectationsOf } from '../alerts/expectations';
import type { WatchedBroker } from '../alerts/alert';
import { groupBy } from '../../group-by';
import type { QueueDefinition } from '../../topology/topology';
import {
  chosen,
  graph,
  maxBy,
  mayBeEmpty,
  most,
  number,
  rateBy,
  served,
  sumBy,
  type Dashboard,
  type Panel,
  type Row,
} from './panel';

const byQueue = 'broker, vhost, queue';
const perQueue = '{{vhost}} {{queue}}';

/** The queues that hold, deliver and grow the most. */
export const queues: Dashboard = {
  title: 'RabbitMQ: queues',
  description: 'The twenty queues that hold, deliver or return the most.',
  rows: [
    {
      title: 'Depth',
      panels: [
        graph('Ready', 'short', [most(maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready')), perQueue]),
        graph('Unacknowledged', 'short', [most(maxBy(byQueue, 'rabbitmq_detailed_queue_messages_unacked')), perQueue]),
        graph('Consumers', 'short', [most(maxBy(byQueue, 'rabbitmq_detailed_queue_consumers')), perQueue]),
        number(
          'Queues that hold messages and have no consumer',
          'short',
          `count(${maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready')} > 0 and ${maxBy(byQueue, 'rabbitmq_detailed_queue_consumers')} == 0) or vector(0)`,
        ),
      ],
    },
    {
      title: 'Work',
      panels: [
        graph('Delivered', 'cps', [
          most(rateBy(byQueue, 'rabbitmq_detailed_queue_messages_delivered_ack_total')),
          perQueue,
        ]),
        graph('Acknowledged', 'cps', [most(rateBy(byQueue, 'rabbitmq_detailed_queue_messages_acked_total')), perQueue]),
        graph('Redelivered', 'cps', [
          most(rateBy(byQueue, 'rabbitmq_detailed_queue_messages_redelivered_total')),
          perQueue,
        ]),
        graph(
          'Declared and deleted',
          'cps',
          [rateBy('broker', 'rabbitmq_queues_created_total'), 'created, {{broker}}'],
          [rateBy('broker', 'rabbitmq_queues_deleted_total'), 'deleted, {{broker}}'],
        ),
      ],
    },
  ],
};

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
  return {
    title: 'RabbitMQ: quorum queues',
    description: 'The Raft logs of quorum queues: how fast they commit, how long they are, how often leaders change.',
    rows: [
      {
        title: 'Raft',
        panels: [
          graph('Committed', 'cps', [
            most(
              any((name) => `max by (${byQueue}) (rate(${chosen(name, ofQueues)}[$__rate_interval]))`, ...committed),
            ),
            perQueue,
          ]),
          graph('Commit latency', 's', [most(any(written, ...latency)), perQueue]),
          graph('Not yet committed', 'short', [most(`(${last}) - (${any(written, ...committed)})`), perQueue]),
          graph('Log entries', 'short', [most(`(${last}) - (${snapshot})`), perQueue]),
          graph('Leader elections', 'short', [
            most(any((name) => `max by (${byQueue}) (increase(${chosen(name, ofQueues)}[$__rate_interval]))`, ...term)),
            perQueue,
          ]),
          graph('Members', 'short', [
            most(any((name) => `count by (${byQueue}) (${chosen(name, ofQueues)})`, ...committed)),
            perQueue,
          ]),
        ],
      },
    ],
  };
}

/** What the streams' own protocol does. */
export const streams: Dashboard = {
  title: 'RabbitMQ: streams',
  description: "What the streams' own protocol does; clients that read streams over AMQP are among the queues.",
  rows: [
    {
      title: 'The streams’ protocol',
      panels: [
        graph('Publishers', 'short', [
          sumBy('broker', 'rabbitmq_global_publishers', { protocol: 'stream' }),
          '{{broker}}',
        ]),
        graph('Consumers', 'short', [
          sumBy('broker', 'rabbitmq_global_consumers', { protocol: 'stream' }),
          '{{broker}}',
        ]),
        graph('Received', 'cps', [
          rateBy('broker', 'rabbitmq_global_messages_received_total', { protocol: 'stream' }),
          '{{broker}}',
        ]),
        graph('Confirmed', 'cps', [
          rateBy('broker', 'rabbitmq_global_messages_confirmed_total', { protocol: 'stream' }),
          '{{broker}}',
        ]),
        graph('Delivered', 'cps', [
          rateBy('broker', 'rabbitmq_global_messages_delivered_total', { queue_type: 'rabbit_stream_queue' }),
          '{{broker}}',
        ]),
        graph(
          'Errors',
          'cps',
          [rateBy('broker', 'rabbitmq_global_stream_error_access_refused_total'), 'access refused'],
          [rateBy('broker', 'rabbitmq_global_stream_error_stream_not_available_total'), 'stream not available'],
          [rateBy('broker', 'rabbitmq_global_stream_error_internal_error_total'), 'internal error'],
        ),
      ].map((panel) => mayBeEmpty(panel, 'the broker has not enabled rabbitmq_stream')),
    },
  ],
};

/** Why messages became dead letters, and where they wait. */
export function deadLetters(brokers: readonly WatchedBroker[]): Dashboard {
  const reason = (metric: MetricName) => rateBy('broker, queue_type, dead_letter_strategy', metric);
  const legend = '{{broker}} {{queue_type}}, {{dead_letter_strategy}}';
  return {
    title: 'RabbitMQ: dead letters',
    description:
      'Why messages became dead letters, and where they wait. With the strategy `disabled` there is no dead letter exchange: they are gone.',
    rows: [
      {
        title: 'Why',
        panels: [
          graph('Rejected', 'cps', [reason('rabbitmq_global_messages_dead_lettered_rejected_total'), legend]),
          graph('Expired', 'cps', [reason('rabbitmq_global_messages_dead_lettered_expired_total'), legend]),
          graph('Pushed out by the length limit', 'cps', [
            reason('rabbitmq_global_messages_dead_lettered_maxlen_total'),
            legend,
          ]),
          graph('Given up at the delivery limit', 'cps', [
            reason('rabbitmq_global_messages_dead_lettered_delivery_limit_total'),
            legend,
          ]),
        ],
      },
      ...perVhost(
        brokers,
        'Where, ',
        ({ deadLetterTargets }) => deadLetterTargets,
        (of) => [
          graph('Dead letters', 'short', [maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready', of), '{{queue}}']),
        ],
      ),
    ],
  };
}

/** What is declared, and how it is. */
export function declared(brokers: readonly WatchedBroker[]): Dashboard {
  return {
    title: 'RabbitMQ: declared topology',
    description:
      'Every declared queue and what is declared of it: how full it is, who consumes it, what its exchanges drop.',
    rows: [
      ...perVhost(
        brokers,
        'Queues of ',
        ({ lasting }) => lasting,
        (of) => [
          graph('Ready', 'short', [maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready', of), '{{queue}}']),
          graph('Unacknowledged', 'short', [
            maxBy(byQueue, 'rabbitmq_detailed_queue_messages_unacked', of),
            '{{queue}}',
          ]),
          graph('Consumers', 'short', [maxBy(byQueue, 'rabbitmq_detailed_queue_consumers', of), '{{queue}}']),
        ],
      ),
      {
        title: 'Exchanges',
        panels: [
          graph('Published', 'cps', [
            most(rateBy('broker, vhost, exchange', 'rabbitmq_detailed_exchange_messages_published_total')),
            '{{vhost}} {{exchange}}',
          ]),
          graph(
            'Unroutable',
            'cps',
            [
              most(rateBy('broker, vhost, exchange', 'rabbitmq_detailed_exchange_messages_unroutable_dropped_total')),
              'dropped, {{vhost}} {{exchange}}',
            ],
            [
              most(rateBy('broker, vhost, exchange', 'rabbitmq_detailed_exchange_messages_unroutable_returned_total')),
              'returned, {{vhost}} {{exchange}}',
            ],
          ),
        ],
      },
    ],
  };
}

/** A row for each virtual host of each broker that has such queues. */
function perVhost(
  brokers: readonly WatchedBroker[],
  title: string,
  pick: (expectations: ReturnType<typeof expectationsOf>) => readonly QueueDefinition[],
  panels: (of: { broker: string; vhost: string; queue: ReturnType<typeof oneOf> }) => readonly Panel[],
): readonly Row[] {
  return brokers.flatMap((broker) =>
    [...groupBy(pick(expectationsOf(broker)), ({ vhost }) => vhost)].map(([vhost, some]) => ({
      title: `${title}${vhost} on ${broker.name}`,
      panels: panels({ broker: broker.name, vhost, queue: oneOf(some.map(({ name }) => name).sort()) }),
    })),
  );
}
