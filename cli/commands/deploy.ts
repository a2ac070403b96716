import { deploy } from '../deploy/deploy';
import { addApplyOptions, changeStacks, type ApplyCommandOptions } from '../program/apply-options';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';
import { selectStacks, synthesize } from '../stack/app';

/** `rabbitmq-cdk deploy`: what `cdktf deploy` does, but nothing is lost that was not allowed by name. */
export const deployCommand: CliCommand = {
  register(program, exit) {
    const command = program
      .command('deploy')
      .summary('heal, review and apply stacks; what is lost must be allowed by name')
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
      );
    addApplyOptions(command).action(async (names: string[], { node, ...options }: Options) => {
      const stacks = selectStacks(await synthesize(), names);
      if (node !== undefined && stacks.length !== 1)
        throw new UserError(`'--node' is of one stack; name it: ${stacks.map(({ name }) => name).join(' or ')}`);
      exit(await changeStacks(stacks, options, (stack, how) => deploy(stack, { ...how, node })));
    });
  },
};

interface Options extends ApplyCommandOptions {
  readonly node?: string;
}
