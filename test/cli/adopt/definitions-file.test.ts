import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptCommand } from '../../../cli/commands/adopt';
import { diffCommand } from '../../../cli/commands/diff';
import { catchPrinted, ran } from '../printed';

const commands = {
  adopt: { summary: '', load: () => adoptCommand },
  diff: { summary: '', load: () => diffCommand },
};

describe('a definitions file that is adopted or compared', () => {
  const printed = catchPrinted();
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'definitions-file-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const adopt = (of: string) => ran(printed, ['adopt', of, '--out', join(folder, 'app')], commands);
  const diff = (one: string, other: string) => ran(printed, ['diff', one, other], commands);

  test('has what an import skips left out: virtual hosts that are strings', async () => {
    const given = file('given.json', { vhosts: ['skipped', { name: 'shop' }] });

    const [adopted, compared] = [
      await adopt(given),
      await diff(given, file('same.json', { vhosts: [{ name: 'shop' }] })),
    ];

    const told = "given.json#/vhosts/0: an element of 'vhosts' must be an object; left out, as by an import";
    expect(adopted).toMatchObject({ code: 0, errors: expect.stringContaining(told) });
    expect(compared).toMatchObject({ code: 0, errors: expect.stringContaining(told) });
    expect(adopted.output).toContain('declared: 1 virtual host\n');
    expect(readFileSync(join(folder, 'app/main.ts'), 'utf8')).not.toContain('skipped');
  });

  test('need not list the virtual hosts and users that it names', async () => {
    const all = {
      queues: [{ name: 'orders', vhost: 'shop', durable: true, auto_delete: false, arguments: {} }],
      permissions: [{ user: 'app', vhost: 'shop', configure: '', write: '', read: '.*' }],
    };
    const listed = { vhosts: [{ name: 'shop' }], users: [{ name: 'app', tags: '' }] };

    const [bare, whole] = [file('bare.json', all), file('whole.json', { ...all, ...listed })];

    expect(await diff(bare, whole)).toMatchObject({ code: 0, errors: '' });
    const missing = await diff(bare, file('empty.json', {}));
    expect(missing.code).toBe(2);
    expect(missing.output).toContain("- vhost 'shop'");
    expect(missing.output).toContain("- user 'app'");
  });

  test('fails when a server would refuse it whole', async () => {
    const given = file('given.json', { vhosts: [{ name: 'shop' }], queues: [{ name: 'orders', vhost: 7 }, 'text'] });

    const outcomes = [await adopt(given), await diff(given, given)];

    for (const { code, errors } of outcomes) {
      expect(code).toBe(1);
      expect(errors).toContain("given.json#/queues/0: 'vhost' must be a string; a server refuses the whole file");
      expect(errors).toContain("given.json#/queues/1: an element of 'queues' must be an object; a server refuses");
    }
  });
});
