import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import manifest from '../package.json';
import { NEWEST_SERVER_VERSION } from '../model/server/server-version';

const root = resolve(__dirname, '..');

/** A piece of TypeScript in a document. */
interface Fence {
  readonly document: string;
  readonly line: number;
  readonly code: string;
}

const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file)),
].filter((file) => file.endsWith('.md'));
const fences = documents.flatMap(fencesOf);

// Inside the project, so that the compiler and Node find its dependencies; `rabbitmq-cdk` is the project itself.
mkdirSync(join(root, '.cache'), { recursive: true });
const folder = mkdtempSync(join(root, '.cache/documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = fences.map(({ code }, index) => {
  const file = join(folder, `fence-${index}.ts`);
  writeFileSync(file, code.replaceAll(/from '\.\//g, `from '${relative(folder, root)}/`));
  return file;
});

test('README has programs', () => {
  expect(fences.filter(({ document }) => document === 'README.md').length).toBeGreaterThanOrEqual(2);
});

test('the badges of README are true', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const badges = [...readme.matchAll(/^\[!\[(.*?)\]/gm)].map(([, text]) => text);
  const { major, minor } = NEWEST_SERVER_VERSION;

  expect(badges).toEqual([
    `RabbitMQ 4.0 – ${major}.${minor}`,
    `Node.js ${manifest.engines.node.replace('>=', '≥ ')}`,
    manifest.license,
  ]);
});

test('every program in README and docs compiles', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);

  // Its types come to an app with jest's setup file.
  const matchers = join(root, 'testing/jest.ts');
  const program = ts.createProgram([...files, matchers], {
    ...options,
    incremental: false,
    tsBuildInfoFile: undefined,
  });

  const faults = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const fence = fences[files.indexOf(resolve(file?.fileName ?? ''))];
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + (fence?.line ?? 0);
    return `${fence?.document ?? file?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(faults).toEqual([]);
}, 60_000);

describe('every program that is an app', () => {
  const programs = fences
    .map((fence, index) => [`${fence.document}:${fence.line}`, files[index] ?? '', fence] as const)
    .filter(([, , { code }]) => code.includes('app.synth()'));

  let status: number | null;
  let stderr: string;

  // One process loads the toolkit once for all of them.
  beforeAll(() => {
    const script = join(folder, 'run.mjs');
    writeFileSync(
      script,
      `for (const file of process.argv.slice(2)) {
        process.env.CDKTF_OUTDIR = file + '.out';
        await import(file).catch((error) => {
          process.exitCode = 1;
          console.error(file, error);
        });
      }`,
    );
    const args = ['--import', 'tsx', script, ...programs.map(([, file]) => file)];
    ({ status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }));
  }, 120_000);

  test.each(programs)('is synthesized at %s', (_, file) => {
    expect(stderr.includes(file) ? stderr : '').toBe('');
    const { stacks } = JSON.parse(readFileSync(`${file}.out/manifest.json`, 'utf8'));
    expect(Object.keys(stacks)).not.toEqual([]);
  });

  test('ends well', () => {
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});

/** What is for another compiler than this project's says so: a fence `ts vitest` is run in the package's own test. */
function fencesOf(document: string): Fence[] {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ 1: code = '', index }) => ({
    document,
    line: text.slice(0, index).split('\n').length + 1,
    code,
  }));
}
