import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { jsonFile } from '../../../../constructs/monitoring/json-file';
import {
  alertingRules,
  brokerRules,
  monitoringRules,
  type AlertingRule,
  type AlertTiming,
  type RuleFile,
} from '../../../../model/monitoring/alerts/alerts';
import { metricsIn } from '../../../../model/monitoring/alerts/metrics';
import { Duration } from '../../../../model/units/duration';
import { testApp } from '../../../harness';
import { alertCases, alertCases43, type AlertCase } from './cases';
import { expectationsOfCase, runRuleTests, type RuleTest } from './rule-test';
import { queue, shop, version } from './shop';
import { describeWithPromtool, promtool } from './with-promtool';

const timing: AlertTiming = { scrapeInterval: Duration.seconds(15), scale: 1 };
const rulesFor = (serverVersion: string): RuleFile => ({
  groups: [
    ...brokerRules(shop({ serverVersion: version(serverVersion) }), timing).groups,
    ...monitoringRules(timing).groups,
  ],
});

describeWithPromtool('alerts, judged by promtool', () => {
  test.each(['4.0.5', '4.1', '4.2', '4.3'])('are valid for a server of %s', (serverVersion) => {
    const checked = check(brokerRules(shop({ serverVersion: version(serverVersion) }), timing));

    expect(checked).toMatch(/SUCCESS: \d+ rules found/);
  });

  test('are valid for the monitoring itself, and when they are compressed', () => {
    const checked = check(monitoringRules({ scrapeInterval: Duration.seconds(1), scale: 0.01 }));

    expect(checked).toMatch(/SUCCESS: 5 rules found/);
  });

  test('are valid where Prometheus would take a name for a template', () => {
    const { topology } = shop();
    const named = queue('{{ orders', {
      'x-queue-type': 'quorum',
      'x-max-length': 100,
      'x-dead-letter-exchange': 'dlx',
    });
    const moved = { ...topology, queues: [{ ...named, vhost: '{{sales' }] };

    const file = brokerRules(shop({ topology: moved }), timing);

    expect(check(file)).toMatch(/SUCCESS: \d+ rules found/);
    const { labels } = alertingRules(file).find(({ alert }) => alert === 'QueueNearLimit') ?? {};
    expect(labels).toMatchObject({ vhost: '{{ "{{sales" }}', queue: '{{ "{{ orders" }}' });
  });

  test('are valid where a name has characters that YAML takes only as escapes', () => {
    const { topology } = shop();
    const characters = ['\u007f', '\u0085', '\u009b', '\ufeff', '\ufffe', '\uffff', '\u2028', '😀'];
    const queues = characters.map((character) =>
      queue(`orders${character}`, { 'x-queue-type': 'quorum', 'x-max-length': 100, 'x-dead-letter-exchange': 'dlx' }),
    );

    const checked = check(brokerRules(shop({ topology: { ...topology, queues } }), timing));

    expect(checked).toMatch(/SUCCESS: \d+ rules found/);
  });

  test('tell by the minute that a queue grows, however rare scrapes are', () => {
    const rare = brokerRules(shop(), { scrapeInterval: Duration.seconds(30), scale: 1 });
    const growing = (values: string, fires: boolean) => ({
      ...{ alert: 'QueueIsGrowing', at: '40m', step: '30s', fires },
      series: { 'rabbitmq_detailed_queue_messages{broker="shop", vhost="sales", queue="any"}': values },
    });

    const wrong = runRuleTests(promtool, [
      { rules: rare, expectations: [growing('0+0.6x130', true), growing('0+0.4x130', false)] },
    ]);

    expect(wrong).toEqual([undefined]);
  });
});

