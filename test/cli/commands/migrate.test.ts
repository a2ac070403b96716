import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateCommand } from '../../../cli/commands/migrate';
import { run } from '../../../cli/program/program';
import { olderDefinitions } from '../../model/migration/older-definitions';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

let folder: string;
const printed = catchPrinted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(content: unknown): string {
  const path = join(folder, 'old.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const migrate = (...words: readonly string[]) =>
  run(['migrate', ...words], { migrate: { summary: '', load: () => migrateCommand } });

test('writes a file for its owner alone, and tells what applications must change', async () => {
  const out = join(folder, 'new.json');

  const code = await migrate(file(olderDefinitions('shop', 'app')), '--to', '4.3', '--out', out);

  expect(code).toBe(2);
  expect(printed.output).toContain("queue 'ha.orders' in 'shop':\n  ~ becomes a quorum queue: it is mirrored");
  expect(printed.output).toContain("406 inequivalent arg 'x-queue-type'");
  expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('queues');
  expect(statSync(out).mode & 0o777).toBe(0o600);
});

test('never writes over a file without being told', async () => {
  const out = join(folder, 'new.json');
  writeFileSync(out, 'mine');

  const code = await migrate(file({ vhosts: [{ name: '/' }] }), '--out', out);
  const kept = readFileSync(out, 'utf8');
  const told = await migrate(file({ vhosts: [{ name: '/' }] }), '--out', out, '--overwrite');

  expect([code, kept]).toEqual([1, 'mine']);
  expect(printed.errors).toContain('is there already; give another file, or --overwrite');
  expect([told, JSON.parse(readFileSync(out, 'utf8'))]).toEqual([0, { vhosts: [{ name: '/' }] }]);
});

test('writes nothing when something is undecided', async () => {
  const [old, out] = [olderDefinitions('shop', 'app'), join(folder, 'new.json')];
  const hidden = { ...old.policies[0], name: 'hidden', priority: 0, definition: { expires: 1 } };

  const code = await migrate(file({ ...old, policies: [...old.policies, hidden] }), '--out', out, '--format', 'json');

  expect(code).toBe(3);
  expect(jsonOutputOf('migrate', printed.output)).toMatchObject({
    out: null,
    undecided: expect.arrayContaining([expect.anything()]),
  });
  expect(() => statSync(out)).toThrow('ENOENT');
});

test('tells it as tables of Markdown', async () => {
  await migrate(file(olderDefinitions('shop', 'app')), '--format', 'markdown');

  expect(printed.output).toContain('| Object | Change | Reason | Applications |');
  expect(printed.output).toMatch(/--out FILE writes it\n$/);
});

test('refuses what is no definitions file, and an expiry that no server takes', async () => {
  expect(await migrate(file([]))).toBe(1);
  expect(await migrate(file({}), '--expires', '0')).toBe(1);
  expect(printed.errors).toContain('it must be a JSON object');
  expect(printed.errors).toContain('give milliseconds');
});

test('says of a full disk that it is full', async () => {
  const code = await migrate(file({ vhosts: [{ name: '/' }] }), '--out', '/dev/full', '--overwrite');

  expect(code).toBe(1);
  expect(printed.errors).toContain("'/dev/full' cannot be written: the disk is full; free disk space and retry");
});
