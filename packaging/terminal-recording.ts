import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** What README shows of the program, in the folder `packaging/recorded/terminal`. */
const commands = [
  'npx rabbitmq-cdk check definitions.json',
  'npx rabbitmq-cdk review single-node --plan plan.json',
] as const;

/** How wide the terminal is, in characters. */
export const COLUMNS = 104;

/** A command, and what it printed at a terminal, colours included. */
export interface Recording {
  readonly command: string;
  readonly output: string;
}

/** Runs the commands at a terminal of their own, which the program `script` of util-linux gives. */
export async function recordTerminal(): Promise<readonly Recording[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-terminal-'));
  cpSync(join(__dirname, 'recorded/terminal'), folder, { recursive: true });
  try {
    const recordings: Recording[] = [];
    for (const command of commands) recordings.push({ command, output: await printedAtTerminal(command, folder) });
    return recordings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printedAtTerminal(command: string, cwd: string): Promise<string> {
  const program = command.replace(/^npx rabbitmq-cdk/, `'${process.execPath}' '${join(root, 'bin/rabbitmq-cdk.js')}'`);
  const others = Object.entries(process.env).filter(([name]) => !/^CI$|COLOR/.test(name));
  const shell = `stty cols ${COLUMNS} rows 50; ${program}`;
  const child = spawn('script', ['--quiet', '--return', '--command', shell, '/dev/null'], {
    cwd,
    env: { ...Object.fromEntries(others), TERM: 'xterm-256color' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 120_000,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', () => done(output.replaceAll('\r\n', '\n').trimEnd()));
  });
}
