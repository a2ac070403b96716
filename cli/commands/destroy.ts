import { destroy } from '../deploy/destroy';
import { addApplyOptions, changeStacks, type ApplyCommandOptions } from '../program/apply-options';
import type { CliCommand } from '../program/program';
import { selectStacks, synthesize } from '../stack/app';

/** `rabbitmq-cdk destroy`: what `cdktf destroy` does, by the same rules as `deploy`. */
export const destroyCommand: CliCommand = {
  register(program, exit) {
    const command = program
      .command('destroy')
      .description(
        'Plans that nothing of the stacks is left, says what that does, and does it by the rules of deploy: after the ' +
          "stack's name was typed at the terminal, or with --auto-approve, and only what --allow names. What " +
          "removalPolicy 'protect' covers is refused. Each stack goes before those that it needs. Exits as deploy does.",
      )
      .argument('<STACK...>', 'the stacks');
    addApplyOptions(command).action(async (names: string[], options: ApplyCommandOptions) => {
      const all = await synthesize();
      const stacks = selectStacks(all, names).toReversed();
      exit(
        await changeStacks(stacks, options, (stack, how) =>
          destroy(
            stack,
            all.filter(({ dependencies }) => dependencies.includes(stack.name)),
            how,
          ),
        ),
      );
    });
  },
};
