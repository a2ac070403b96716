import { CommandError, run } from '../../host/command';

describe('a command', () => {
  test('gives what it prints, and reads what it is given', async () => {
    await expect(run('cat', [], { input: 'hello\n' })).resolves.toBe('hello');
  });

  test('sees the variables that it is given beside those of this process', async () => {
    await expect(run('sh', ['-c', 'echo $GREETING from $HOME'], { env: { GREETING: 'hello' } })).resolves.toBe(
      `hello from ${process.env['HOME']}`,
    );
  });

  test('fails with its exit code and what it said on its standard error', async () => {
    const failure = run('sh', ['-c', 'echo out of luck >&2; exit 7']);

    await expect(failure).rejects.toBeInstanceOf(CommandError);
    await expect(failure).rejects.toMatchObject({ exitCode: 7, reason: 'out of luck' });
  });

  test('fails without the colours of what it said', async () => {
    const failure = run('sh', ['-c', String.raw`printf '\033[31mFailed to load state\033[0m\033[0m' >&2; exit 1`]);

    await expect(failure).rejects.toMatchObject({ reason: 'Failed to load state' });
  });

  test('fails with what it had printed, too', async () => {
    const failure = run('sh', ['-c', 'echo one; echo out of luck >&2; exit 7']);

    await expect(failure).rejects.toMatchObject({ output: 'one\n', reason: 'out of luck' });
  });

  test('fails with a clear reason when the program was not found; install it or takes too long', async () => {
    await expect(run('no-such-program', [])).rejects.toThrow(
      "'no-such-program' failed: the program was not found; install it",
    );
    await expect(run('sleep', ['5'], { timeout: 50 })).rejects.toThrow("'sleep 5' failed: it took longer than 0.05 s");
  });
});

test('says nothing of what a command printed that prints too much: it may be a plan, with its secrets', async () => {
  const printed = run('sh', ['-c', 'cat; head -c 300000000 /dev/zero'], { input: 'hunter2' });

  const message = await printed.catch(String);

  expect(message).toContain('it printed more than 268435456 bytes');
  expect(message).not.toContain('hunter2');
});
