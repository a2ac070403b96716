import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, recordedBlocks, withOutputs } from '../../packaging/recorded-outputs';
import { terminalPicture } from '../../packaging/terminal-picture';
import { COLUMNS, recordTerminal } from '../../packaging/terminal-recording';
import { describeAtTerminal } from '../terminal';

const pageOf = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
const recorded = pages.filter((file) => recordedBlocks(pageOf(file)) > 0);

test.each(recorded)(
  'the outputs in %s are what its commands print: `npm run docs:outputs` records them',
  async (file) => {
    const page = pageOf(file);

    expect(await withOutputs(file, page)).toBe(page);
  },
  300_000,
);

test('every output of a command in the pages is recorded', () => {
  const shown = pages.flatMap((file) => {
    const found = [...pageOf(file).matchAll(/(<!-- (recorded[^>]*) -->\n\n)?^```\w*\n\$ .*rabbitmq-cdk (\w+)/gm)];
    return found.filter(([, , mark]) => mark === undefined).map(([, , , command]) => `${file}: ${command}`);
  });

  expect(recorded.length).toBeGreaterThanOrEqual(12);
  expect(shown).toEqual([]);
});

describeAtTerminal('the terminal in README', () => {
  test('shows what its commands print: `npm run docs:outputs` records it', async () => {
    const picture = terminalPicture(await recordTerminal(), COLUMNS);

    expect(picture).toBe(pageOf('docs/pictures/terminal.svg'));
    expect(pageOf('README.md')).toMatch(/^!\[\w.{40,}\]\(docs\/pictures\/terminal\.svg\)$/m);
  }, 300_000);
});

test('the picture of a terminal breaks long lines, keeps colours, and escapes what is markup', () => {
  const output = `\u001B[31mred <&>\u001B[39m ${'x'.repeat(8)}`;
  const picture = terminalPicture([{ command: 'a b', output }], 10);

  expect(picture).toContain('class="red">red &lt;&amp;&gt;</text>');
  expect([...picture.matchAll(/>( ?x+)<\/text>/g)].map(([, text]) => text)).toEqual([' xx', 'xxxxxx']);
  expect(() => terminalPicture([{ command: 'a', output: '\u001B[7mx' }], 10)).toThrow(
    'the escape sequence 7 has no look',
  );
});
