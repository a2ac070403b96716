import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, transpileModule } from 'typescript';
import { type CommandError, run } from '../../host/command';
import { projectRoot } from '../../lab/folders';
import { describeWithRegistry } from '../setup/npm-registry';

jest.setTimeout(900_000);

const dist = join(projectRoot, 'dist');

/** The prebuilt providers of a broker in a container. */
const providers = ['@cdktf/provider-docker@^12.0.3', '@cdktf/provider-random@^12.0.1', '@cdktf/provider-tls@^11.0.1'];

const tool = (name: string, ...args: readonly string[]) => run(join(projectRoot, 'node_modules/.bin', name), args);

beforeAll(() => tool('tsx', join(projectRoot, 'packaging/build.ts')));

describe('the package', () => {
  test('is found in order by publint and attw', async () => {
    // It would suggest to leave out CONTRIBUTING.md, to which README links.
    expect(await tool('publint', dist, '--level', 'warning')).toContain('All good!');
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
});

test('the package holds every page and example that its README speaks of', () => {
  const links = linksOf(readFileSync(join(dist, 'README.md'), 'utf8'));

  expect(links).toContain('docs/dependency.md');
  expect(links.filter((path) => !existsSync(join(dist, path)))).toEqual([]);
});

test('the program of the package has every command that it lists', async () => {
  const program = join(dist, 'cli/main.js');
  const listed = await run(process.execPath, [program, '--help']);
  const commands = [...listed.matchAll(/^ {2}([a-z-]+) .*$/gm)].flatMap(([, name = '']) =>
    name === 'help' ? [] : [name],
  );

  const helps = await Promise.all(commands.map((command) => run(process.execPath, [program, command, '--help'])));

  expect(commands).toEqual(expect.arrayContaining(['check', 'deploy', 'health', 'restore-messages', 'review']));
  expect(helps.map((help) => /^Usage: rabbitmq-cdk (\S+)/.exec(help)?.[1])).toEqual(commands);
});

test('the program of the package draws a page with the script that was built with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-package-page-'));
  const file = join(folder, 'definitions.json');
  writeFileSync(
    file,
    JSON.stringify({ vhosts: [{ name: '/' }], queues: [{ name: 'orders', vhost: '/', durable: true }] }),
  );

  const page = await run(process.execPath, [join(dist, 'cli/main.js'), 'diagram', '--definitions', file]);

  rmSync(folder, { recursive: true, force: true });
  expect(page.includes(readFileSync(join(dist, 'cli/diagram/page-bundle.js'), 'utf8').trim().slice(-200))).toBe(true);
});

describeWithRegistry('the package, installed into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-package-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    // The oldest that it accepts.
    ['cdktf', ['cdktf@0.21.0', 'constructs@10.4.2', ...providers], {}],
    ['cdktn', ['cdktf@npm:cdktn@^0.24.0', 'cdktn@^0.24.0', 'constructs@~10.7.0', ...providers], { cdktf: '$cdktf' }],
  ])('compiles and synthesizes the program of docs/dependency.md with %s', async (library, peers, overrides) => {
    const app = join(folder, library);
    const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
    await run('mkdir', [app]);
    const dependencies = dependenciesOf(peers);
    writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    writeFileSync(join(app, 'main.ts'), program().replace("from 'cdktf'", `from '${library}'`));

    const options = ['--prefix', app, '--no-audit', '--no-fund', '--prefer-offline'];
    await run('npm', ['install', ...options, join(folder, tarball)]);
    await tool('tsc', '--project', app);
    const out = join(app, 'cdktf.out');
    await run(process.execPath, [join(app, 'main.js')], { env: { CDKTF_OUTDIR: out } });

    expect(existsSync(join(app, 'node_modules/@cdktf/provider-rabbitmq'))).toBe(false);
    expect(Object.keys(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).stacks)).not.toEqual([]);
    const cli = join(app, 'node_modules/.bin/rabbitmq-cdk');
    expect(await run(cli, ['--version'])).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describeWithRegistry('the tests of docs/topology-tests.md, in an app that has the package', () => {
  const [tests = '', vitestSetup = ''] = blocksOf('docs/topology-tests.md');
  const app = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-app-'));
  afterAll(() => rmSync(app, { recursive: true, force: true }));

  beforeAll(async () => {
    const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', app]);
    writeFileSync(join(app, 'package.json'), '{ "private": true }');
    const packages = [
      join(app, tarball.trim()),
      'cdktf@0.21.0',
      'constructs@10.7.2',
      ...providers,
      'jest@30',
      '@types/jest@30',
      'vitest@3',
      'typescript@5',
    ];
    await run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], { cwd: app });
  });

  test('pass with jest, whose types come with the package', async () => {
    const { outputText } = transpileModule(tests, { compilerOptions: { module: ModuleKind.CommonJS } });
    writeFileSync(join(app, 'messaging.jest.js'), outputText);
    writeFileSync(
      join(app, 'jest.config.js'),
      "module.exports = { testMatch: ['**/*.jest.js'], setupFilesAfterEnv: ['rabbitmq-cdk/testing/jest'] };",
    );
    writeFileSync(join(app, 'messaging.ts'), `import 'rabbitmq-cdk/testing/jest';\n${tests}`);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--types', 'jest,node'];
    await run(join(app, 'node_modules/.bin/tsc'), [...options, 'messaging.ts'], { cwd: app });
    await run(join(app, 'node_modules/.bin/jest'), ['--ci=false'], { cwd: app });

    const snapshot = readFileSync(join(app, '__snapshots__/messaging.jest.js.snap'), 'utf8');
    expect(snapshot).toMatch(/^queue {2}\/: billing +quorum +dead-letter-exchange=rejected/m);
  });

  test('pass with vitest', async () => {
    writeFileSync(join(app, 'messaging.test.ts'), tests);
    writeFileSync(join(app, 'vitest.setup.ts'), vitestSetup);
    writeFileSync(
      join(app, 'vitest.config.mjs'),
      "export default { test: { globals: true, include: ['messaging.test.ts'], setupFiles: ['vitest.setup.ts'] } };",
    );

    // It colours what it says where CI is set, even into a pipe.
    const plain = { cwd: app, env: { NO_COLOR: '1' } };
    expect(await run(join(app, 'node_modules/.bin/vitest'), ['run', '--update'], plain)).toMatch(/Tests\s+5 passed/);
  });
});

