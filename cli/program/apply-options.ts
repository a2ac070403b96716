import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError } from '../../host/command';
import { ask, isInteractive } from './ask';
import { ExitCode } from './exit-code';
import { formatOption } from './format-option';
import { Interrupted, interruption } from './interruption';
import { UserError } from './user-error';
import type { ApplyOptions, Deployed } from '../deploy/deploy';
import { eventShape, jsonReport, TextReport, type Report } from '../deploy/report';
import { losses, type Loss } from '../review/finding';
import type { SynthesizedStack } from '../stack/app';

/** What every command is told that changes stacks. */
export interface ApplyCommandOptions {
  readonly allow: readonly Loss[];
  readonly autoApprove?: boolean;
  readonly format: 'text' | 'json';
}

/** Gives a command the options that permit changes. */
export function addApplyOptions(command: Command): Command {
  return command
    .option('--auto-approve', 'apply without confirmation, if nothing is lost but what --allow names')
    .addOption(
      allowOption('allow a loss of data, availability or access; repeatable; without it such plans are refused'),
    )
    .addOption(formatOption(eventShape));
}

/** The option that names what may be lost. */
export function allowOption(description: string): Option {
  return (
    new Option('--allow <loss>', description)
      .choices(losses)
      // Not variadic, which would take the stacks behind it for losses.
      .argParser(another)
      .default([], 'nothing')
  );
}

function another(value: string, before: readonly Loss[]): readonly Loss[] {
  const loss = losses.find((one) => one === value);
  if (loss === undefined) throw new InvalidArgumentError(`Allowed choices are ${losses.join(', ')}.`);
  return [...before, loss];
}

/**
 * Changes stacks one after the other, as long as nothing goes wrong.
 * @param change - changes one of them
 * @returns the exit code
 */
export async function changeStacks(
  stacks: readonly SynthesizedStack[],
  { allow, autoApprove = false, format }: ApplyCommandOptions,
  change: (stack: SynthesizedStack, options: ApplyOptions) => Promise<Deployed>,
): Promise<ExitCode> {
  const report: Report = format === 'json' ? jsonReport : new TextReport();
  for (const [index, stack] of stacks.entries()) {
    const done = await change(stack, {
      allow,
      say: (message) => report.message(stack.name, message),
      progress: (progress) => report.progress(stack.name, progress),
      confirm: (review) => {
        report.review(review);
        return autoApprove ? Promise.resolve(true) : confirmed(stack.name);
      },
    }).catch((error: unknown) => notBegun(stack.name, error));
    report.done(done);
    const code = exitCodes[done.outcome];
    if (code === ExitCode.ok) continue;
    // What follows may need what was not done.
    const left = stacks.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) report.message(left.join(', '), 'not begun');
    return code;
  }
  if (interruption.isInterrupted) throw new Interrupted('interrupted');
  return ExitCode.ok;
}

/** A stack that failed before anything of its plan was applied; a fault of ours is none of its outcomes. */
function notBegun(stack: string, error: unknown): Deployed {
  const none = { stack, done: 0, total: 0 };
  if (error instanceof Interrupted) return { ...none, outcome: 'interrupted', reasons: [] };
  if (error instanceof UserError || error instanceof CommandError)
    return { ...none, outcome: 'failed', reasons: error.message.split('\n') };
  throw error;
}

async function confirmed(stack: string): Promise<boolean> {
  if (!isInteractive()) throw new UserError(`no terminal to confirm on; pass '--auto-approve'`);
  return (await ask(`Apply this? Type the stack's name, '${stack}', to do so: `)) === stack;
}

const exitCodes: Readonly<Record<Deployed['outcome'], ExitCode>> = {
  applied: ExitCode.ok,
  unchanged: ExitCode.ok,
  declined: ExitCode.failed,
  failed: ExitCode.failed,
  refused: ExitCode.danger,
  interrupted: ExitCode.interrupted,
};
