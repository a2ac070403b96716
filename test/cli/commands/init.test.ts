import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import manifest from '../../../package.json';
import { initCommand } from '../../../cli/commands/init';
import { packageManagerNames, packageManagerOf, packageManagers } from '../../../cli/init/package-manager';
import { brokerKinds } from '../../../cli/init/project';
import { versions } from '../../../cli/init/versions';
import { run } from '../../../cli/program/program';
import { projectRoot } from '../../../lab/folders';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk init', () => {
  const printed = catchPrinted();
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'init-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const init = (...args: readonly string[]) =>
    run(['init', ...args], { init: { summary: '', load: () => initCommand } });
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');

  test('asks nothing where nobody sits at a terminal, and says what it wrote and what comes next', async () => {
    const app = join(folder, 'Shop Messages');

    expect(await init(app)).toBe(0);

    expect(printed.errors).toBe('');
    expect(printed.output.split('\n').filter((line) => !line.startsWith('  '))).toEqual([
      `written to ${app}:`,
      'next:',
      '',
    ]);
    expect(printed.output).toContain('  npm test');
    expect(JSON.parse(text('Shop Messages/package.json'))).toMatchObject({
      name: 'shop-messages',
      dependencies: { 'rabbitmq-cdk': `^${manifest.version}` },
    });
  });

  test.each(brokerKinds)('writes files that are read as what they are, for a broker of the kind %s', async (kind) => {
    await init(folder, '--broker', kind, '--format', 'json');

    const { files, broker } = jsonOutputOf('init', printed.output) as { files: string[]; broker: string };
    expect(broker).toBe(kind);
    expect(files).toEqual(expect.arrayContaining(['main.ts', 'test/messaging.test.ts', '.gitignore', 'README.md']));
    for (const file of files.filter((name) => name.endsWith('.json'))) expect(JSON.parse(text(file))).toBeTruthy();
    for (const file of files.filter((name) => name.endsWith('.yml'))) expect(parse(text(file))).toBeTruthy();
    expect(files.filter((file) => !file.endsWith('.ts') && /undefined|\[object/.test(text(file)))).toEqual([]);
    expect(pagesIn(files.map(text)).filter((page) => !existsSync(join(projectRoot, page)))).toEqual([]);
  });

  test('ignores state, plans and what is synthesized', async () => {
    await init(folder);

    expect(text('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['*.tfstate', '*.tfplan', '.terraform/', 'reviewed/', 'cdktf.out/', 'node_modules/']),
    );
  });

  test('overwrites nothing, and writes nothing then', async () => {
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'main.ts'), 'mine');

    expect(await init(folder)).toBe(1);

    expect(printed.errors).toContain(
      `'${join(folder, 'main.ts')}', '${join(folder, 'package.json')}' are there already; give an empty folder`,
    );
    expect(text('main.ts')).toBe('mine');
    expect(existsSync(join(folder, 'tsconfig.json'))).toBe(false);
  });

  test('declares what a definitions file has, on a broker that runs', async () => {
    const definitions = join(folder, 'definitions.json');
    writeFileSync(
      definitions,
      JSON.stringify({
        vhosts: [{ name: 'shop' }],
        users: [{ name: 'app', tags: [], password_hash: 'x', hashing_algorithm: 'y' }],
        queues: [{ name: 'orders', vhost: 'shop', durable: true, arguments: { 'x-queue-type': 'quorum' } }],
      }),
    );
    const app = join(folder, 'app');

    expect(await init(app, '--from', definitions)).toBe(0);

    expect(printed.output).toContain('left alone: 1; left-alone.md says why');
    expect(text('app/vhosts/shop.ts')).toContain("new QuorumQueue(this, 'orders', { vhost");
    expect(text('app/main.ts')).toMatch(/^export const stack = .*keepStates\(app, .*app\.synth\(\);\n$/ms);
    expect(text('app/test/broker.test.ts')).toContain("from '../main'");
    expect(text('app/.github/workflows/deploy.yml')).toContain(
      'TF_VAR_rabbitmq_password: ${{ secrets.RABBITMQ_PASSWORD }}',
    );
  });

  test('refuses to declare what a running broker has on a new one', async () => {
    expect(await init(folder, '--from', 'definitions.json', '--broker', 'docker')).toBe(1);

    expect(printed.errors).toContain("so that '--broker docker' cannot be");
  });

  test('tests with Vitest, and takes cdktn in the place of cdktf, where that is asked for', async () => {
    await init(folder, '--vitest', '--cdktn');

    expect(JSON.parse(text('package.json'))).toMatchObject({
      scripts: { test: 'vitest run' },
      dependencies: { cdktf: `npm:cdktn@${versions.cdktn}` },
      overrides: { cdktf: '$cdktf' },
      devDependencies: { vitest: versions.vitest },
    });
    expect(text('vitest.config.mts')).toContain('test/setup.ts');
    expect(existsSync(join(folder, 'jest.config.cjs'))).toBe(false);
  });

  test.each(packageManagerNames)('speaks of %s alone where it installs the app', async (name) => {
    await init(folder, '--package-manager', name, '--cdktn', '--format', 'json');
    const { files } = jsonOutputOf('init', printed.output) as { files: string[] };
    const { field, installLocked, install, run: script, lockFile } = packageManagers[name];

    expect(JSON.parse(text('package.json')).packageManager).toBe(field);
    expect(text('README.md')).toContain(`${install.padEnd(24)} # commit ${lockFile}`);
    for (const file of ['.github/workflows/pull-request.yml', '.gitlab-ci.yml'])
      for (const command of [installLocked, script('test'), script('check')])
        expect(text(file)).toContain(` ${command}\n`);
    const others = ['npm', 'npx', 'pnpm', 'yarn'].filter(
      (word) => !name.startsWith(word) && word !== (name === 'npm' ? 'npx' : ''),
    );
    const words = new RegExp(`(?<![\\w/-])(${others.join('|')})(?= \\w)`);
    expect(files.filter((file) => words.test(text(file)))).toEqual([]);
    expect(existsSync(join(folder, '.yarnrc.yml'))).toBe(name === 'yarn');
  });

  test.each([
    [undefined, 'npm'],
    ['npm/10.9.0 node/v22.1.0 linux x64 workspaces/false', 'npm'],
    ['pnpm/10.34.8 npm/? node/v22.1.0 linux x64', 'pnpm'],
    ['yarn/4.18.1 npm/? node/v22.1.0 linux x64', 'yarn'],
    ['yarn/1.22.22 npm/? node/v22.1.0 linux x64', 'yarn-classic'],
    ['bun/1.2.0 npm/? node/v22.1.0 linux x64', 'npm'],
  ])('takes the package manager that runs it: %s is %s', (userAgent, name) => {
    expect(packageManagerOf(userAgent)).toBe(name);
  });

  test('depends on a tarball by the path from the app, and says when there is none', async () => {
    writeFileSync(join(folder, 'rabbitmq-cdk.tgz'), '');

    expect(await init(join(folder, 'app'), '--package', join(folder, 'rabbitmq-cdk.tgz'))).toBe(0);
    expect(await init(join(folder, 'other'), '--package', join(folder, 'gone.tgz'))).toBe(1);

    expect(JSON.parse(text('app/package.json')).dependencies['rabbitmq-cdk']).toBe('file:../rabbitmq-cdk.tgz');
    expect(printed.errors).toContain("gone.tgz' is not there; 'npm pack' makes such a file");
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  test('depends on what this project is tested with', () => {
    const own: Readonly<Record<string, string>> = { ...manifest.dependencies, ...manifest.devDependencies };
    const others = ['cdktn', 'vitest', 'pnpm', 'yarn', 'yarnClassic'];

    for (const [name, range] of Object.entries(versions).filter(([one]) => !others.includes(one)))
      expect(`${name} ${range}`).toBe(`${name} ${own[name]}`);
  });
});

/** The pages of the package to which files refer, by path in the package. */
function pagesIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/node_modules\/rabbitmq-cdk\/([\w./-]+\.md)/g)].map(([, page]) => page ?? ''),
  );
}
