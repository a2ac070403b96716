import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUNBOOKS, runbookOf } from '../../../../model/monitoring/alerts/alerts';
import { alertCases } from './cases';

const root = join(__dirname, '../../../..');

describe('the runbooks', () => {
  test('are there for every alert, and for nothing else', () => {
    const expected = alertCases.map(({ alert }) => runbookOf(alert));

    const there = readdirSync(join(root, RUNBOOKS)).map((file) => `${RUNBOOKS}/${file}`);

    expect(there.sort()).toEqual([...expected].sort());
  });

  test.each(alertCases.map(({ alert }) => alert))('%s says what it means, what to look at and what to do', (alert) => {
    const text = readFileSync(join(root, runbookOf(alert)), 'utf8');

    expect(text).toMatch(
      new RegExp(`^# ${alert}\\n\\n.+\\n\\n## Look\\n\\n\`\`\`sh\\n(.+\\n)+\`\`\`\\n\\n## Do\\n\\n- `),
    );
  });
});
