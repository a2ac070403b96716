import { ask, isInteractive } from '../program/ask';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';
import { objectLabel } from '../deploy/object-label';
import { selectStacks, synthesize } from '../stack/app';
import { Terraform } from '../terraform/terraform';

/** `rabbitmq-cdk forget`: something leaves the state, and stays as it is. */
export const forgetCommand: CliCommand = {
  register(program, exit) {
    program
      .command('forget')
      .description(
        'Takes objects out of the state of a stack without touching them: Terraform no longer changes or deletes them. Remove ' +
          'their declaration too, or the next deploy declares them again; in code, forgetResource() does both for everybody who ' +
          'deploys. Exits with 0 when it is done, 1 when it is not.',
      )
      .argument('<STACK>', 'the stack')
      .argument(
        '<OBJECT...>',
        "addresses as 'rabbitmq_queue.orders_1234', or what the review calls them: \"queue 'orders' in 'shop'\"",
      )
      .option('--auto-approve', 'do it without asking')
      .action(async (name: string, objects: string[], { autoApprove = false }: { autoApprove?: boolean }) => {
        const [stack] = selectStacks(await synthesize(), [name]);
        const terraform = new Terraform(stack?.directory ?? '');
        const { resources: state } = await terraform.state();
        const labels = new Map(
          [...state].map(([address, { type, attributes }]) => [
            address,
            objectLabel({ address, type, before: attributes }),
          ]),
        );
        const addresses = objects.flatMap((object) =>
          [...labels].filter((one) => one.includes(object)).map(([one]) => one),
        );
        const unknown = objects.filter((object) => ![...labels].some((one) => one.includes(object)));
        if (unknown.length > 0)
          throw new UserError(
            `the state of stack '${name}' has no ${unknown.join(', no ')}; it has, for example: ${[...labels.values()].slice(0, 3).join(', ')}`,
          );
        for (const address of addresses) process.stderr.write(`${labels.get(address)} stays, and leaves the state\n`);
        if (!autoApprove) {
          if (!isInteractive()) throw new UserError(`no terminal to confirm on; pass '--auto-approve'`);
          if ((await ask(`Forget this? Type the stack's name, '${name}', to do so: `)) !== name)
            return exit(ExitCode.failed);
        }
        await terraform.forget(addresses);
        exit(ExitCode.ok);
      });
  },
};
