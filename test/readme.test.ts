import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

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

test.each(
  fences
    .map((fence, index) => [`${fence.document}:${fence.line}`, files[index] ?? '', fence] as const)
    .filter(([, , { code }]) => code.includes('app.synth()')),
)('the program at %s is synthesized', (_, file) => {
  const outdir = join(folder, 'out');

  execFileSync(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });

  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  expect(Object.keys(stacks)).not.toEqual([]);
  rmSync(outdir, { recursive: true });
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
