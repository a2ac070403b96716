import { brokerRules, type RuleFile } from '../../../../model/monitoring/alerts/alerts';
import { Duration } from '../../../../model/units/duration';
import type { Series } from './cases';
import { runRuleTests } from './rule-test';
import { shop } from './shop';
import { describeWithPromtool, promtool } from './with-promtool';

const { groups } = brokerRules(shop(), { scrapeInterval: Duration.seconds(15), scale: 1 });
const recorded = groups.filter(({ name }) => name === 'shop: objectives');
const asks = (expr: string): RuleFile => ({
  groups: [...recorded, { name: 'asked', rules: [{ alert: 'Asked', expr, labels: {}, annotations: {} }] }],
});
const holds = (series: Series, fires: boolean) => ({ alert: 'Asked', series, at: '10m', step: '15s', fires });
const of = '{broker="shop", vhost="sales", queue="temporary"}';
const lost = (reason: string, strategy: string) =>
  `rabbitmq_global_messages_dead_lettered_${reason}_total{broker="shop", queue_type="rabbit_classic_queue", dead_letter_strategy="${strategy}"}`;
const received = { 'rabbitmq_global_messages_received_total{broker="shop", protocol="amqp091"}': '0+150x60' };

describeWithPromtool('what is recorded of promises', () => {
  test('breaks a promise to wait 60 seconds while more is ready than a minute delivers', () => {
    const ready = (count: number, more: Series = {}) => ({
      [`rabbitmq_detailed_queue_messages_ready${of}`]: `${count}x60`,
      ...more,
    });
    const a = 'rabbitmq_detailed_queue_messages_delivered_ack_total';
    const b = 'rabbitmq_detailed_queue_messages_delivered_total';

    const wrong = runRuleTests(promtool, [
      {
        rules: asks('queue:rabbitmq_wait_broken:ratio5m == 1'),
        expectations: [
          holds(ready(61, { [`${a}${of}`]: '0+15x60' }), true),
          holds(ready(60, { [`${a}${of}`]: '0+15x60' }), false),
          holds(ready(119, { [`${a}${of}`]: '0+15x60', [`${b}${of}`]: '0+15x60' }), false),
          holds(ready(1), true),
          holds(ready(0), false),
        ],
      },
    ]);

    expect(wrong).toEqual([undefined]);
  });

  test('tells which part of an hour a promise was broken', () => {
    const broken = { [`rabbitmq_detailed_queue_messages_ready${of}`]: '0x20 5x20' };

    const wrong = runRuleTests(promtool, [
      {
        rules: asks('queue:rabbitmq_wait_broken:ratio1h > 0.45 and queue:rabbitmq_wait_broken:ratio1h < 0.55'),
        expectations: [holds(broken, true)],
      },
    ]);

    expect(wrong).toEqual([undefined]);
  });

  test('counts as lost what found no queue, and dead letters that no exchange took', () => {
    const unroutable = 'rabbitmq_global_messages_unroutable_dropped_total{broker="shop", protocol="amqp091"}';
    const tenth = '0+15x60';

    const wrong = runRuleTests(promtool, [
      {
        rules: asks('broker:rabbitmq_messages_lost:ratio5m > 0.09 and broker:rabbitmq_messages_lost:ratio5m < 0.11'),
        expectations: [
          holds({ ...received, [unroutable]: tenth }, true),
          ...['rejected', 'expired', 'maxlen', 'delivery_limit'].map((reason) =>
            holds({ ...received, [lost(reason, 'disabled')]: tenth }, true),
          ),
          holds({ ...received, [lost('rejected', 'at_most_once')]: tenth }, false),
          holds({ [unroutable]: tenth }, false),
        ],
      },
    ]);

    expect(wrong).toEqual([undefined]);
  });
});
