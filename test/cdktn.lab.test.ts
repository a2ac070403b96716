import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../host/command';
import { projectRoot } from '../lab/folders';
import { describeWithRegistry } from './setup/npm-registry';
import { comparable } from './snapshot';

jest.setTimeout(900_000);

/** What a clone does not have. */
const made = new Set(['node_modules', '.git', '.cache', 'cdktf.out', 'dist', 'coverage']);

/** The project in a folder of its own, moved to cdktn as the documentation says. */
describeWithRegistry('the project with cdktn in the place of cdktf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-cdktn-'));

  beforeAll(async () => {
    cpSync(projectRoot, folder, { recursive: true, filter: (path) => !made.has(basename(path)) });
    const [, commands = ''] = /^```sh\n([^]*?)^```$/m.exec(readFileSync(join(folder, 'docs/cdktn.md'), 'utf8')) ?? [];
    await run('sh', ['-e'], { input: commands, cwd: folder, env: { npm_config_prefer_offline: 'true' } });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('has one library, and it is the fork', async () => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'node_modules/cdktf/package.json'), 'utf8'));
    const copies = readdirSync(join(folder, 'node_modules'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(^|\/)(cdktf|cdktn)\/lib\/terraform-stack\.js$/.test(path),
    );

    expect([name, version]).toEqual(['cdktn', expect.stringMatching(/^0\.24\./)]);
    expect(copies).toEqual(['cdktf/lib/terraform-stack.js']);
  });

  test('passes the synth tests and matches the snapshots', async () => {
    const output = join(folder, 'results.json');
    const paths = ['constructs', 'examples', 'policies', 'rules', 'stacks'].map((name) => join('test', name));
    const options = [
      '--selectProjects=unit',
      '--ci',
      '--json',
      `--outputFile=${output}`,
      '--testPathPatterns',
      ...paths,
    ];
    await run(join(folder, 'node_modules/.bin/jest'), options, { cwd: folder }).catch(() => undefined);

    const results = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : {};
    expect(failuresIn(results.testResults)).toEqual([]);
    expect(results).toMatchObject({ success: true, snapshot: { unmatched: 0, unchecked: 0 } });
    expect(results.numPassedTests).toBeGreaterThan(300);
    expect(results.snapshot.matched).toBeGreaterThanOrEqual(5);
  });

  test('synthesizes main.ts to the same JSON but for the version', async () => {
    const [before, after] = [await synthesized(projectRoot), await synthesized(folder)];

    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const file of Object.keys(before)) expect([file, after[file]]).toEqual([file, before[file]]);
  });

  /** All files that main.ts of a project is synthesized to, by name. */
  async function synthesized(project: string): Promise<Readonly<Record<string, unknown>>> {
    const out = mkdtempSync(join(folder, 'out-'));
    const main = join(project, 'main.ts');
    await run(process.execPath, ['--import', 'tsx', main], { cwd: project, env: { CDKTF_OUTDIR: out } });
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    return Object.fromEntries(
      files.sort().map((file) => [file, comparable(JSON.parse(readFileSync(join(out, file), 'utf8')))]),
    );
  }
});

interface TestFile {
  readonly message: string;
  readonly status: string;
}

function failuresIn(files: readonly TestFile[] = []): readonly string[] {
  return files.filter(({ status }) => status !== 'passed').map(({ message }) => message);
}
