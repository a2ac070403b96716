import { alertingRules, brokerRules } from '../../../../model/monitoring/alerts/alerts';
import { Duration } from '../../../../model/units/duration';
import { runRuleTests, type Expectation } from './rule-test';
import { shop } from './shop';
import { describeWithPromtool, promtool } from './with-promtool';

const { topology } = shop();
const broker = shop({
  topology: { ...topology, vhosts: [{ name: 'sales', declaredAt: 'shop/vhost' }] },
  monitored: [
    { at: 'shop', labels: { team: 'platform', tier: '1' } },
    { at: 'shop/vhost', labels: { team: 'sales' } },
    { at: 'shop/orders', labels: { team: 'orders' } },
  ],
});
const rules = brokerRules(broker, { scrapeInterval: Duration.seconds(15), scale: 1 });
const labelsOf = (name: string) =>
  alertingRules(rules)
    .filter(({ alert }) => alert === name)
    .map(({ labels }) => labels);

describe('the owner of a queue', () => {
  test('is the one that stands nearest: the queue, then its virtual host, then what both are within', () => {
    expect(labelsOf('UnackedHigh').map(({ team, tier }) => [team, tier])).toEqual([
      [undefined, undefined],
      ['orders', '1'],
      ['sales', '1'],
    ]);
  });

  test('is told of what has no leader, too', () => {
    expect(labelsOf('QuorumQueueWithoutMajority').map(({ team }) => team)).toEqual(['orders', 'sales']);
    expect(labelsOf('QueueNearLimit').map(({ queue, team }) => [queue, team])).toEqual([
      ['orders', 'orders'],
      ['images', 'sales'],
    ]);
  });
});

describeWithPromtool('the alerts of owners', () => {
  test('are once for each queue, whoever owns it', () => {
    const ready = (queue: string): Expectation => ({
      ...{ alert: 'QueueMessagesHigh', at: '10m', step: '15s', fires: true },
      series: Object.fromEntries(
        ['ready', ''].map((kind) => [
          `rabbitmq_detailed_queue_messages${kind === '' ? '' : '_ready'}{broker="shop", vhost="sales", queue="${queue}"}`,
          '1001x60',
        ]),
      ),
    });

    const wrong = runRuleTests(promtool, [{ rules, expectations: ['orders', 'payments', 'any'].map(ready) }]);

    expect(wrong).toEqual([undefined]);
  });
});
