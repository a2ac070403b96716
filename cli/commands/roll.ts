import { addApplyOptions, changeStacks, type ApplyCommandOptions } from '../program/apply-options';
import type { CliCommand } from '../program/program';
import { roll } from '../roll/roll';
import { selectStacks, synthesize } from '../stack/app';

/** `rabbitmq-cdk roll`: another image, configuration or certificate for every node of a cluster, one node after the other. */
export const rollCommand: CliCommand = {
  register(program, exit) {
    const command = program
      .command('roll')
      .description(
        'Replaces the nodes of a cluster in containers one after the other, where its stack has changed so that they must be: ' +
          'each waits until no queue needs it for its majority, is drained, replaced by Terraform alone, and back in service ' +
          'with its queues before the next one goes; leaders are rebalanced at the end. Refuses a cluster that is not well. ' +
          'Interrupted, it ends the step that it has begun; run again, it goes on. Exits with 0 when all nodes are replaced or ' +
          'none must be, 1 when it could not be done or was declined, 3 when it is refused, 130 when it was interrupted.',
      )
      .argument('<STACK>', 'a deployed stack with a cluster');
    addApplyOptions(command).action(async (name: string, options: ApplyCommandOptions) => {
      exit(await changeStacks(selectStacks(await synthesize(), [name]), options, roll));
    });
  },
};
