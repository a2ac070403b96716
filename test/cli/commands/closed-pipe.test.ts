import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';

const folder = mkdtempSync(join(tmpdir(), 'closed-pipe-'));
const file = join(folder, 'definitions.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const queues = Array.from({ length: 2_000 }, (_, index) => ({
    name: `queue-${index}`,
    vhost: '/',
    durable: true,
    // Each another misspelling, so that nothing is said of several at once.
    arguments: { [`x-mesage-ttl-${index}`]: 1 },
  }));
  writeFileSync(file, JSON.stringify({ vhosts: [{ name: '/' }], queues }));
});

test.each([
  ['text', ['check', file]],
  ['json', ['check', file, '--format', 'json']],
  ['a page', ['diagram', '--definitions', file]],
])('a reader of %s that goes away after the first bytes, as head does, ends nothing with an error', async (_, args) => {
  const { code, signal, said } = await runIntoClosedPipe(args);

  expect({ code, signal, said }).toEqual({ code: 0, signal: null, said: '' });
});

/** Runs the command, and closes the other end of its standard output when the first bytes have come. */
function runIntoClosedPipe(
  args: readonly string[],
): Promise<{ code: number | null; signal: string | null; said: string }> {
  return new Promise((resolve, reject) => {
    const command = spawn(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args]);
    let said = '';
    command.stdout.once('data', () => command.stdout.destroy());
    command.stderr.on('data', (data: Buffer) => (said += String(data)));
    command.once('error', reject);
    command.once('close', (code, signal) => resolve({ code, signal, said }));
  });
}
