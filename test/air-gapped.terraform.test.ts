import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../host/command';
import { terraformProgram } from '../host/terraform';
import { projectRoot } from '../lab/folders';
import { startBroker } from '../lab/start-broker';
import type { StartedBroker } from '../lab/broker';
import { shopEnvironment, writeShop } from './cli/deploy/shop';
import { describeWith } from './setup/missing';

jest.setTimeout(240_000);

const mirror = mirrorOfTerraform();
const title = 'a machine without the internet, as docs/air-gapped.md sets it up';
const reason = 'the file that TF_CLI_CONFIG_FILE names has no filesystem_mirror';

/** The real command lines, Terraform, provider and broker; whatever is not on this machine answers nobody. */
describeWith('terraform', mirror === undefined ? `${title} (no mirror: ${reason})` : title, () => {
  const whereThereIsAMirror = mirror === undefined ? describe.skip : describe;

  whereThereIsAMirror('with a mirror of providers', () => {
    // Inside the project, so that Node finds tsx.
    const folder = mkdtempIn(join(projectRoot, '.cache'));
    let broker: StartedBroker;
    let env: Record<string, string>;

    beforeAll(async () => {
      broker = await startBroker();
      writeShop(folder);
      const config = join(folder, 'terraformrc');
      writeFileSync(config, configOfTheGuide(mirror ?? ''));
      const nobody = 'http://127.0.0.1:9';
      env = {
        ...(shopEnvironment(broker, join(folder, 'shop.tfstate'), [9, 8]) as Record<string, string>),
        HOME: folder,
        TF_CLI_CONFIG_FILE: config,
        ...{ HTTP_PROXY: nobody, HTTPS_PROXY: nobody, http_proxy: nobody, https_proxy: nobody, NO_PROXY: '127.0.0.1' },
      };
    });
    afterAll(async () => {
      await broker?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test('installs providers from there alone', async () => {
      await run(process.execPath, ['--import', 'tsx', join(projectRoot, 'test/cli/deploy/shop-app.ts')], {
        env,
        cwd: folder,
      });
      const stack = join(folder, 'cdktf.out/stacks/shop');
      const init = (given: Record<string, string>) =>
        run(terraformProgram(), [`-chdir=${stack}`, 'init', '-input=false', '-no-color'], { env: given });

      await expect(init({ ...env, TF_CLI_CONFIG_FILE: '/dev/null' })).rejects.toThrow(/registry\.terraform\.io/);
      await expect(init(env)).resolves.toContain('successfully initialized');
    });

    test('is reviewed and deployed to', async () => {
      await expect(rabbitmqCdk('review', 'shop')).rejects.toMatchObject({ exitCode: 2 });

      expect(await rabbitmqCdk('deploy', 'shop', '--auto-approve')).toBe('shop: applied');
      expect(await rabbitmqCdk('review', 'shop')).toContain('no change');
    });

    test('is planned for by cdktf once it locks no providers', async () => {
      // As in a clone in which nothing was initialized yet.
      rmSync(join(folder, 'cdktf.out'), { recursive: true });
      await expect(cdktf('diff', 'shop')).rejects.toThrow(/providers lock|registry\.terraform\.io/);

      await expect(cdktf('diff', 'shop', '--skip-provider-lock')).resolves.toContain('No changes');
    });

    function rabbitmqCdk(...args: readonly string[]): Promise<string> {
      return run(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args], { env, cwd: folder });
    }

    function cdktf(...args: readonly string[]): Promise<string> {
      const words = [join(projectRoot, 'node_modules/.bin/cdktf'), ...args];
      return run('sh', ['-c', '"$@" 2>&1', 'sh', ...words], { env, cwd: folder });
    }
  });
});

/** The folder with providers that the machine's Terraform has, beside the registry or instead of it. */
function mirrorOfTerraform(): string | undefined {
  const file = process.env['TF_CLI_CONFIG_FILE'];
  if (!file || !existsSync(file)) return undefined;
  return /filesystem_mirror\s*\{[^}]*\bpath\s*=\s*"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
}

/** What the guide has one write for Terraform, with this machine's folder. */
function configOfTheGuide(folder: string): string {
  const guide = readFileSync(join(projectRoot, 'docs/air-gapped.md'), 'utf8');
  const [, config = ''] = /```hcl\n([^]*?)```/.exec(guide) ?? [];
  expect(config).toContain('/opt/terraform/providers');
  return config.replace('/opt/terraform/providers', folder);
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'air-gapped-'));
}
