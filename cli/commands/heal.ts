import { printable, printableJson } from '../../model/printable';
import { ask, isInteractive } from '../program/ask';
import { selectStacks, synthesize } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import { heal, type Healed } from '../deploy/heal';
import { cureOrphan, orphanText, type Orphan } from '../deploy/orphans';
import type { CliCommand } from '../program/program';

/** `rabbitmq-cdk heal`: a broker that is down comes back, although no plan can be made while it is. */
export const healCommand: CliCommand = {
  register(program, exit) {
    program
      .command('heal')
      .description(
        'Starts the stopped and unpauses the paused containers of deployed stacks, recreates the missing ones on their ' +
          'volumes, and waits until they are healthy. While a broker is down `cdktf diff` and `cdktf deploy` end in "connection refused", because ' +
          'the provider cannot read what is declared on it: heal first. What exists and is in no state, because a run was ' +
          'killed, is named, and after a question taken into the state, or removed where it holds nothing. Exits with 0 ' +
          'when all is there, 2 when something stays in no state, 1 when it could not be done.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .option('--auto-approve', 'adopt or remove what exists and is in no state without asking')
      .addOption(
        formatOption(
          'an array of {stack, container, action: started | unpaused | created | completed | none}, and of {stack, ' +
            'orphan: {kind, name}, action: adopted | removed | left}',
        ),
      )
      .action(async (names: string[], { format, autoApprove = false }: Options) => {
        const done: Done[] = [];
        for (const stack of selectStacks(await synthesize(), names)) {
          const say = (message: string): void =>
            void process.stderr.write(`${printable(`${stack.name}: ${message}`)}\n`);
          const { containers, orphans } = await heal(stack, say);
          done.push(...containers);
          for (const orphan of orphans) {
            say(orphanText(orphan));
            const isMeant = autoApprove || (await isYes(orphan));
            if (isMeant) await cureOrphan(stack, orphan);
            const { kind, name, cure } = orphan;
            const action = isMeant ? ({ adopt: 'adopted', remove: 'removed' } as const)[cure] : 'left';
            done.push({ stack: stack.name, orphan: { kind, name }, action });
          }
        }
        process.stdout.write(format === 'json' ? `${printableJson(done)}\n` : asText(done));
        exit(done.some(({ action }) => action === 'left') ? ExitCode.notice : ExitCode.ok);
      });
  },
};

interface Options {
  readonly format: 'text' | 'json';
  readonly autoApprove?: boolean;
}

type Done =
  | Healed
  | {
      readonly stack: string;
      readonly orphan: Pick<Orphan, 'kind' | 'name'>;
      readonly action: 'adopted' | 'removed' | 'left';
    };

/** Nobody who could be asked wants nothing done. */
async function isYes({ kind, cure }: Orphan): Promise<boolean> {
  const what =
    cure === 'adopt' ? `take the ${kind} into the state` : `remove the ${kind}, which the next deploy makes again`;
  return isInteractive() && (await ask(`${what}? Only 'yes' is taken for a yes: `)) === 'yes';
}

function asText(done: readonly Done[]): string {
  if (done.length === 0) return 'no container of these stacks is deployed; nothing is to heal\n';
  return done
    .map((one) =>
      'orphan' in one
        ? `${one.stack}: ${one.orphan.kind} ${one.orphan.name} ${said[one.action]}`
        : `${one.stack}: ${one.container} ${said[one.action]}`,
    )
    .map((line) => `${printable(line)}\n`)
    .join('');
}

const said: Readonly<Record<Done['action'], string>> = {
  started: 'was stopped and is running again',
  unpaused: 'was paused and is running again',
  created: 'was missing and is there again',
  completed: 'is running; the state takes it for complete now',
  none: 'is running',
  adopted: 'is in the state now',
  removed: 'is removed; deploy makes it again',
  left: `is in no state; 'rabbitmq-cdk heal' in a terminal, or with --auto-approve, takes care of it`,
};
