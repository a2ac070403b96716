import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../../host/command';

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a run of a job gave. */
export interface JobRun {
  /** What its steps wrote to `$GITHUB_OUTPUT`. */
  readonly outputs: string;
  /** What they wrote to `$GITHUB_STEP_SUMMARY`. */
  readonly summary: string;
  /** The commands that ran. */
  readonly commands: readonly string[];
}

/**
 * Runs the commands of a job of a GitHub workflow as they stand, as a runner does: with bash, in order, up to the first that fails.
 * Its actions (`uses`) are left out: checkout, Node.js and Terraform are there.
 * @param app - the folder of the repository
 * @param workflow - the file below `.github/workflows`
 * @param context - what expressions give: `vars.X`, `secrets.X`; nothing is empty
 * @throws CommandError with what a command said
 */
export async function runJob(
  app: string,
  workflow: string,
  name: string,
  context: Readonly<Record<string, string>>,
): Promise<JobRun> {
  const { jobs } = parse(readFileSync(join(app, '.github/workflows', workflow), 'utf8')) as {
    readonly jobs: Readonly<Record<string, Job>>;
  };
  const { env = {}, steps } = jobs[name] as Job;
  const folder = mkdtempSync(join(tmpdir(), 'job-'));
  const [outputs, summary] = [join(folder, 'outputs'), join(folder, 'summary')];
  const evaluated = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        value.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, expression: string) => context[expression] ?? ''),
      ]),
    );
  const commands = steps.filter((step) => step.run !== undefined && isMeant(step.if, context));
  for (const step of commands) {
    await run('bash', ['-e', '-o', 'pipefail', '-c', step.run ?? ''], {
      cwd: app,
      env: {
        ...process.env,
        CI: 'true',
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        ...evaluated(env),
        ...evaluated(step.env ?? {}),
      },
    });
  }
  const written = { outputs: textOf(outputs), summary: textOf(summary) };
  rmSync(folder, { recursive: true });
  return { ...written, commands: commands.map((step) => step.run ?? '') };
}

/** Whether a step runs: `X == 'Y'`. */
function isMeant(condition: string | undefined, context: Readonly<Record<string, string>>): boolean {
  if (condition === undefined) return true;
  const [, expression = '', value] = /^([\w.]+) == '([^']*)'$/.exec(condition) ?? [];
  return context[expression] === value;
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
