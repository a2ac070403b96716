import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../../../cli/terraform/state';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { startBroker } from '../../../lab/start-broker';
import { describeWith } from '../../setup/missing';
import { shopEnvironment, writeShop } from './shop';

jest.setTimeout(300_000);

const QUEUES = 100;

/** The real command line, Terraform, provider and broker. */
describeWith('terraform', 'a deploy whose reader goes away, as head does', () => {
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const state = join(folder, 'shop.tfstate');
  let broker: StartedBroker;

  beforeAll(async () => {
    broker = await startBroker();
    writeShop(folder);
  });
  afterEach(async () => {
    await administrationOf(broker).delete('vhosts/shop');
    rmSync(state, { force: true });
  });
  afterAll(async () => {
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['events', '--format json', '{"event":"message","stack":"shop","message":"planning"}'],
    ['text, errors too', '2>&1', 'shop: planning'],
  ])('goes on to its end: %s', async (_, words, first) => {
    expect(await bash(`"$0" "$1" deploy shop --auto-approve ${words} | head -1`)).toEqual({
      code: 0,
      said: `${first}\n`,
    });

    const { resources } = readState(readFileSync(state, 'utf8'));
    expect([...resources.values()].filter(({ type }) => type === 'rabbitmq_queue')).toHaveLength(QUEUES);
    expect(existsSync(join(folder, '.shop.tfstate.lock.info'))).toBe(false);
    expect(await bash('"$0" "$1" deploy shop')).toEqual({ code: 0, said: 'shop: unchanged\n' });
  });

  /** Runs a command line, of which the first two words are Node.js and the program; it fails when any of its parts does. */
  function bash(line: string): Promise<{ readonly code: number; readonly said: string }> {
    const env = shopEnvironment(
      broker,
      state,
      Array.from({ length: QUEUES }, () => 9),
    );
    const program = [process.execPath, join(projectRoot, 'bin/rabbitmq-cdk.js')];
    return new Promise((resolve) => {
      execFile('bash', ['-o', 'pipefail', '-c', line, ...program], { cwd: folder, env }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), said }),
      );
    });
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'closed-pipe-'));
}
