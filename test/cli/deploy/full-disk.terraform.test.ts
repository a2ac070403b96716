import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../../host/until';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { startBroker } from '../../../lab/start-broker';
import { describeWith } from '../../setup/missing';
import { describeWithSmallDisk } from '../../small-disk';
import { shopEnvironment, writeShop } from './shop';

jest.setTimeout(300_000);

/** The real command line, Terraform, provider and broker, on a disk of 40 MiB. */
describeWith('terraform', 'a disk that becomes full while a plan is applied', () => {
  describeWithSmallDisk('of a known size', () => {
    // Inside the project, so that Node finds tsx.
    const folder = mkdtempIn(join(projectRoot, '.cache'));
    const disk = join(folder, 'disk');
    let broker: StartedBroker;

    beforeAll(async () => {
      broker = await startBroker();
    });
    beforeEach(() => {
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk]);
    });
    afterEach(async () => {
      await administrationOf(broker).delete('vhosts/shop');
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    });
    afterAll(async () => {
      await broker?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each([
      ['only the state is there: what was done is in a file beside', () => folder, /errored\.tfstate$/],
      [
        'all is there: what was done is in the temporary directory',
        () => disk,
        /^\/.*rabbitmq-cdk-shop-\w+-errored\.tfstate$/,
      ],
    ])('loses nothing where %s', async (_, checkout, unsaved) => {
      writeShop(checkout());
      assert.deepEqual(await command('deploy', checkout(), 3), { code: 0, said: 'shop: applied\n' });

      const running = command('deploy', checkout(), 150);
      await until('something is made', async () => assert((await queues()) > 5), { within: 60_000, every: 20 });
      fill();
      const { code, said } = await running;

      const lines = said.split('\n');
      const [, done, total, file = ''] = /(\d+) of (\d+) steps are done, and in '([^']+)' alone/.exec(said) ?? [];
      expect([code, said]).toEqual([1, said]);
      expect(lines).toEqual([
        'shop: failed',
        `  the state could not be saved: write ${join(disk, 'shop.tfstate')}: no space left on device`,
        expect.stringMatching(
          /^ {2}\d+ of \d+ steps are done, and in '[^']+' alone, which holds secrets: keep it until it is put back, by: rabbitmq-cdk heal shop or terraform -chdir=\S+ state push \S+; go on with: rabbitmq-cdk deploy shop$/,
        ),
        '',
      ]);
      expect(file).toMatch(unsaved);
      expect(Number(done)).toBeGreaterThan(0);
      expect(Number(done)).toBeLessThanOrEqual(Number(total));

      // While it is full nothing is begun, and nothing forgotten.
      expect((await command('deploy', checkout(), 150)).code).toBe(1);
      expect(existsSync(file)).toBe(true);
      rmSync(join(disk, 'full'));
      expect(await command('review', checkout(), 150)).toEqual({
        code: 1,
        said: expect.stringMatching(/an earlier run could not save the state[^\n]*rabbitmq-cdk heal shop/),
      });

      expect((await command('deploy', checkout(), 150)).code).toBe(0);
      expect(existsSync(file)).toBe(false);
      expect(await command('deploy', checkout(), 150)).toEqual({ code: 0, said: 'shop: unchanged\n' });
      expect(await queues()).toBe(150);
    });

    function fill(): void {
      // It ends with an error once nothing more fits.
      for (const size of ['64k', '1']) {
        try {
          execFileSync(
            'dd',
            ['if=/dev/zero', `of=${join(disk, 'full')}`, `bs=${size}`, 'oflag=append', 'conv=notrunc'],
            {
              stdio: 'ignore',
            },
          );
        } catch {
          continue;
        }
      }
    }

    async function queues(): Promise<number> {
      return (
        await administrationOf(broker)
          .get<readonly unknown[]>('queues/shop')
          .catch(() => [])
      ).length;
    }

    function command(
      name: string,
      cwd: string,
      count: number,
    ): Promise<{ readonly code: number; readonly said: string }> {
      const env = shopEnvironment(
        broker,
        join(disk, 'shop.tfstate'),
        Array.from({ length: count }, () => 9),
      );
      const words = [
        join(projectRoot, 'bin/rabbitmq-cdk.js'),
        name,
        'shop',
        ...(name === 'deploy' ? ['--auto-approve'] : []),
      ];
      return new Promise((resolve) => {
        execFile(process.execPath, words, { cwd, env }, (error, said, errors) =>
          resolve({
            code: error === null ? 0 : Number(error.code ?? -1),
            said: name === 'deploy' ? said : `${said}${errors}`,
          }),
        );
      });
    }
  });
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'full-disk-'));
}
