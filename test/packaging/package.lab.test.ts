import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandError, run } from '../../host/command';
import { projectRoot } from '../../lab/folders';

jest.setTimeout(900_000);

const registry = reachable();

(registry ? describe : describe.skip)(
  `the package${registry ? '' : ' (npm cannot install: no registry answers)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-package-'));
    const dist = join(projectRoot, 'dist');
    const tool = (name: string, ...args: readonly string[]) => run(join(projectRoot, 'node_modules/.bin', name), args);

    beforeAll(() => tool('tsx', join(projectRoot, 'packaging/build.ts')));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('is found in order by publint and attw', async () => {
      expect(await tool('publint', dist)).toContain('All good!');
      expect(await tool('attw', '--pack', dist, '--exclude-entrypoints', './package.json')).toContain(
        'No problems found',
      );
    });

    test('has the public API of the report; `npm run api` writes it anew', async () => {
      const report = await tool('api-extractor', 'run', '-c', join(projectRoot, 'packaging/api-extractor.json')).catch(
        (error: CommandError) => error.reason,
      );

      expect(report).toContain('API Extractor completed successfully');
    });

    test('is installed into an empty folder, where the first program of README compiles and is synthesized', async () => {
      const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
      const { cdktf, constructs } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8')).peerDependencies;
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
      writeFileSync(join(folder, 'main.ts'), firstProgram());

      const packages = [join(folder, tarball), `cdktf@${cdktf}`, `constructs@${constructs}`];
      await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline', ...packages]);
      await tool('tsc', '--project', folder);
      const out = join(folder, 'cdktf.out');
      await run(process.execPath, [join(folder, 'main.js')], { env: { CDKTF_OUTDIR: out } });

      expect(existsSync(join(folder, 'node_modules/@cdktf/provider-rabbitmq'))).toBe(false);
      expect(Object.keys(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).stacks)).not.toEqual([]);
      const cli = join(folder, 'node_modules/.bin/rabbitmq-cdk');
      expect(await run(cli, ['--version'])).toMatch(/^\d+\.\d+\.\d+$/);
    });
  },
);

/** As a program that uses the package has them. */
const compilerOptions = { module: 'node16', strict: true, skipLibCheck: true, types: [] };

/** The program, with the package's name where README says where its sources are. */
function firstProgram(): string {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n([^]*?)^```$/m.exec(readme) ?? [];
  return program.replaceAll("from './", "from 'rabbitmq-cdk/");
}

function reachable(): boolean {
  try {
    execFileSync('npm', ['view', 'constructs', 'version'], { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}
