import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runApart } from '../../host/apart';

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-apart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function linesOf(script: string) {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const ended = await runApart(process.execPath, ['-e', script], {
    log: join(folder, 'log'),
    onLine: (line) => lines.push(line),
    signal,
  });
  return { ...ended, lines };
}

test('a command run apart tells its lines and its exit code', async () => {
  expect(await linesOf('console.log("one"); console.error("two"); process.exitCode = 3')).toEqual({
    exitCode: 3,
    lines: ['one', 'two'],
  });
});

test('what an earlier command left in the log is not told again', async () => {
  await linesOf('console.log("earlier")');

  expect(await linesOf('console.log("later")')).toMatchObject({ lines: ['later'] });
});

test('a program that is not there is told, and no exit code', async () => {
  const { signal } = new AbortController();

  const ended = await runApart('no-such-program', [], { log: join(folder, 'log'), onLine: () => undefined, signal });

  expect(ended).toMatchObject({ exitCode: undefined, error: { code: 'ENOENT' } });
});
