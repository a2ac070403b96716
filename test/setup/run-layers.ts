import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEngine } from '../../lab/engine';
import { atOnce } from './at-once';
import { summary, type RunResults } from './summary';

// Runs the layers that are named before `--`; what follows goes to jest: `run-layers.ts unit broker -- test/model`.
const args = process.argv.slice(2);
const layers = args.slice(0, args.indexOf('--'));
const forJest = args.slice(layers.length + 1);

const running = new Set<ChildProcess>();

/** Runs jest for some layers; returns its exit code, and its results when it came that far. */
async function runJest(some: readonly string[], output: string): Promise<readonly [number, RunResults | undefined]> {
  const options = ['--selectProjects', ...some, '--passWithNoTests', '--json', `--outputFile=${output}`];
  const jest = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...options, ...forJest], {
    // Its standard output holds nothing beside the results, which go to the file. What several say at once is lines.
    stdio: ['inherit', 'ignore', 'pipe'],
  });
  jest.stderr.pipe(process.stderr, { end: false });
  running.add(jest);
  const status = await new Promise<number | null>((resolve) => jest.once('close', resolve));
  return [status ?? 1, existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined];
}

/** What is interrupted ends without counts, by the same signal, when jest has ended. */
let interruption: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interruption = signal;
    for (const jest of running) jest.kill(signal);
  });

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-test-'));
  try {
    const groups = atOnce(layers, forJest);
    // One engine for all; the setups of the layers say what is missing.
    if (groups.length > 1) await ensureEngine().catch(() => undefined);
    if (interruption !== undefined) return;
    const ended = await Promise.all(groups.map((some, at) => runJest(some, join(folder, `${at}.json`))));
    if (interruption !== undefined) return;
    const isFiltered = forJest.some((arg) => /^(-t|--testNamePattern)/.test(arg));
    const results = ended.map(([, result]) => result);
    process.stdout.write(`\n${summary(results, { layers, isFiltered }).join('\n')}\n`);
    process.exitCode = Math.max(...ended.map(([status]) => status));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().then(() => interruption && process.kill(process.pid, interruption));
