import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedRunbooks, RUNBOOKS, runbookOf, runbookUrlOf } from '../../../../model/monitoring/alerts/runbooks';
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

  test('have an address below a folder, or where a name belongs', () => {
    expect(runbookUrlOf('QueueNearLimit', 'https://x.example/r/')).toBe('https://x.example/r/queue-near-limit.md');
    expect(runbookUrlOf('RabbitMQDown', 'https://x.example/{name}.html')).toBe('https://x.example/rabbitmq-down.html');
  });

  test('are on the published page that the package names, and nowhere where it names none', () => {
    const published = publishedRunbooks('https://owner.github.io/rabbitmq-cdk/');

    expect(runbookUrlOf('MemoryAlarm', published ?? '')).toBe(
      'https://owner.github.io/rabbitmq-cdk/runbooks/memory-alarm',
    );
    expect(publishedRunbooks(undefined)).toBeUndefined();
  });
});
