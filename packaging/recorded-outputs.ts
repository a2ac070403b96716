import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** The pages that may show outputs, by path from the root. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/**
 * A block whose commands are run: `<!-- recorded -->` before it, and a line `$ COMMAND` before each output. What follows the word is
 * what the commands need.
 */
const block = /(<!-- recorded -->\n\n```console\n)([^]*?)(^```$)/gm;

/** How many blocks of a page are recorded. */
export function recordedBlocks(page: string): number {
  return [...page.matchAll(block)].length;
}

/**
 * A page with the outputs that its commands print now.
 * @param file - whose name is that of the folder in `packaging/recorded` with the files that the commands read
 */
export async function withOutputs(file: string, page: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-recorded-'));
  const files = join(__dirname, 'recorded', basename(file, '.md').toLowerCase());
  if (existsSync(files)) cpSync(files, folder, { recursive: true });
  try {
    const bodies: string[] = [];
    for (const [, , body = ''] of page.matchAll(block)) bodies.push(await recorded(body, folder));
    return page.replaceAll(block, (_, head: string, __, end: string) => `${head}${bodies.shift()}${end}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The commands of a block, each with what it prints, on standard output and standard error alike. */
async function recorded(body: string, folder: string): Promise<string> {
  const commands = [...body.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
  const outputs: string[] = [];
  for (const command of commands) {
    const output = await outputOf(command, folder);
    outputs.push(`$ ${command}\n${output.trimEnd()}\n`);
  }
  return outputs.join('\n');
}

/** Runs a command as a shell does that has the program, whatever its exit code. */
function outputOf(command: string, cwd: string): Promise<string> {
  const program = `'${process.execPath}' '${join(root, 'bin/rabbitmq-cdk.js')}'`;
  const shell = `rabbitmq-cdk() { ${program} "$@"; }\nnpx() { "$@"; }\n{ ${command}; } 2>&1`;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|RABBITMQ|CI$|.*COLOR)/.test(name)),
  );
  return new Promise((done, fail) => {
    execFile('bash', ['-c', shell], { cwd, env, timeout: 120_000 }, (error, stdout) => {
      // 2 and 3 are findings; a program that was killed has no exit code.
      if (error !== null && typeof error.code !== 'number')
        fail(new Error(`'${command}' did not end`, { cause: error }));
      else done(stdout);
    });
  });
}
