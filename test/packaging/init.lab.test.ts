import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { administrationOf, type StartedBroker } from '../../lab/broker';
import { packageManagers } from '../../cli/init/package-manager';
import { projectRoot } from '../../lab/folders';
import { startBroker } from '../../lab/start-broker';
import { path } from '../../host/management';
import { type CommandError, run } from '../../host/command';
import { describeWith } from '../setup/missing';
import { describeWithRegistry } from '../setup/npm-registry';
import { runJob } from './run-job';

jest.setTimeout(900_000);

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-init-'));
const tarball = join(folder, 'rabbitmq-cdk.tgz');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const dist = join(folder, 'dist');
  await run(join(projectRoot, 'node_modules/.bin/tsx'), [join(projectRoot, 'packaging/build.ts'), dist]);
  const packed = await run('npm', ['pack', dist, '--silent', '--pack-destination', folder]);
  cpSync(join(folder, packed.trim()), tarball);
});

/** Puts Corepack before all else on PATH, so that `corepack enable` writes its programs into the folder of the tests. */
async function installCorepack(): Promise<void> {
  const tools = join(folder, 'tools');
  await run('npm', ['install', '--prefix', tools, '--no-audit', '--no-fund', '--prefer-offline', 'corepack@0.36.0']);
  const registry = await run('npm', ['config', 'get', 'registry']);
  Object.assign(process.env, {
    PATH: `${join(tools, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    // Of the registry that npm is set to, which may be a mirror without the signatures of npm.
    COREPACK_NPM_REGISTRY: registry.trim().replace(/\/$/, ''),
    COREPACK_INTEGRITY_KEYS: '0',
    // Yarn 1 takes a tarball of the same name and version from its cache.
    YARN_CACHE_FOLDER: join(folder, 'yarn-cache'),
  });
  await run('corepack', ['enable']);
}

/** Makes an app by the packed program, as `npx` runs it, and installs what it needs. */
async function init(name: string, ...options: readonly string[]): Promise<string> {
  const program = ['exec', '--yes', '--prefer-offline', '--package', tarball, '--', 'rabbitmq-cdk'];
  await run('npm', [...program, 'init', name, '--package', tarball, ...options], { cwd: folder });
  const app = join(folder, name);
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: app });
  return app;
}

describeWithRegistry('an app of `npx rabbitmq-cdk init`, in an empty folder', () => {
  test.each([
    ['docker', []],
    ['cluster', ['--cdktn']],
    ['kubernetes', []],
    ['remote', ['--vitest']],
  ])('for a broker of the kind %s passes its tests and what its pull requests run', async (kind, options) => {
    const app = await init(kind, '--broker', kind, ...options);

    // Where nobody has committed the snapshot a job fails, which writes none.
    await run('npm', ['test'], { cwd: app, env: { CI: '' } });
    const { commands } = await runJob(app, 'pull-request.yml', 'check', {});

    expect(commands).toEqual(['npm ci', 'npm test', 'npm run check']);
    expect(existsSync(join(app, 'cdktf.out/stacks/broker/cdk.tf.json'))).toBe(true);
  });

  test('of a definitions file passes them too, in GitHub and in GitLab', async () => {
    const definitions = join(folder, 'definitions.json');
    cpSync(join(projectRoot, 'test/cli/adopt/every-kind.json'), definitions);
    const app = await init('adopted', '--from', definitions);

    await run('npm', ['test'], { cwd: app, env: { CI: '' } });
    await runJob(app, 'pull-request.yml', 'check', {});

    const jobs = parse(readFileSync(join(app, '.gitlab-ci.yml'), 'utf8')) as Readonly<Record<string, GitLabJob>>;
    const commands = [...(jobs['.node']?.before_script ?? []), ...(jobs['check']?.script ?? [])];
    expect(commands).toEqual(['npm ci', 'npm test', 'npm run check']);
  });

  test('fails in CI as long as the snapshot is not what is declared', async () => {
    const app = join(folder, 'docker');
    const file = join(app, 'messaging.ts');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('deliveryLimit: 5', 'deliveryLimit: 6'));

    const failed = await runJob(app, 'pull-request.yml', 'check', {}).catch((error: CommandError) => error.reason);

    writeFileSync(file, before);
    expect(failed).toContain('delivery-limit=6');
  });
});

/** How each package manager runs the packed program; Yarn 1 runs nothing that is not installed. */
const runs: Readonly<Record<OtherManager, (program: string) => readonly [string, ...string[]]>> = {
  pnpm: (file) => ['corepack', `${packageManagers.pnpm.field}`, 'dlx', '--package', `file:${file}`, 'rabbitmq-cdk'],
  yarn: (file) => [
    'corepack',
    `${packageManagers.yarn.field}`,
    'dlx',
    '-p',
    `rabbitmq-cdk@file:${file}`,
    'rabbitmq-cdk',
  ],
  'yarn-classic': (file) => ['npm', 'exec', '--yes', '--prefer-offline', '--package', file, '--', 'rabbitmq-cdk'],
};

const otherManagers = ['pnpm', 'yarn', 'yarn-classic'] as const;
type OtherManager = (typeof otherManagers)[number];

const apps = new Map<OtherManager, Promise<string>>();

/** The app of a package manager, with its snapshot; it is made once. */
function appOf(manager: OtherManager): Promise<string> {
  const made = apps.get(manager) ?? makeApp(manager);
  apps.set(manager, made);
  return made;
}

async function makeApp(manager: OtherManager): Promise<string> {
  const app = join(folder, `app-${manager}`);
  const [program, ...args] = runs[manager](tarball);
  const named = manager === 'yarn-classic' ? ['--package-manager', manager] : [];
  await run(program, [...args, 'init', app, '--broker', 'remote', '--package', tarball, ...named], { cwd: folder });
  // Where nobody has committed the lock file and the snapshot, jobs fail.
  for (const command of [packageManagers[manager].install, packageManagers[manager].run('test')])
    await run('bash', ['-c', command], { cwd: app, env: { CI: '' } });
  return app;
}

describeWithRegistry('an app of another package manager', () => {
  beforeAll(installCorepack);

  test.each(otherManagers)('of %s, which runs init, passes what its pull requests run', async (manager) => {
    const app = await appOf(manager);
    const { installLocked } = packageManagers[manager];

    const { commands } = await runJob(app, 'pull-request.yml', 'check', {});
    const jobs = parse(readFileSync(join(app, '.gitlab-ci.yml'), 'utf8')) as Readonly<Record<string, GitLabJob>>;

    const expected = ['corepack enable', installLocked, ...['test', 'check'].map(packageManagers[manager].run)];
    expect(commands).toEqual(expected);
    expect([...(jobs['.node']?.before_script ?? []), ...(jobs['check']?.script ?? [])]).toEqual(expected);
    expect(existsSync(join(app, packageManagers[manager].lockFile))).toBe(true);
    expect(existsSync(join(app, 'cdktf.out/stacks/broker/cdk.tf.json'))).toBe(true);
  });

  describeWith('terraform', 'with the real providers', () => {
    let broker: StartedBroker;
    beforeAll(async () => (broker = await startBroker()));
    afterAll(() => broker?.stop());

    test.each(otherManagers)('of %s reviews, deploys, and lets a loss wait for people', async (manager) => {
      const app = await appOf(manager);
      const context = declareOn(app, broker);
      const { run: script } = packageManagers[manager];
      const password = { TF_VAR_rabbitmq_password: broker.password };

      const { summary } = await runJob(app, 'pull-request.yml', 'review', context);
      // 2: there are changes, of which none is a loss.
      const reviewed = await run('bash', ['-c', script('review')], { cwd: app, env: password });
      const first = await runJob(app, 'deploy.yml', 'review', context);
      await runJob(app, 'deploy.yml', 'deploy', { ...context, 'needs.review.outputs.environment': 'production' });
      withoutItsUser(app);
      const second = await runJob(app, 'deploy.yml', 'review', context);

      expect(summary).toContain('## RabbitMQ: online');
      expect(reviewed).toContain('verdict: online');
      expect(first.outputs.trim()).toBe('environment=production');
      expect(second.outputs.trim()).toBe('environment=production-loss');
    });
  });
});

describeWithRegistry('the workflows of an app about a running broker', () => {
  describeWith('terraform', 'with the real providers', () => {
    let broker: StartedBroker;
    let app: string;
    let context: Readonly<Record<string, string>>;

    beforeAll(async () => {
      broker = await startBroker();
      app = await init('shop', '--broker', 'remote');
      context = declareOn(app, broker);
    });
    afterAll(() => broker?.stop());

    test('review a pull request, and say so in the summary', async () => {
      const { summary, commands } = await runJob(app, 'pull-request.yml', 'review', context);

      expect(commands).toEqual(['npm ci', 'npx rabbitmq-cdk review --comment --fail-on losses']);
      expect(summary).toContain('## RabbitMQ: online');
    });

    test('deploy what was reviewed, and find no drift afterwards', async () => {
      const { outputs } = await runJob(app, 'deploy.yml', 'review', context);
      expect(outputs.trim()).toBe('environment=production');

      await runJob(app, 'deploy.yml', 'deploy', {
        ...context,
        'needs.review.outputs.environment': 'production',
      });
      const queue = await administrationOf(broker).get<{ readonly type: string }>(path`queues/${'shop'}/${'orders'}`);
      const { summary } = await runJob(app, 'deploy.yml', 'drift', context);

      expect(queue.type).toBe('quorum');
      expect(summary).toContain('## RabbitMQ: no change');
    });

    test('wait for people where something is lost', async () => {
      withoutItsUser(app);

      const { outputs } = await runJob(app, 'deploy.yml', 'review', context);
      expect(outputs.trim()).toBe('environment=production-loss');
      await runJob(app, 'deploy.yml', 'deploy', {
        ...context,
        'needs.review.outputs.environment': 'production-loss',
      });

      const users = await administrationOf(broker).get<readonly { readonly name: string }[]>('users');
      expect(users.map(({ name }) => name)).not.toContain('order-service');
    });
  });
});

/**
 * Lets an app declare its topology on a broker.
 * @returns what the expressions of its workflows give: no backend, so that the state is in the folder of the app
 */
function declareOn(app: string, broker: StartedBroker): Readonly<Record<string, string>> {
  const file = join(app, 'broker-stack.ts');
  const text = readFileSync(file, 'utf8')
    .replace('https://rabbitmq.example.com:15671', broker.managementUrl)
    .replace("'terraform'", `'${broker.username}'`);
  writeFileSync(file, text);
  return { 'secrets.RABBITMQ_PASSWORD': broker.password, 'secrets.RABBITMQ_PLAN_KEY': 'a'.repeat(64) };
}

/** Takes the user of an app away, which costs access. */
function withoutItsUser(app: string): void {
  const file = join(app, 'messaging.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/ {4}this\.orderService = .*\n.*\n/, '').replace(/ {2}readonly orderService.*\n/, ''),
  );
}

interface GitLabJob {
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
}
