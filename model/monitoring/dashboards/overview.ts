import type { WatchedBroker } from '../alerts/alert';
import { above, below, chosen, graph, maxBy, mayBeEmpty, number, rateBy, sumBy, table, type Dashboard } from './panel';

const perBroker = '{{broker}}';

/** How the brokers are, at a glance. */
export function overview(brokers: readonly WatchedBroker[]): Dashboard {
  const fewest = Math.min(...brokers.map(({ nodeCount }) => nodeCount));
  return {
    title: 'RabbitMQ: overview',
    description: 'How the brokers are, at a glance: what fires, what comes in and goes out, what they run short of.',
    rows: [
      {
        title: 'Now',
        panels: [
          number(
            'Nodes',
            {
              unit: 'count:nodes',
              description: `Nodes that answer; fewer than ${fewest} is less than declared. See which is missing, and start it.`,
              limits: [below(fewest, 'critical')],
              dashboards: ['nodes'],
              alerts: ['RabbitMQDown', 'FewerNodesThanDeclared'],
            },
            sumBy('broker', 'up', { job: 'rabbitmq' }),
          ),
          number(
            'Ready messages',
            {
              unit: 'count:messages',
              description: 'Messages that wait for a consumer. When it keeps rising, see in which queue, and why.',
              dashboards: ['queues'],
              alerts: ['QueueMessagesHigh'],
            },
            sumBy('broker', 'rabbitmq_queue_messages_ready'),
          ),
          number(
            'Unacknowledged messages',
            {
              unit: 'count:messages',
              description: 'Messages that consumers hold. When it stays high, see whose consumers hang.',
              dashboards: ['queues'],
              alerts: ['UnackedHigh'],
            },
            sumBy('broker', 'rabbitmq_queue_messages_unacked'),
          ),
          number(
            'Queues',
            {
              unit: 'count:queues',
              description: 'When it grows steadily, an application declares queues and does not delete them.',
              dashboards: ['queues', 'declared'],
              alerts: ['DeclaredQueuesMissing'],
            },
            sumBy('broker', 'rabbitmq_queues'),
          ),
          number(
            'Consumers',
            {
              unit: 'count:consumers',
              description: 'With none at all nothing is delivered: see whether the applications are connected.',
              limits: [below(1, 'warning')],
              dashboards: ['queues', 'connections'],
              alerts: ['NoConsumers'],
            },
            sumBy('broker', 'rabbitmq_consumers'),
          ),
          number(
            'Connections',
            {
              unit: 'count:connections',
              description: 'A fall to none says that clients cannot connect; a steady rise, that they do not close.',
              dashboards: ['connections'],
              alerts: ['ConnectionsHigh'],
            },
            sumBy('broker', 'rabbitmq_connections'),
          ),
          mayBeEmpty(
            table(
              'Alerts',
              {
                unit: 'count:alerts',
                description:
                  'What fires now. The annotation of each alert leads to its runbook, which says what to do.',
                limits: [above(0, 'critical')],
                dashboards: ['queues', 'nodes'],
              },
              chosen('ALERTS', { alertstate: 'firing' }),
            ),
            'no alert fires',
          ),
          table(
            'Versions',
            {
              unit: 'count:nodes',
              description: 'More than one row of a broker is an upgrade that is not finished: upgrade the other nodes.',
              dashboards: ['nodes'],
              alerts: ['VersionsDiffer'],
            },
            `count by (broker, rabbitmq_version, erlang_version) (${chosen('rabbitmq_build_info')})`,
          ),
        ],
      },
      {
        title: 'Where to look',
        panels: [
          table(
            'Queues with the most messages',
            {
              unit: 'count:messages',
              description: 'Each leads to its queue, and from there to the node of its leader.',
              dashboards: ['queues'],
              alerts: ['QueueMessagesHigh', 'QueueIsGrowing'],
              drill: { dashboard: 'queues', label: 'queue' },
            },
            `topk(10, ${maxBy('broker, vhost, queue', 'rabbitmq_detailed_queue_messages')})`,
          ),
          table(
            'Memory of nodes',
            {
              unit: 'percentunit',
              description: 'Part of the limit at which publishers are blocked. Each leads to its node.',
              limits: [above(0.9, 'critical')],
              dashboards: ['nodes'],
              alerts: ['MemoryHigh', 'MemoryAlarm'],
              drill: { dashboard: 'nodes', label: 'instance' },
            },
            `${maxBy('broker, instance', 'rabbitmq_process_resident_memory_bytes')} / ${maxBy('broker, instance', 'rabbitmq_resident_memory_limit_bytes')}`,
          ),
        ],
      },
      {
        title: 'Messages',
        panels: [
          graph(
            'Received',
            {
              unit: 'mps',
              description: 'What publishers send. A sudden fall: look for blocked publishers and refused connections.',
              dashboards: ['connections'],
              alerts: ['MemoryAlarm', 'DiskAlarm'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_received_total'), perBroker],
          ),
          graph(
            'Routed',
            {
              unit: 'mps',
              description: 'What reaches queues. Less than received: bindings are missing; see the unroutable ones.',
              dashboards: ['declared'],
              alerts: ['UnroutableMessages'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_routed_total'), perBroker],
          ),
          graph(
            'Confirmed',
            {
              unit: 'mps',
              description: 'Publisher confirms. None while messages are received: publishers do not ask for them.',
              dashboards: ['quorum-queues'],
              alerts: ['QuorumQueueWithoutMajority'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_confirmed_total'), perBroker],
          ),
          graph(
            'Unroutable',
            {
              unit: 'mps',
              description:
                'Messages that no binding takes: they are lost, or returned. Find the exchange, and bind a queue.',
              limits: [above(0, 'warning')],
              dashboards: ['declared'],
              alerts: ['UnroutableMessages'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_unroutable_dropped_total'), `dropped, ${perBroker}`],
            [rateBy('broker', 'rabbitmq_global_messages_unroutable_returned_total'), `returned, ${perBroker}`],
          ),
          graph(
            'Delivered',
            {
              unit: 'mps',
              description: 'What consumers get. Less than routed for long: queues grow; add consumers.',
              dashboards: ['queues'],
              alerts: ['QueueIsGrowing'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_delivered_total'), perBroker],
          ),
          graph(
            'Acknowledged',
            {
              unit: 'mps',
              description: 'What consumers are done with. Less than delivered: they hang, or return messages.',
              dashboards: ['queues'],
              alerts: ['UnackedHigh'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_acknowledged_total'), perBroker],
          ),
          graph(
            'Redelivered',
            {
              unit: 'mps',
              description:
                'Messages that came back. A steady rate: a consumer fails on the same message again and again.',
              dashboards: ['dead-letters'],
              alerts: ['DeliveryLimitReached'],
            },
            [rateBy('broker', 'rabbitmq_global_messages_redelivered_total'), perBroker],
          ),
          graph(
            'Ready',
            {
              unit: 'count:messages',
              description: 'Messages that wait, in all queues. When it keeps rising, see in which.',
              dashboards: ['queues'],
              alerts: ['QueueMessagesHigh', 'QueueIsGrowing'],
            },
            [sumBy('broker', 'rabbitmq_queue_messages_ready'), perBroker],
          ),
        ],
      },
    ],
  };
}
