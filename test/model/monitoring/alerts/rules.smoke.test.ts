import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generations, type Generation } from '../../../../lab/generation';
import { startPromtool, type StartedPromtool } from '../../../../lab/promtool';
import { brokerRules, monitoringRules, type AlertTiming } from '../../../../model/monitoring/alerts/alerts';
import { Duration } from '../../../../model/units/duration';
import { describeWith } from '../../../setup/missing';
import { alertCases, alertCases43, type AlertCase } from './cases';
import { expectationsOfCase, runRuleTests } from './rule-test';
import { shop, version } from './shop';

const timing: AlertTiming = { scrapeInterval: Duration.seconds(15), scale: 1 };

for (const generation of generations)
  describeWith('engine', `alerts in the Prometheus of generation ${generation}`, () => testsOf(generation));

function testsOf(generation: Generation): void {
  let started: StartedPromtool;
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-rules-'));

  beforeAll(async () => {
    started = await startPromtool(generation);
  }, 600_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await started?.stop();
  });

  test.each(['4.0.5', '4.1', '4.2', '4.3'])('are loaded for a server of %s', (serverVersion) => {
    const file = join(folder, 'rules.yml');
    const { groups } = brokerRules(shop({ serverVersion: version(serverVersion) }), timing);
    writeFileSync(file, JSON.stringify({ groups: [...groups, ...monitoringRules(timing).groups] }));

    const { output, isOk } = started.promtool(['check', 'rules', '--lint=all', '--lint-fatal', file]);

    expect(output).toMatch(/SUCCESS: \d+ rules found/);
    expect(isOk).toBe(true);
  });

  test.each<[string, readonly AlertCase[]]>([
    ['4.0.5', alertCases],
    ['4.3', alertCases43],
  ])('fire on each fault of a server of %s and are silent on everything healthy', (serverVersion, cases) => {
    const { groups } = brokerRules(shop({ serverVersion: version(serverVersion) }), timing);
    const rules = { groups: [...groups, ...monitoringRules(timing).groups] };

    const wrong = runRuleTests(
      started.promtool,
      cases.map((one) => ({ rules, expectations: expectationsOfCase(one) })),
    );

    expect(wrong.flatMap((text, at) => (text ? [`${cases[at]?.alert}: ${text}`] : []))).toEqual([]);
  });

  test('are told apart when one of them is wrong', () => {
    const rules = brokerRules(shop(), timing);
    const [right = [], other = []] = alertCases.slice(0, 2).map(expectationsOfCase);
    const opposite = other.map((expectation) => ({ ...expectation, fires: !expectation.fires }));

    const wrong = runRuleTests(started.promtool, [
      { rules, expectations: right },
      { rules, expectations: opposite },
    ]);

    expect(wrong).toEqual([undefined, expect.stringContaining('FAILED')]);
  });
}
