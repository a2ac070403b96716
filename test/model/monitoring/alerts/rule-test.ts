import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Promtool } from '../../../../lab/promtool';
import type { RuleFile } from '../../../../model/monitoring/alerts/alerts';
import type { AlertCase, Series } from './cases';

/** Rules, and what is expected of them. */
export interface RuleTest {
  readonly rules: RuleFile;
  readonly expectations: readonly Expectation[];
}

/** Whether an alert fires at a time. */
export interface Expectation {
  readonly alert: string;
  readonly series: Series;
  readonly at: string;
  readonly step: string;
  readonly fires: boolean;
}

/** It fires on every fault, and is silent on everything healthy. */
export function expectationsOfCase({ alert, at, step = '15s', faulty, healthy }: AlertCase): readonly Expectation[] {
  return [
    ...faulty.map((series) => ({ alert, series, at, step, fires: true })),
    ...healthy.map((series) => ({ alert, series, at, step, fires: false })),
  ];
}

/** Runs promtool's unit tests, all in one go: for each test, what it found wrong, or nothing. */
export function runRuleTests(promtool: Promtool, tests: readonly RuleTest[]): readonly (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-rules-'));
  try {
    const files = tests.map(({ rules, expectations }, number) => {
      const asked = expectations.map(({ alert }) => alert);
      writeFileSync(join(folder, `${number}.rules.yml`), JSON.stringify(only(rules, asked)));
      const file = join(folder, `${number}.test.yml`);
      writeFileSync(file, JSON.stringify(testFile(`${number}.rules.yml`, expectations)));
      return file;
    });
    const together = promtool(['test', 'rules', ...files]);
    if (together.isOk) return files.map(() => undefined);
    if (together.output.includes(HEADING)) return files.map((file) => verdict(together.output, file));
    // From version 3 on it does not say which file it is about.
    return files.map((file) => {
      const { isOk, output } = promtool(['test', 'rules', file]);
      return isOk ? undefined : output.trim();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The other rules would only cost time, and so would what is recorded for others. */
function only({ groups }: RuleFile, alerts: readonly string[]): RuleFile {
  const all = groups.flatMap(({ rules }) => rules);
  const asked = all.filter((rule) => 'alert' in rule && alerts.includes(rule.alert));
  const recorded = all.flatMap((rule) => ('record' in rule ? [rule.record] : []));
  const isRecorded = asked.some(({ expr }) => recorded.some((name) => expr.includes(name)));
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.filter((rule) => ('record' in rule ? isRecorded : asked.includes(rule))),
    })),
  };
}

function testFile(rules: string, expectations: readonly Expectation[]): object {
  const tests = expectations.map(({ alert, series, at, step, fires }) => ({
    interval: step,
    input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname="${alert}", alertstate="firing"}) > bool 0`,
        eval_time: at,
        exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
      },
    ],
  }));
  return { rule_files: [rules], evaluation_interval: expectations[0]?.step, tests };
}

const HEADING = 'Unit Testing:  ';

/** promtool prints a block for each file: its name, then SUCCESS or FAILED with details. */
function verdict(output: string, file: string): string | undefined {
  const [, block = ''] = output.split(`${HEADING}${file}\n`);
  const [own = ''] = block.split(HEADING);
  return /^\s*SUCCESS/.test(own) ? undefined : own.trim() || output;
}
