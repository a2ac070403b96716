import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../cli/stack/app';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'app-config-')));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const example = `write for example {"app": "node --import tsx main.ts"}`;
const noManifest = (app: string) =>
  `the app ('${app}') has written no manifest of stacks, 'cdktf.out/manifest.json'; it must be an app of cdktf, and call app.synth() at its end`;

test.each([
  ['is no JSON', '{', 'cdktf.json: invalid JSON: a closing brace is expected at line 1, column 2'],
  ['is empty', '', 'cdktf.json: invalid JSON: the file is empty'],
  ['is a list', '[]', `cdktf.json: it must be a JSON object, got []; ${example}`],
  ['is null', 'null', `cdktf.json: it must be a JSON object, got null; ${example}`],
  ['has no app', '{}', `cdktf.json: 'app' must be the command that runs the app, got nothing; ${example}`],
  [
    'has several faults',
    '{"app": 5, "output": 7, "context": 3}',
    [
      `cdktf.json: 'app' must be the command that runs the app, got 5; ${example}`,
      `cdktf.json: 'output' must be the name of a folder, got 7; leave it out for 'cdktf.out'`,
      `cdktf.json: 'context' must be an object, got 3`,
    ].join('\n'),
  ],
  ['names a program that is no app', '{"app": "true"}', noManifest('true')],
  ['names an app that fails', '{"app": "echo no >&2; exit 3"}', `the app ('echo no >&2; exit 3') failed: no`],
])('a cdktf.json that %s is told with the remedy', async (_, content, message) => {
  writeFileSync('cdktf.json', content);

  await expect(synthesize()).rejects.toThrow(new Error(message));
});

test.each(['{', 'null', '{}'])('a manifest that is %s is none', async (manifest) => {
  mkdirSync('cdktf.out');
  writeFileSync('cdktf.out/manifest.json', manifest);
  writeFileSync('cdktf.json', '{"app": "true"}');

  await expect(synthesize()).rejects.toThrow(noManifest('true'));
});

test('a folder without one is told', async () => {
  await expect(synthesize()).rejects.toThrow(`no cdktf.json in ${folder}; run it in the folder of the app`);
});
