import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { StartedBroker } from '../lab/broker';
import { startBrokerContainer } from '../lab/broker-container';
import { scenes, type Scene } from './recorded-scenes';

const root = resolve(__dirname, '..');

/** The pages that may show outputs, by path from the root. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/**
 * A block whose commands are run: `<!-- recorded -->` before it, or `<!-- recorded at a broker -->` where they need one, and a line
 * `$ COMMAND` before each output.
 */
const block = /(<!-- recorded( at a broker)? -->\n\n```console\n)([^]*?)(^```$)/gm;

/** How many blocks of a page are recorded. */
export function recordedBlocks(page: string): number {
  return [...page.matchAll(block)].length;
}

/**
 * A page with the outputs that its commands print now.
 * @param file - whose name is that of the folder in `packaging/recorded` with the files that the commands read
 * @param broker - a fresh one, for the commands that need it; without it their outputs stay as they are
 */
export async function withOutputs(file: string, page: string, broker?: StartedBroker): Promise<string> {
  const scene = broker === undefined ? undefined : scenes[file];
  // An app finds its packages inside the project only.
  const home = scene === undefined ? tmpdir() : join(root, '.cache');
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(join(home, 'rabbitmq-cdk-recorded-'));
  const files = join(__dirname, 'recorded', basename(file, '.md').toLowerCase());
  if (existsSync(files)) cpSync(files, folder, { recursive: true });
  try {
    const set =
      broker === undefined
        ? undefined
        : await scene?.set(broker, folder, (command, env) => outputOf(command, folder, env));
    const bodies: string[] = [];
    for (const [, , atBroker, body = ''] of page.matchAll(block)) {
      const isLeft = atBroker !== undefined && set === undefined;
      bodies.push(isLeft ? body : await recorded(body, folder, atBroker === undefined ? undefined : set));
    }
    return page.replaceAll(block, (_, head: string, __, ___, end: string) => `${head}${bodies.shift()}${end}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A page with the outputs that its commands print now at a fresh broker of the lab.
 * @throws Unavailable when there is none, or no provider for the commands that need it
 */
export async function withOutputsAtBroker(file: string, page: string): Promise<string> {
  const broker = await startBrokerContainer([], '4.3');
  try {
    return await withOutputs(file, page, broker);
  } finally {
    await broker.stop();
  }
}

/** The commands of a block, each with what it prints, on standard output and standard error alike. */
async function recorded(body: string, folder: string, { env, standIns }: Scene = noScene): Promise<string> {
  const commands = [...body.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
  const outputs: string[] = [];
  for (const command of commands) {
    const actual = standIns.reduce((text, [shown, real]) => text.replaceAll(shown, real), command);
    const output = await outputOf(actual, folder, env);
    const shown = standIns.reduce((text, [page, real]) => text.replaceAll(real, page), output);
    outputs.push(`$ ${command}\n${shown.trimEnd()}\n`);
  }
  return outputs.join('\n');
}

const noScene: Scene = { env: {}, standIns: [] };

/** Runs a command as a shell does that has the program, whatever its exit code. */
function outputOf(command: string, cwd: string, more: NodeJS.ProcessEnv): Promise<string> {
  const program = `'${process.execPath}' '${join(root, 'bin/rabbitmq-cdk.js')}'`;
  const shell = `rabbitmq-cdk() { ${program} "$@"; }\nnpx() { "$@"; }\n{ ${command}; } 2>&1`;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|RABBITMQ|CI$|.*COLOR)/.test(name)),
  );
  return new Promise((done, fail) => {
    execFile('bash', ['-c', shell], { cwd, env: { ...env, ...more }, timeout: 120_000 }, (error, stdout) => {
      // 2 and 3 are findings; a program that was killed has no exit code.
      if (error !== null && typeof error.code !== 'number')
        fail(new Error(`'${command}' did not end`, { cause: error }));
      else done(stdout);
    });
  });
}
