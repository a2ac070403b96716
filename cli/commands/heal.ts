import { selectStacks, synthesize } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import { heal, type Healed } from '../deploy/heal';
import type { CliCommand } from '../program/program';

/** `rabbitmq-cdk heal`: a broker that is down comes back, although no plan can be made while it is. */
export const healCommand: CliCommand = {
  register(program, exit) {
    program
      .command('heal')
      .summary('bring back the stopped, paused or missing containers of deployed stacks')
      .description(
        'Starts the stopped and unpauses the paused containers of deployed stacks, makes the missing ones anew on their ' +
          'volumes, and waits until they are healthy. While a broker is down `cdktf diff` and `cdktf deploy` end in "connection refused", because ' +
          'the provider cannot read what is declared on it: heal first.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .addOption(formatOption('an array of {stack, container, action: started | unpaused | created | none}'))
      .action(async (names: string[], { format }: { format: 'text' | 'json' }) => {
        const healed: Healed[] = [];
        for (const stack of selectStacks(await synthesize(), names)) {
          healed.push(...(await heal(stack, (message) => process.stderr.write(`${stack.name}: ${message}\n`))));
        }
        process.stdout.write(format === 'json' ? `${JSON.stringify(healed, null, 2)}\n` : asText(healed));
        exit(ExitCode.ok);
      });
  },
};

function asText(healed: readonly Healed[]): string {
  if (healed.length === 0) return 'nothing is deployed here; run cdktf deploy\n';
  return healed.map(({ stack, container, action }) => `${stack}: ${container} ${said[action]}\n`).join('');
}

const said: Readonly<Record<Healed['action'], string>> = {
  started: 'was stopped and is running again',
  unpaused: 'was paused and is running again',
  created: 'was missing and is there again',
  none: 'is running',
};
