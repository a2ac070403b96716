import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError, run } from '../../host/command';
import { UserError } from '../program/user-error';
import { readAppConfig } from './app-config';

/** A stack as the app synthesized it. */
export interface SynthesizedStack {
  readonly name: string;
  /** The folder in which Terraform works, with the stack's `cdk.tf.json`. */
  readonly directory: string;
  /** Names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      { readonly name: string; readonly workingDirectory: string; readonly dependencies: readonly string[] }
    >
  >;
}

/**
 * Runs the app that `cdktf.json` of the current folder names, as `cdktf synth` does.
 * @returns its stacks, each after those that it depends on
 * @throws UserError when there is no app here, or cdktf.json is malformed
 * @throws UserError with what the app said, when it fails
 */
export async function synthesize(): Promise<readonly SynthesizedStack[]> {
  const { app, output, context } = readAppConfig();
  const env = { CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: JSON.stringify(context) };
  await run('sh', ['-c', app], { env }).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(`the app ('${app}') failed: ${withoutTrace(error.reason)}`);
  });
  return inOrder(
    Object.values(manifestIn(output, app).stacks).map(({ name, workingDirectory, dependencies }) => ({
      name,
      directory: resolve(output, workingDirectory),
      dependencies,
    })),
  );
}

/** What the app says that it has synthesized. */
function manifestIn(output: string, app: string): Manifest {
  const file = join(output, 'manifest.json');
  try {
    const manifest: Partial<Manifest> | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    if (manifest?.stacks !== undefined) return manifest as Manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(
    `the app ('${app}') has written no manifest of stacks, '${file}'; it must be an app of cdktf, and call app.synth() at its end`,
  );
}

/**
 * The stacks that are meant.
 * @param names - as given on the command line; none means every stack
 * @throws UserError that names every stack that is not there
 */
export function selectStacks(
  stacks: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  const unknown = names.filter((name) => !stacks.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const there = stacks.map(({ name }) => name).join(', ');
    throw new UserError(`there is no stack ${unknown.map((name) => `'${name}'`).join(', ')}; there are: ${there}`);
  }
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}

/** What an app said when it failed, without the frames that Node.js prints around an error. */
function withoutTrace(said: string): string {
  const message = /^(?:\w*Error): [^]*?(?=\n\s+at |$(?![^]))/m.exec(said)?.[0];
  return message ?? said;
}

function inOrder(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const ordered: SynthesizedStack[] = [];
  const visit = (stack: SynthesizedStack): void => {
    if (ordered.includes(stack)) return;
    for (const other of stacks) if (stack.dependencies.includes(other.name)) visit(other);
    ordered.push(stack);
  };
  stacks.forEach(visit);
  return ordered;
}
