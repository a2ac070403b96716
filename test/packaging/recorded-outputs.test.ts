import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, recordedBlocks, withOutputs } from '../../packaging/recorded-outputs';

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

test('every output of a command in the pages is recorded, but those that need a broker', () => {
  const shown = pages.flatMap((file) => {
    const found = [...pageOf(file).matchAll(/(<!-- (recorded[^>]*) -->\n\n)?^```\w*\n\$ .*rabbitmq-cdk (\w+)/gm)];
    return found.filter(([, , mark]) => mark === undefined).map(([, , , command]) => `${file}: ${command}`);
  });

  expect(recorded.length).toBeGreaterThanOrEqual(10);
  expect(shown).toEqual(['docs/deploy.md: deploy']);
});
