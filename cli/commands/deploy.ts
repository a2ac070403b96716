import { Option } from 'commander';
import { applyKept } from '../deploy/apply-kept';
import { deploy } from '../deploy/deploy';
import { readKeptPlans } from '../deploy/kept-plan';
import { planKey } from '../deploy/sealed';
import { isInteractive } from '../program/ask';
import { confirmCure } from '../program/confirm-cure';
import { addApplyOptions, changeStacks, type ApplyCommandOptions } from '../program/apply-options';
import type { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';
import { selectStacks, synthesize } from '../stack/app';

/** `rabbitmq-cdk deploy`: what `cdktf deploy` does, but nothing is lost that was not allowed by name. */
export const deployCommand: CliCommand = {
  register(program, exit) {
    const command = program
      .command('deploy')
      .description(
        'Synthesizes the app, starts containers that are down, plans, says what the plan does to messages, nodes and ' +
          "rights, and applies it: after the stack's name was typed at the terminal, or with --auto-approve. What costs data, " +
          'availability or access is refused, unless --allow names it. Interrupted by Ctrl-C, SIGTERM or a closed terminal ' +
          'it lets Terraform end in its own way. Exits with 0 when it is applied or nothing changes, 1 when it could not ' +
          'be done or was declined, 3 when it is refused, 130 when it was interrupted.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .option(
        '--node <name>',
        'change only this node, with what it needs: how to change every node, one after the other',
      )
      .addOption(
        new Option(
          '--plan <folder>',
          `apply exactly what 'review --out' has kept there, or fail if something has changed since`,
        ).conflicts('node'),
      );
    addApplyOptions(command).action(async (names: string[], { node, plan, ...options }: Options) => {
      if (plan !== undefined) return exit(await deployKept(plan, names, options));
      const stacks = selectStacks(await synthesize(), names);
      if (node !== undefined && stacks.length !== 1)
        throw new UserError(`'--node' is of one stack; name it: ${stacks.map(({ name }) => name).join(' or ')}`);
      const cures = options.autoApprove === true || !isInteractive() ? undefined : confirmCure;
      exit(await changeStacks(stacks, options, (stack, how) => deploy(stack, { ...how, node, confirmCure: cures })));
    });
  },
};

interface Options extends ApplyCommandOptions {
  readonly node?: string;
  readonly plan?: string;
}

/** Applies what was kept of the stacks, in the order in which it was reviewed. */
async function deployKept(folder: string, names: readonly string[], options: ApplyCommandOptions): Promise<ExitCode> {
  const kept = new Map(readKeptPlans(folder, planKey(process.env)).map((one) => [one.stack, one]));
  const missing = names.filter((name) => !kept.has(name));
  if (missing.length > 0)
    throw new UserError(`'${folder}' keeps no plan of ${missing.join(', ')}; it keeps: ${[...kept.keys()].join(', ')}`);
  const stacks = selectStacks(await synthesize(), names.length > 0 ? names : [...kept.keys()]);
  return changeStacks(stacks, options, (stack, how) => {
    const plan = kept.get(stack.name);
    if (plan === undefined) throw new Error(`no plan of ${stack.name}`);
    return applyKept(stack, plan, { ...how, folder });
  });
}
