import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A program: the arguments of `node`. */
export type Program = readonly string[];

/** What a program cost, as a whole process. */
export interface Cost {
  /** Processor time in seconds, which other work on the machine disturbs less than the time that passes. */
  readonly seconds: number;
  /** The time that passed from the start of Node.js, in seconds: what a user waits, where nothing else runs. */
  readonly elapsedSeconds: number;
  /** The most memory it had, in MiB. */
  readonly mebibytes: number;
}

/**
 * Runs programs in turn, so that what the machine does beside them meets all alike.
 * @param rounds - how often each runs
 * @returns the least that each cost
 */
export function costs(programs: readonly Program[], rounds: number): readonly Cost[] {
  const all = Array.from({ length: rounds }, () => programs.map(costOf));
  return programs.map((_, index) => {
    const runs = all.map((round) => round[index]).filter((cost) => cost !== undefined);
    return {
      seconds: Math.min(...runs.map(({ seconds }) => seconds)),
      elapsedSeconds: Math.min(...runs.map(({ elapsedSeconds }) => elapsedSeconds)),
      mebibytes: Math.min(...runs.map(({ mebibytes }) => mebibytes)),
    };
  });
}

/** A program of this folder, in TypeScript. */
export function benchProgram(file: string, ...args: readonly string[]): Program {
  return ['--import', 'tsx', resolve(__dirname, file), ...args];
}

function costOf(program: Program): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  const report = join(folder, 'cost.json');
  try {
    execFileSync(process.execPath, ['--require', resolve(__dirname, 'report-cost.cjs'), ...program], {
      env: { ...process.env, CDKTF_OUTDIR: join(folder, 'out'), COST_REPORT: report },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
