import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import manifest from '../../package.json';
import { type CommandError, run } from '../../host/command';
import { projectRoot } from '../../lab/folders';

jest.setTimeout(300_000);

describe('the package rabbitmq-check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-check-'));
  const dist = join(folder, 'dist');
  let tarball: string;
  beforeAll(async () => {
    await run(join(projectRoot, 'node_modules/.bin/tsx'), [join(projectRoot, 'packaging/build-check.ts'), dist]);
    tarball = join(folder, (await run('npm', ['pack', dist, '--silent', '--pack-destination', folder])).trim());
    writeFileSync(join(folder, 'good.definitions.json'), '{ "vhosts": [{ "name": "/" }] }');
    writeFileSync(
      join(folder, 'bad.definitions.json'),
      '{ "vhosts": [{ "name": "/" }], "policies": [{ "vhost": "/", "name": "p", "pattern": "(", "definition": { "max-length": 1 } }] }',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const code = (promise: Promise<string>) =>
    promise.then(
      () => 0,
      (error: CommandError) => error.exitCode,
    );
  const check = (...args: readonly string[]) =>
    run('npx', ['--yes', '--offline', '--package', tarball, '--', 'rabbitmq-check', ...args], { cwd: folder });

  test('runs by npx, and needs neither a registry nor 5 MB', async () => {
    expect(await check('good.definitions.json')).toContain('good.definitions.json: nothing to report');
    expect(await code(check('bad.definitions.json'))).toBe(3);
    expect(await check('--version')).toBe(manifest.version);

    const bytes = readdirSync(dist).map((file) => statSync(join(dist, file)).size);
    expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(2_000_000);
    expect(readFileSync(join(dist, 'THIRD-PARTY-LICENSES'), 'utf8')).toMatch(/^commander$.*^jsonc-parser$/ms);
  });

  test('is what the action runs, whose steps are run as they stand', async () => {
    const action = (inputs: Readonly<Record<string, string>>) => {
      const { inputs: known, runs } = parse(readFileSync(join(projectRoot, 'action.yml'), 'utf8')) as Action;
      const [step] = runs.steps;
      const valueOf = (name: string) => inputs[name] ?? known[name]?.default ?? '';
      const env = Object.entries(step?.env ?? {}).map(([variable, value]) => [
        variable,
        value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => valueOf(name)),
      ]);
      return run('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? ''], {
        cwd: folder,
        env: { ...(Object.fromEntries(env) as Record<string, string>), npm_config_offline: 'true' },
      });
    };

    expect(await action({ files: 'good.*.json', package: tarball, 'server-version': '4.0' })).toContain('RabbitMQ 4.0');
    expect(await code(action({ files: '*.json', package: tarball, sarif: 'out.sarif' }))).toBe(3);
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).runs[0].results).not.toEqual([]);
    const hazard = join(folder, 'hazard.definitions.json');
    writeFileSync(
      hazard,
      '{ "vhosts": [{ "name": "/" }], "queues": [{ "vhost": "/", "name": "q", "durable": true }] }',
    );
    expect(await code(action({ files: hazard, package: tarball }))).toBe(0);
    expect(await code(action({ files: hazard, package: tarball, strict: 'true' }))).toBe(2);
  });

  test('is what the pre-commit hook runs, for definitions files and rabbitmq.conf', async () => {
    const [hook] = parse(readFileSync(join(projectRoot, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];
    const entry = (hook?.entry ?? '').replace(`rabbitmq-check@${manifest.version}`, tarball);
    const files = new RegExp(hook?.files ?? '');

    const env = { npm_config_offline: 'true' };
    const said = await run('sh', ['-c', `${entry} good.definitions.json`], { cwd: folder, env });

    expect(said).toContain('nothing to report');
    const meant = ['definitions.json', 'rabbitmq/definitions.json', 'shop.definitions.json', 'etc/rabbitmq.conf'];
    expect(meant.filter((file) => !files.test(file))).toEqual([]);
    expect(['package.json', 'my-rabbitmq.conf', 'definitions.json.bak'].filter((file) => files.test(file))).toEqual([]);
  });

  test.each(['action.yml', '.pre-commit-hooks.yaml'])('is of this version in %s, where a release raises it', (file) => {
    const line = /^.*rabbitmq-check@.*$/m.exec(readFileSync(join(projectRoot, file), 'utf8'))?.[0];

    expect(line).toContain(`rabbitmq-check@${manifest.version}`);
    expect(line).toContain('# x-release-please-version');
  });
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

interface Hook {
  readonly entry: string;
  readonly files: string;
}
