import { createInterface } from 'node:readline/promises';
import { selectStacks, synthesize } from '../stack/app';
import { deploy, type Deployed } from '../deploy/deploy';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import type { StackReview } from '../review/stack-review';
import { asText as reviewText } from '../review/report/text';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk deploy`: what `cdktf deploy` does, unless it would take a cluster or its data away. */
export const deployCommand: CliCommand = {
  register(program, exit) {
    program
      .command('deploy')
      .summary('heal, review and apply stacks, but nothing that takes a cluster or its data away')
      .description(
        'Synthesizes the app, starts containers that are down, plans, says what the plan does to messages and nodes, and ' +
          'applies it. A plan that would take two or more nodes away at once, or destroy a volume, is refused. Exits with 0 ' +
          'when it is applied or nothing changes, 1 when it could not be done or was declined, 3 when it is refused.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .option('--auto-approve', 'apply without asking')
      .option(
        '--node <name>',
        'change only this node, with what it needs: how to change every node, one after the other',
      )
      .addOption(
        formatOption('an array of {stack, outcome: applied | unchanged | declined | refused, reasons: text[]}'),
      )
      .action(async (names: string[], options: Options) => {
        const stacks = selectStacks(await synthesize(), names);
        if (options.node !== undefined && stacks.length !== 1)
          throw new UserError(`'--node' is of one stack; name it: ${stacks.map(({ name }) => name).join(' or ')}`);
        const deployed: Deployed[] = [];
        try {
          for (const stack of stacks) {
            const say = (message: string): void => void process.stderr.write(`${stack.name}: ${message}\n`);
            const done = await deploy(stack, { node: options.node, say, confirm: confirmation(options) });
            deployed.push(done);
            if (options.format === 'text') process.stdout.write(asText(done));
            // What follows may need what was not done.
            if (done.outcome === 'declined' || done.outcome === 'refused') break;
          }
        } finally {
          // An error of one stack does not hide what became of those before it.
          if (options.format === 'json') process.stdout.write(`${JSON.stringify(deployed, null, 2)}\n`);
        }
        exit(exitCodeOf(deployed));
      });
  },
};

interface Options {
  readonly autoApprove?: boolean;
  readonly node?: string;
  readonly format: 'text' | 'json';
}

function confirmation({ autoApprove = false }: Options): (review: StackReview) => Promise<boolean> {
  return async (review) => {
    process.stderr.write(reviewText([review], process.stderr.isTTY === true));
    if (autoApprove) return true;
    if (process.stdin.isTTY !== true) throw new UserError(`nobody is there to ask; give '--auto-approve'`);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (
        (await terminal.question(`Apply this to ${review.stack}? Only 'yes' is taken for a yes: `)).trim() === 'yes'
      );
    } finally {
      terminal.close();
    }
  };
}

function asText({ stack, outcome, reasons }: Deployed): string {
  return [`${stack}: ${outcome}`, ...reasons.map((reason) => `  ${reason}`), ''].join('\n');
}

function exitCodeOf(deployed: readonly Deployed[]): ExitCode {
  if (deployed.some(({ outcome }) => outcome === 'refused')) return ExitCode.danger;
  return deployed.some(({ outcome }) => outcome === 'declined') ? ExitCode.failed : ExitCode.ok;
}
