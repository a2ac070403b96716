import { alertingRules, brokerRules } from '../../../../model/monitoring/alerts/alerts';
import { expectationsOf } from '../../../../model/monitoring/alerts/expectations';
import { Duration } from '../../../../model/units/duration';
import { scrapedBroker, watchedBroker, type IContainerBroker } from '../../../../constructs/monitoring/scraped-broker';
import { DelayedRetry } from '../../../../constructs/topology/queues/delayed-retry';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { ClusterStack, type ClusterStackProps } from '../../../../stacks/cluster';
import { SingleNodeStack } from '../../../../stacks/single-node';
import { testApp } from '../../../harness';

const watch = (broker: IContainerBroker) => watchedBroker(scrapedBroker(broker), false);
const reconciliation = 'quorum_queue.continuous_membership_reconciliation';
const names = (queues: readonly { readonly name: string }[]) => queues.map(({ name }) => name);

test('a delayed retry is a queue of work, waiting rooms, and a parking lot where dead letters end', () => {
  const stack = new SingleNodeStack(testApp(), 'single-node');
  const vhost = new Vhost(stack, 'shop', { broker: stack.broker });
  new DelayedRetry(stack, 'payments', { vhost, delays: [Duration.seconds(10), Duration.minutes(1)] });

  const { deadLetterTargets, waitingRooms } = expectationsOf(watch(stack.broker));

  expect(names(deadLetterTargets)).toEqual(['payments.parked']);
  expect(names(waitingRooms)).toEqual(['payments.retry.1', 'payments.retry.2']);
});

describe('of a cluster of five, a quorum queue is expected to have', () => {
  test.each<[string, number, ClusterStackProps]>([
    ['as many members, because they are added in time', 5, {}],
    ['no more than its settings say', 3, { conf: { [`${reconciliation}.target_group_size`]: 3 } }],
    ['those it was declared with, where none are added', 3, { conf: { [`${reconciliation}.enabled`]: false } }],
  ])('%s', (_, members, props) => {
    const stack = new ClusterStack(testApp(), 'cluster', { nodeCount: 5, ...props });
    const vhost = new Vhost(stack, 'shop', { broker: stack.broker });
    new QuorumQueue(stack, 'orders', { vhost });

    const file = brokerRules(watch(stack.broker), { scrapeInterval: Duration.seconds(15), scale: 1 });

    const { expr } = alertingRules(file).find(({ alert }) => alert === 'QuorumQueueWithoutMajority') ?? {};
    expect(expr).toMatch(new RegExp(` <= ${members / 2}$`));
  });
});
