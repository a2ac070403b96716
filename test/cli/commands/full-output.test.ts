import { closeSync, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';

const definitions = join(projectRoot, 'test/cli/adopt/every-kind.json');

test.each([['--version'], ['--help'], ['check', definitions], ['check', definitions, '--format', 'json']])(
  'says that its output is incomplete where the disk under it is full: %s',
  async (...args) => {
    expect(await runOntoFullDisk(args)).toEqual({
      code: 1,
      said: 'error: the output is incomplete: the disk is full; free disk space and retry\n',
    });
  },
);

/** Runs the command with a standard output that takes nothing. */
function runOntoFullDisk(args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  // Linux alone has it: https://man7.org/linux/man-pages/man4/full.4.html
  const full = openSync('/dev/full', 'w');
  return new Promise((resolve, reject) => {
    const command = spawn(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let said = '';
    command.stderr?.on('data', (data: Buffer) => (said += String(data)));
    command.once('error', reject);
    command.once('close', (code) => resolve({ code, said }));
  });
}
