import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertCases } from './cases';

const root = join(__dirname, '../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('every alert is raised by a fault of the long tests, or docs/monitoring.md says why not', () => {
  const tests = ['monitoring', 'monitored-cluster'].map((name) => read(`test/stacks/${name}.lab.test.ts`)).join('\n');
  const [, excuses = ''] = read('docs/monitoring.md').split('Every alert but these');
  const isNamed = (text: string, alert: string) => new RegExp(`\\b${alert}\\b`).test(text);

  const alerts = alertCases.map(({ alert }) => alert);

  expect(alerts.filter((alert) => !isNamed(tests, alert) && !isNamed(excuses, alert))).toEqual([]);
  const excused = alerts.filter((alert) => isNamed(excuses, alert));
  expect(excused.filter((alert) => isNamed(tests, alert))).toEqual(['NoAlertmanager']);
});
