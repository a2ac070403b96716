import type { WatchedBroker } from '../alerts/alert';
import { promisedWaits } from '../alerts/objectives';
import { oneOf, series } from '../alerts/promql';
import { chosen, graph, mayBeEmpty, most, type Dashboard } from './panel';

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
            'percentunit',
            [most(chosen('queue:rabbitmq_wait_broken:ratio1h')), 'an hour, {{vhost}} {{queue}}'],
            [most(chosen('queue:rabbitmq_wait_broken:ratio3d')), 'three days, {{vhost}} {{queue}}'],
          ),
          graph(
            'Part of the messages that were lost',
            'percentunit',
            [chosen('broker:rabbitmq_messages_lost:ratio1h'), 'an hour, {{broker}}'],
            [chosen('broker:rabbitmq_messages_lost:ratio3d'), 'three days, {{broker}}'],
          ),
        ].map((panel) => mayBeEmpty(panel, 'nothing is promised')),
      },
      ...brokers.flatMap((broker) =>
        promisedWaits(broker).map(({ seconds, objective, vhost, names }) => ({
          title: `${vhost} on ${broker.name}: at most ${seconds} s, ${Number((objective * 100).toPrecision(6))} % of the time`,
          panels: (['1h', '3d'] as const).map((window) => {
            const of = { broker: broker.name, vhost, queue: oneOf(names) };
            const broken = series(`queue:rabbitmq_wait_broken:ratio${window}`, of);
            return graph(`Burn rate, ${window}`, 'short', [
              `${broken} / ${Number((1 - objective).toPrecision(6))}`,
              '{{queue}}',
            ]);
          }),
        })),
      ),
    ],
  };
}
