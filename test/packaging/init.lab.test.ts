import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { administrationOf, type StartedBroker } from '../../lab/broker';
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

describeWithRegistry('the workflows of an app about a running broker', () => {
  describeWith('terraform', 'with the real providers', () => {
    let broker: StartedBroker;
    let app: string;
    let context: Readonly<Record<string, string>>;

    beforeAll(async () => {
      broker = await startBroker();
      app = await init('shop', '--broker', 'remote');
      const file = join(app, 'broker-stack.ts');
      const text = readFileSync(file, 'utf8')
        .replace('https://rabbitmq.example.com:15671', broker.managementUrl)
        .replace("'terraform'", `'${broker.username}'`);
      writeFileSync(file, text);
      // No backend: the state is in the folder of the app.
      context = { 'secrets.RABBITMQ_PASSWORD': broker.password, 'secrets.RABBITMQ_PLAN_KEY': 'a'.repeat(64) };
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
      const file = join(app, 'messaging.ts');
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replace(/ {4}this\.orderService = .*\n.*\n/, '').replace(/ {2}readonly orderService.*\n/, ''),
      );

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

interface GitLabJob {
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
}
