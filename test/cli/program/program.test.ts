import type { Command } from 'commander';
import { ran, catchPrinted } from '../printed';

/** What Node.js counts and warns of when there are more than ten. */
function listeners(): Readonly<Record<string, number>> {
  const { stdout, stderr } = process;
  return {
    ...Object.fromEntries(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, process.listenerCount(signal)])),
    stdout: stdout.listenerCount('error'),
    stderr: stderr.listenerCount('error'),
  };
}

describe('the program', () => {
  const printed = catchPrinted();

  test('leaves no listeners behind, however often it runs in one process', async () => {
    await ran(printed, ['--version'], {});
    const once = listeners();

    for (let time = 0; time < 12; time += 1) await ran(printed, ['--version'], {});

    expect(listeners()).toEqual(once);
  });

  test('hears signals while it runs', async () => {
    const idle = listeners();
    let running: Readonly<Record<string, number>> = {};
    const look = {
      summary: 'look',
      load: () => ({
        register: (program: Command) => void program.command('look').action(() => void (running = listeners())),
      }),
    };

    await ran(printed, ['look'], { look });

    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) expect(running[signal]).toBe((idle[signal] ?? 0) + 1);
  });
});
