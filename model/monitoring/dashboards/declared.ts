import type { MetricName } from '../alerts/metrics';
import { oneOf } from '../alerts/promql';
import { expectationsOf } from '../alerts/expectations';
import type { WatchedBroker } from '../alerts/alert';
import { groupBy } from '../../group-by';
import type { QueueDefinition } from '../../topology/topology';
import { above, graph, maxBy, most, rateBy, type Dashboard, type Panel, type PanelFacts, type Row } from './panel';
import { consumers, ready, unacknowledged } from './queues';

const byQueue = 'broker, vhost, queue';

/** Why messages became dead letters, and where they wait. */
export function deadLetters(brokers: readonly WatchedBroker[]): Dashboard {
  const reason = (metric: MetricName) => rateBy('broker, queue_type, dead_letter_strategy', metric);
  const legend = '{{broker}} {{queue_type}}, {{dead_letter_strategy}}';
  const facts = (description: string, ...alerts: readonly string[]): PanelFacts => ({
    ...{ unit: 'mps', description, alerts },
    limits: [above(0, 'warning')],
    dashboards: ['queues', 'declared'],
  });
  return {
    title: 'RabbitMQ: dead letters',
    description:
      'Why messages became dead letters, and where they wait. With the strategy `disabled` there is no dead letter exchange: they are gone.',
    rows: [
      {
        title: 'Why',
        panels: [
          graph('Rejected', facts('Consumers refuse messages: their logs say why.', 'DeadLetterQueueFilling'), [
            reason('rabbitmq_global_messages_dead_lettered_rejected_total'),
            legend,
          ]),
          graph(
            'Expired',
            facts(
              'Messages wait longer than they may live: add consumers, or raise the TTL.',
              'DeadLetterQueueFilling',
            ),
            [reason('rabbitmq_global_messages_dead_lettered_expired_total'), legend],
          ),
          graph(
            'Pushed out by the length limit',
            facts(
              'A queue is full: add consumers, raise the limit, or let it reject.',
              'QueueNearLimit',
              'QueueLimitPredicted',
            ),
            [reason('rabbitmq_global_messages_dead_lettered_maxlen_total'), legend],
          ),
          graph(
            'Given up at the delivery limit',
            facts('Consumers failed on them every time: look at one, and mend the consumer.', 'DeliveryLimitReached'),
            [reason('rabbitmq_global_messages_dead_lettered_delivery_limit_total'), legend],
          ),
        ],
      },
      ...perVhost(
        brokers,
        'Where, ',
        ({ deadLetterTargets }) => deadLetterTargets,
        (of) => [
          graph(
            'Dead letters',
            {
              unit: 'count:messages',
              description:
                'Their header x-death has queue and reason. Mend the cause, then shovel them back or purge them.',
              limits: [above(0, 'warning')],
              dashboards: ['queues'],
              alerts: ['DeadLetterQueueFilling'],
            },
            [maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready', of), '{{queue}}'],
          ),
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
          graph('Ready', ready, [maxBy(byQueue, 'rabbitmq_detailed_queue_messages_ready', of), '{{queue}}']),
          graph('Unacknowledged', unacknowledged, [
            maxBy(byQueue, 'rabbitmq_detailed_queue_messages_unacked', of),
            '{{queue}}',
          ]),
          graph('Consumers', consumers, [maxBy(byQueue, 'rabbitmq_detailed_queue_consumers', of), '{{queue}}']),
        ],
      ),
      {
        title: 'Exchanges',
        panels: [
          graph(
            'Published',
            {
              unit: 'mps',
              description: 'Of the exchanges with the most. A fall to none: its publishers are gone or blocked.',
              dashboards: ['overview', 'connections'],
            },
            [
              most(rateBy('broker, vhost, exchange', 'rabbitmq_detailed_exchange_messages_published_total')),
              '{{vhost}} {{exchange}}',
            ],
          ),
          graph(
            'Unroutable',
            {
              unit: 'mps',
              description: 'Messages that no binding of the exchange takes: bind a queue, or mend the routing key.',
              limits: [above(0, 'warning')],
              dashboards: ['overview'],
              alerts: ['UnroutableMessages'],
            },
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