describeWithRegistry('the package, installed by another package manager', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-managers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['pnpm@10', ['install', '--ignore-workspace'], {}],
    ['yarn@1.22.22', ['install', '--non-interactive'], {}],
    [
      '@yarnpkg/cli-dist@4',
      ['install', '--no-immutable'],
      { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
    ],
  ])('%s finds all that it needs, and its stacks synthesize', async (manager, install, files) => {
    const app = mkdtempSync(join(folder, 'app-'));
    const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
    const dependencies = {
      ...dependenciesOf(['cdktf@0.21.0', 'constructs@10.4.2', ...providers]),
      'rabbitmq-cdk': `file:${join(folder, tarball.trim())}`,
    };
    writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, dependencies }));
    for (const [file, content] of Object.entries<string>(files)) writeFileSync(join(app, file), content);
    writeFileSync(
      join(app, 'main.js'),
      `const app = new (require('cdktf').App)({ outdir: 'out' });
       new (require('rabbitmq-cdk').SingleNodeStack)(app, 'single-node');
       app.synth();`,
    );

    await run('npm', ['exec', '--yes', '--', manager, ...install], { cwd: app });
    await run(process.execPath, ['main.js'], { cwd: app });

    expect(existsSync(join(app, 'out/stacks/single-node/cdk.tf.json'))).toBe(true);
  });
});

describeWithRegistry('the package, without any cdktf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-alone-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('checks a definitions file, in less than 30 MB', async () => {
    const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball.trim()}`], {
      cwd: folder,
    });
    writeFileSync(join(folder, 'definitions.json'), '{ "vhosts": [{ "name": "/" }] }');

    const said = await run(join(folder, 'node_modules/.bin/rabbitmq-cdk'), ['check', 'definitions.json'], {
      cwd: folder,
    });

    expect(said).toContain('nothing to report');
    expect(existsSync(join(folder, 'node_modules/cdktf'))).toBe(false);
    expect(await megabytesOf(join(folder, 'node_modules'))).toBeLessThan(30);
  });

  test('declares topology on a broker that runs in less than 60 MB, and says what a broker in a container needs', async () => {
    const app = mkdtempSync(join(folder, 'remote-'));
    const tarball = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
    const dependencies = dependenciesOf(['cdktf@^0.21.0', 'constructs@~10.7.2', '@cdktf/provider-random@^12.0.1']);
    writeFileSync(
      join(app, 'package.json'),
      JSON.stringify({ private: true, dependencies: { ...dependencies, 'rabbitmq-cdk': `file:../${tarball.trim()}` } }),
    );
    writeFileSync(
      join(app, 'main.mjs'),
      `import { App, TerraformStack } from 'cdktf';
       import { Password, RemoteBroker, SingleNodeStack, User } from 'rabbitmq-cdk';
       const app = new App({ outdir: 'out' });
       const stack = new TerraformStack(app, 'broker');
       const password = Password.asked(stack, 'password', 'of the administrator');
       const access = { endpoint: 'http://127.0.0.1:15672', username: 'admin', password, serverVersion: '4.3' };
       new User(stack, 'app', { broker: new RemoteBroker(stack, 'rabbitmq', access) });
       app.synth();
       try { new SingleNodeStack(app, 'docker') } catch (error) { console.log(error.message) }`,
    );

    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: app });
    const said = await run(process.execPath, ['main.mjs'], { cwd: app });

    expect(existsSync(join(app, 'out/stacks/broker/cdk.tf.json'))).toBe(true);
    expect(said).toMatch(/^SingleNodeStack needs the package @cdktf\/provider-\w+, .*: npm install @cdktf\/provider-/);
    expect(await megabytesOf(join(app, 'node_modules'))).toBeLessThan(60);
  });
});

/** Packages with their versions, as package.json has them. */
function dependenciesOf(packages: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(packages.map((one) => one.split(/(?<=.)@(.*)/, 2) as [string, string]));
}

async function megabytesOf(folder: string): Promise<number> {
  return Number.parseInt(await run('du', ['--summarize', '--block-size=1M', folder]));
}

/** As a program that uses the package has them. */
const compilerOptions = { module: 'node16', strict: true, skipLibCheck: true, types: [] };

/** The program as it stands. */
function program(): string {
  return blocksOf('docs/dependency.md')[0] ?? '';
}

/** The blocks of TypeScript of a page of the package. */
function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  return [...text.matchAll(/^```ts(?: vitest)?\n([^]*?)^```$/gm)].map(([, code = '']) => code);
}

/** The paths of a page's links to files beside it. */
function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
}
