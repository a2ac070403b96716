import { definitionsOf, type Omission } from '../../model/definitions/definitions-writer';
import { printable, printableJson } from '../../model/printable';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { stackTopology } from '../stack/stack-topology';

/** `rabbitmq-cdk definitions`: what a stack declares, as the file that every broker imports. */
export const definitionsCommand: CliCommand = {
  register(program, exit) {
    program
      .command('definitions')
      .description(
        'Prints what a stack declares on a broker as a definitions file, which any RabbitMQ imports. It holds no secret: ' +
          'users whose password only Terraform knows are left out with what they may do, and so are shovels and ' +
          'federation upstreams whose URI only Terraform knows; stderr names them.',
      )
      .argument('<STACK>', 'the stack')
      .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
      .action(async (stack: string, { broker }: { broker?: string }) => {
        const { topology } = await stackTopology(stack, broker);
        const { definitions, omitted } = definitionsOf(topology);
        process.stdout.write(`${printableJson(definitions)}\n`);
        process.stderr.write(omitted.map((omission) => `${printable(asText(omission))}\n`).join(''));
        exit(ExitCode.ok);
      });
  },
};

function asText({ object, declaredAt, reason }: Omission): string {
  return `left out: ${object}${declaredAt === undefined ? '' : ` (${declaredAt})`}: ${reason}`;
}
