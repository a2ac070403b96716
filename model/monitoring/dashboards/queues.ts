import type { MetricName } from '../alerts/metrics';
import {
  above,
  below,
  graph,
  limitOf,
  maxBy,
  most,
  narrowed,
  number,
  rateBy,
  table,
  type Dashboard,
  type Drill,
  type PanelFacts,
} from './panel';

const byQueue = 'broker, vhost, queue';
const perQueue = '{{vhost}} {{queue}}';
const ofQueue = narrowed('queue');
const toNode: Drill = { dashboard: 'nodes', label: 'instance' };

const largest = (metric: MetricName) => maxBy(byQueue, metric, ofQueue);
const rate = (metric: MetricName) => most(rateBy(byQueue, metric, ofQueue));

/** What is known of a panel of messages that are ready in queues. */
export const ready: PanelFacts = {
  unit: 'count:messages',
  description: 'Messages that wait for a consumer. When they keep rising, add consumers, or slow publishers down.',
  limits: [limitOf('QueueMessagesHigh')],
  dashboards: ['queues', 'nodes'],
  alerts: ['QueueMessagesHigh', 'QueueIsGrowing', 'QueueNearLimit'],
};

/** What is known of a panel of messages that are delivered and not acknowledged. */
export const unacknowledged: PanelFacts = {
  unit: 'count:messages',
  description: 'Messages that consumers hold. When they stay high, consumers hang or their prefetch count is too high.',
  limits: [limitOf('UnackedHigh')],
  dashboards: ['connections'],
  alerts: ['UnackedHigh'],
};

/** What is known of a panel of consumers. */
export const consumers: PanelFacts = {
  unit: 'count:consumers',
  description: 'With none, messages wait: start the application that consumes the queue.',
  limits: [below(1, 'warning')],
  dashboards: ['connections', 'declared'],
  alerts: ['NoConsumers', 'DeclaredConsumerMissing', 'FewerConsumersThanDeclared'],
};

/** The queues that hold, deliver and grow the most. */
export const queues: Dashboard = {
  title: 'RabbitMQ: queues',
  description: 'The twenty queues that hold, deliver or return the most.',
  chosenBy: ['queue'],
  rows: [
    {
      title: 'Depth',
      panels: [
        graph('Ready', ready, [most(largest('rabbitmq_detailed_queue_messages_ready')), perQueue]),
        graph('Unacknowledged', unacknowledged, [most(largest('rabbitmq_detailed_queue_messages_unacked')), perQueue]),
        graph('Consumers', consumers, [most(largest('rabbitmq_detailed_queue_consumers')), perQueue]),
        number(
          'Queues that hold messages and have no consumer',
          {
            unit: 'count:queues',
            description: 'Their messages wait for nobody: start who consumes them, or delete what nobody needs.',
            limits: [above(0, 'warning')],
            dashboards: ['declared'],
            alerts: ['NoConsumers'],
          },
          `count(${largest('rabbitmq_detailed_queue_messages_ready')} > 0 and ${largest('rabbitmq_detailed_queue_consumers')} == 0) or vector(0)`,
        ),
        table(
          'Nodes of the leaders',
          {
            unit: 'count:messages',
            description: 'Messages of each queue, and the node that leads it, to which each row leads.',
            dashboards: ['nodes'],
            alerts: ['LeaderImbalance', 'RabbitMQDown'],
            drill: toNode,
          },
          most(maxBy('broker, vhost, queue, instance', 'rabbitmq_detailed_queue_messages', ofQueue)),
        ),
      ],
    },
    {
      title: 'Work',
      panels: [
        graph(
          'Delivered',
          {
            unit: 'mps',
            description: 'None while messages are ready: consumers are gone, or hold as many as they may.',
            dashboards: ['connections'],
            alerts: ['NoConsumers'],
          },
          [rate('rabbitmq_detailed_queue_messages_delivered_ack_total'), perQueue],
        ),
        graph(
          'Acknowledged',
          {
            unit: 'mps',
            description: 'What consumers are done with. Less than delivered: they hang, or return messages.',
            dashboards: ['connections'],
            alerts: ['UnackedHigh'],
          },
          [rate('rabbitmq_detailed_queue_messages_acked_total'), perQueue],
        ),
        graph(
          'Redelivered',
          {
            unit: 'mps',
            description: 'A steady rate: consumers fail on the same messages. Set a delivery limit, and mend them.',
            dashboards: ['dead-letters'],
            alerts: ['DeliveryLimitReached'],
          },
          [rate('rabbitmq_detailed_queue_messages_redelivered_total'), perQueue],
        ),
        graph(
          'Declared and deleted',
          {
            unit: 'ops',
            description: 'Queues that come and go all the time cost more than messages: let applications keep theirs.',
            dashboards: ['connections'],
            alerts: ['HighConnectionChurn'],
          },
          [rateBy('broker', 'rabbitmq_queues_created_total'), 'created, {{broker}}'],
          [rateBy('broker', 'rabbitmq_queues_deleted_total'), 'deleted, {{broker}}'],
        ),
      ],
    },
  ],
};
