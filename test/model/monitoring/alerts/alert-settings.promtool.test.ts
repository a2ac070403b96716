import {
  alertSettingsFaults,
  withAlertSettings,
  type AlertSettings,
} from '../../../../model/monitoring/alerts/alert-settings';
import { alertingRules, brokerRules } from '../../../../model/monitoring/alerts/alerts';
import { Duration } from '../../../../model/units/duration';
import { runRuleTests, type Expectation } from './rule-test';
import { shop } from './shop';
import { describeWithPromtool, promtool } from './with-promtool';

const derived = brokerRules(shop(), { scrapeInterval: Duration.seconds(15), scale: 1 });
const rulesWith = (settings: AlertSettings) => withAlertSettings(derived, 'shop', settings);

/** So many messages are ready in a queue. */
const ready = (queue: string, count: number, at: string, fires: boolean): Expectation => ({
  ...{ alert: 'QueueMessagesHigh', at, step: '15s', fires },
  series: {
    [`rabbitmq_detailed_queue_messages_ready{broker="shop", vhost="sales", queue="${queue}"}`]: `${count}x80`,
    [`rabbitmq_detailed_queue_messages{broker="shop", vhost="sales", queue="${queue}"}`]: `${count}x80`,
  },
});
const wrong = (settings: AlertSettings, expectations: readonly Expectation[]) =>
  runRuleTests(promtool, [{ rules: rulesWith(settings).rules, expectations }]);

describeWithPromtool('alerts that are set', () => {
  test('fire at another threshold, after another time', () => {
    const changes = { QueueMessagesHigh: { threshold: 50, for: '2m' } };

    expect(
      wrong({ changes }, [
        ready('orders', 51, '3m', true),
        ready('orders', 51, '1m', false),
        ready('orders', 50, '3m', false),
      ]),
    ).toEqual([undefined]);
    expect(wrong({}, [ready('orders', 51, '3m', true)])).toEqual([expect.stringContaining('FAILED')]);
  });

  test('fire at a threshold of some queues, while others keep theirs', () => {
    const queues = [
      { queue: 'orders', changes: { QueueMessagesHigh: { threshold: 50 } } },
      { vhost: 'sales', queue: 'o.*', changes: { QueueMessagesHigh: { threshold: 10 } } },
      { queue: 'bulk', changes: { QueueMessagesHigh: { leftOutBecause: 'it is filled each night' } } },
    ];

    expect(
      wrong({ queues }, [
        ready('orders', 51, '10m', true),
        ready('orders', 49, '10m', false),
        ready('other', 11, '10m', true),
        ready('any', 999, '10m', false),
        ready('any', 1001, '10m', true),
        ready('bulk', 1001, '10m', false),
      ]),
    ).toEqual([undefined]);
  });

  test('have labels of their queues, once each', () => {
    const { rules } = rulesWith({
      labels: { environment: 'production' },
      queues: [{ queue: 'orders', labels: { team: 'payments' } }],
    });

    const both = alertingRules(rules).filter(({ alert }) => alert === 'UnackedHigh');
    expect(both.map(({ labels }) => labels)).toMatchObject([
      { environment: 'production' },
      { environment: 'production', team: 'payments' },
    ]);
    expect(both[0]?.labels).not.toHaveProperty('team');
    expect(
      runRuleTests(promtool, [
        { rules, expectations: [ready('orders', 1001, '10m', true), ready('any', 1001, '10m', true)] },
      ]),
    ).toEqual([undefined]);
  });

  test('of one`s own fire beside, with the reason', () => {
    const added = [
      {
        ...{ name: 'ManyConnections', expr: 'sum by (broker) (rabbitmq_connections{broker="shop"}) > 5' },
        ...{ severity: 'warning' as const, for: '1m', summary: 'many', description: 'too many' },
        reason: 'a leak in March',
      },
    ];
    const connections = (count: number, fires: boolean) => ({
      ...{ alert: 'ManyConnections', at: '5m', step: '15s', fires },
      series: { 'rabbitmq_connections{broker="shop"}': `${count}x40` },
    });

    expect(wrong({ added }, [connections(6, true), connections(5, false)])).toEqual([undefined]);
    expect(JSON.stringify(rulesWith({ added }).rules)).toContain('"reason":"a leak in March"');
  });
});

describe('settings of alerts', () => {
  test('leave out what nobody wants, and tell why', () => {
    const { rules, leftOut } = rulesWith({ changes: { NoConsumers: { leftOutBecause: 'batch jobs' } } });

    expect(alertingRules(rules).map(({ alert }) => alert)).not.toContain('NoConsumers');
    expect(leftOut).toEqual(['NoConsumers: batch jobs']);
  });

  test('change severities and runbooks', () => {
    const { rules } = rulesWith({
      changes: { UnackedHigh: { severity: 'critical' } },
      runbookUrl: 'https://runbooks.example/rabbitmq/',
    });

    expect(alertingRules(rules).find(({ alert }) => alert === 'UnackedHigh')).toMatchObject({
      labels: { severity: 'critical' },
      annotations: { runbook_url: 'https://runbooks.example/rabbitmq/unacked-high.md' },
    });
  });

  test('change nothing where there are none', () => {
    expect(rulesWith({})).toEqual({ rules: derived, leftOut: [] });
  });

  test('are refused all at once where they cannot be meant', () => {
    const settings: AlertSettings = {
      changes: { QueueMessageHigh: {}, RabbitMQDown: { threshold: 3 }, UnackedHigh: { for: '5 minutes' } },
      queues: [{ labels: { team: 'a' } }, { queue: 'a', changes: { RabbitMQDown: {} } }],
      added: [{ name: 'RabbitMQDown', expr: 'x', severity: 'warning', summary: '', description: '', reason: '' }],
    };

    expect(alertSettingsFaults(settings, [derived])).toEqual([
      `'changes.QueueMessageHigh': there is no alert 'QueueMessageHigh'; did you mean 'QueueMessagesHigh'?`,
      expect.stringContaining(`'changes.RabbitMQDown.threshold': 'RabbitMQDown' has no single threshold`),
      `'changes.UnackedHigh.for' must be a duration such as '90s' or '1h30m', got '5 minutes'`,
      `'queues[0]' must say which queues; give 'vhost' or 'queue'`,
      `'queues[1].changes.RabbitMQDown': 'RabbitMQDown' is not about single queues; set it in 'changes'`,
      `'added[0].name': there is an alert 'RabbitMQDown'; rename yours`,
    ]);
  });
});
