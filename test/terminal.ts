import { spawn, spawnSync } from 'node:child_process';

/** `describe` for tests at a terminal, which the program `script` of util-linux gives; where it is missing the title says so. */
export function describeAtTerminal(title: string, tests: () => void): void {
  const said = String(spawnSync('script', ['--version']).stdout ?? '');
  const block = said.includes('util-linux') ? describe : describe.skip;
  block(
    said.includes('util-linux') ? title : `${title} (no terminal: the program 'script' of util-linux is missing)`,
    tests,
  );
}

/** What is answered at a terminal: the next answer when what is said since the last one fits. */
export type Answers = readonly (readonly [question: RegExp, answer: string])[];

/** Runs a command at a terminal of its own, for three minutes at most, and answers what it asks; tells what it says without colours. */
export function atTerminal(
  command: readonly string[],
  answers: Answers,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly code: number | null; readonly said: string }> {
  const words = command.map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
    cwd,
    env,
    timeout: 180_000,
  });
  const left = [...answers];
  let said = '';
  let since = '';
  const hear = (text: unknown): void => {
    const plain = String(text).replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '');
    said += plain;
    since += plain;
    const [next] = left;
    if (next === undefined || !next[0].test(since)) return;
    left.shift();
    since = '';
    child.stdin.write(`${next[1]}\n`);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
