import type { WatchedBroker } from '../alerts/alert';
import { promisedWaits } from '../alerts/objectives';
import { oneOf, series } from '../alerts/promql';
import { above, chosen, graph, mayBeEmpty, most, type Dashboard, type Panel } from './panel';

/** What is promised of queues and brokers, how often it is broken, and how fast that uses up its budget. */
export function objectives(brokers: readonly WatchedBroker[]): Dashboard {
  return {
    title: 'RabbitMQ: objectives',
    description:
      'What is promised of queues and brokers, and how often it is broken. At a burn rate of 1 the budget of 30 days lasts 30 days.',
    rows: [
      {
        title: 'Broken',
        panels: [
          graph(
            'Part of the time in which messages wait too long',
            {
              unit: 'percentunit',
              description: 'More than the promise allows for long uses up its budget: add consumers to the queue.',
              limits: [above(budget(strictest(brokers)), 'warning')],
              dashboards: ['queues'],
              alerts: ['WaitObjectiveBurns'],
            },
            [most(chosen('queue:rabbitmq_wait_broken:ratio1h')), 'an hour, {{vhost}} {{queue}}'],
            [most(chosen('queue:rabbitmq_wait_broken:ratio3d')), 'three days, {{vhost}} {{queue}}'],
          ),
          graph(
            'Part of the messages that were lost',
            {
              unit: 'percentunit',
              description: 'Messages without a queue, and dead letters that nothing takes: bind queues for both.',
              limits: [above(budget(Math.max(0.99, ...brokers.map(({ kept }) => kept?.objective ?? 0))), 'warning')],
              dashboards: ['dead-letters', 'declared'],
              alerts: ['KeptObjectiveBurns'],
            },
            [chosen('broker:rabbitmq_messages_lost:ratio1h'), 'an hour, {{broker}}'],
            [chosen('broker:rabbitmq_messages_lost:ratio3d'), 'three days, {{broker}}'],
          ),
        ].map((panel) => mayBeEmpty(panel, 'nothing is promised')),
      },
      ...brokers.flatMap((broker) =>
        promisedWaits(broker).map(({ seconds, objective, vhost, names }) => ({
          title: `${vhost} on ${broker.name}: at most ${seconds} s, ${Number((objective * 100).toPrecision(6))} % of the time`,
          panels: (['1h', '3d'] as const).map((window): Panel => {
            const of = { broker: broker.name, vhost, queue: oneOf(names) };
            const broken = series(`queue:rabbitmq_wait_broken:ratio${window}`, of);
            return graph(
              `Burn rate, ${window}`,
              {
                unit: 'suffix:×',
                description: `How many times as fast as it may the budget is used, over ${window}. Above the line, add consumers or mend them.`,
                limits: [window === '1h' ? above(14.4, 'critical') : above(1, 'warning')],
                dashboards: ['queues'],
                alerts: ['WaitObjectiveBurns'],
              },
              [`${broken} / ${budget(objective)}`, '{{queue}}'],
            );
          }),
        })),
      ),
    ],
  };
}

/** The highest part of the time that is promised of any queue. */
function strictest(brokers: readonly WatchedBroker[]): number {
  return Math.max(0.99, ...brokers.flatMap((broker) => promisedWaits(broker).map(({ objective }) => objective)));
}

/** The part that may be broken. */
function budget(objective: number): number {
  return Number((1 - objective).toPrecision(6));
}