describe.each<[string, readonly AlertCase[]]>([
  ['4.0.5', alertCases],
  ['4.3', alertCases43],
])('of a server of %s', (serverVersion, cases) => {
  describeWithPromtool('alerts, judged by promtool', () => {
    const rules = rulesFor(serverVersion);
    const all = alertingRules(rules);

    test('fire on each fault and are silent on everything healthy', () => {
      const tests = cases.map((one) => ({ rules, expectations: expectationsOfCase(one) }));

      const wrong = runRuleTests(promtool, tests);

      expect(Object.fromEntries(wrong.flatMap((text, at) => (text ? [[cases[at]?.alert, text]] : [])))).toEqual({});
    });

    test('are all tested', () => {
      const tested = cases.map(({ alert }) => alert);

      expect([...new Set(all.map(({ alert }) => alert))].sort()).toEqual([...tested].sort());
    });

    test('do not fire before their time', () => {
      const patient = cases.filter(({ alert }) => durationOf(all, alert) > 0);
      const tests = patient.map(({ alert, step = '15s', faulty }) => ({
        rules,
        expectations: faulty.map((series) => ({
          ...{ alert, series, step, fires: false },
          at: `${durationOf(all, alert) - 15}s`,
        })),
      }));

      const wrong = runRuleTests(promtool, tests);

      expect(Object.fromEntries(wrong.flatMap((text, at) => (text ? [[patient[at]?.alert, text]] : [])))).toEqual({});
    });

    test('fail their tests when a threshold or a metric changes', () => {
      const mutants = cases.flatMap((one) =>
        all
          .filter(({ alert }) => alert === one.alert)
          .flatMap((rule) => mutationsOf(rule.expr).map((expr) => ({ one, rule, expr }))),
      );
      const tests: RuleTest[] = mutants.map(({ one, rule, expr }) => ({
        rules: replaced(rules, rule, expr),
        expectations: expectationsOfCase(one),
      }));

      const wrong = runRuleTests(promtool, tests);

      const survivors = mutants.filter((_, at) => wrong[at] === undefined);
      expect(mutants.length).toBeGreaterThan(150);
      expect(survivors.map(({ rule, expr }) => `${rule.alert}: ${expr}`)).toEqual([]);
    }, 180_000);
  });
});

/** As Terraform puts it into a container, its templates read. */
function asWritten(file: RuleFile): string {
  const { content } = jsonFile('rules.yml', () => file);
  const resolver = new DefaultTokenResolver(new StringConcat());
  const text: string = Tokenization.resolve(content, { scope: testApp(), preparing: false, resolver });
  return text.replaceAll(/([$%])\1\{/g, '$1{');
}

function check(file: RuleFile): string {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-rules-'));
  try {
    writeFileSync(join(folder, 'rules.yml'), asWritten(file));
    const { output, isOk } = promtool(['check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yml')]);
    // What the linter finds is said beside the success of the rest.
    return isOk ? output : output.replaceAll('SUCCESS', 'REFUSED');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How long an alert waits, in seconds. */
function durationOf(all: readonly AlertingRule[], alert: string): number {
  const [, amount = '0', unit = 's'] =
    /^(\d+)([smhd])$/.exec(all.find((rule) => rule.alert === alert)?.for ?? '') ?? [];
  return Number(amount) * { s: 1, m: 60, h: 3_600, d: 86_400 }[unit as 's' | 'm' | 'h' | 'd'];
}

/** The expression with each threshold moved up and down, and each metric misspelt. */
function mutationsOf(expr: string): readonly string[] {
  const thresholds = [...expr.matchAll(/(==|!=|<=|>=|<|>) (\d+(?:\.\d+)?)/g)].flatMap((match) =>
    [Number(match[2]) * 2 + 1_000, Number(match[2]) / 2 - 1].map(
      (other) => `${expr.slice(0, match.index)}${match[1]} ${other}${expr.slice(match.index + match[0].length)}`,
    ),
  );
  const misspelt = metricsIn([expr]).map((metric) => expr.replaceAll(`${metric}{`, `${metric}_misspelt{`));
  return [...thresholds, ...misspelt];
}

function replaced(rules: RuleFile, rule: AlertingRule, expr: string): RuleFile {
  return {
    groups: rules.groups.map(({ name, rules: some }) => ({
      name,
      rules: some.map((other) => (other === rule ? { ...other, expr } : other)),
    })),
  };
}
