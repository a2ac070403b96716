import { printable, printableJson } from '../../model/printable';
import { isInteractive } from '../program/ask';
import { allowOption } from '../program/apply-options';
import { confirmCure } from '../program/confirm-cure';
import { selectStacks, synthesize, type SynthesizedStack } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import { heal, type Healed } from '../deploy/heal';
import { recoverState } from '../deploy/recover-state';
import { refusalsOf } from '../deploy/losses';
import { cureOrphan, orphanText, type Orphan } from '../deploy/orphans';
import type { CliCommand } from '../program/program';
import type { Loss } from '../review/finding';

/** `rabbitmq-cdk heal`: a broker that is down comes back, although no plan can be made while it is. */
export const healCommand: CliCommand = {
  register(program, exit) {
    program
      .command('heal')
      .description(
        'Starts the stopped and unpauses the paused containers of deployed stacks, recreates the missing ones on their ' +
          'volumes, and waits until they are healthy. While a broker is down `cdktf diff` and `cdktf deploy` end in "connection refused", because ' +
          'the provider cannot read what is declared on it: heal first. Objects that exist but are in no state, because a run was ' +
          'killed, are listed; after a confirmation networks and volumes are imported, and containers removed. One that runs, ' +
          'or whose data the next one would not have, is removed only if --allow names that. Exits with 0 when all are healthy, 2 when an object ' +
          'remains in no state, 3 when one is not removed because of what that costs, 1 when it failed.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .option('--auto-approve', 'adopt or remove what exists and is in no state without asking')
      .addOption(
        allowOption('allow that a container in no state that runs, or has data of its own, is removed; repeatable'),
      )
      .addOption(
        formatOption(
          'an array of {stack, container, action: started | unpaused | created | completed | none}, and of {stack, ' +
            'orphan: {kind, name}, action: adopted | removed | left | refused}',
        ),
      )
      .action(async (names: string[], { format, allow, autoApprove = false }: Options) => {
        const done: Done[] = [];
        for (const stack of selectStacks(await synthesize(), names)) {
          const say = (message: string): void =>
            void process.stderr.write(`${printable(`${stack.name}: ${message}`)}\n`);
          await recoverState(stack, say);
          const { containers, orphans } = await heal(stack, say);
          done.push(...containers);
          for (const orphan of orphans) {
            say(orphanText(orphan));
            const refusals = refusalsOf(orphan.costs, allow);
            for (const refusal of refusals) say(refusal);
            const { kind, name } = orphan;
            const action = refusals.length > 0 ? 'refused' : await cured(stack, orphan, autoApprove);
            done.push({ stack: stack.name, orphan: { kind, name }, action });
          }
        }
        process.stdout.write(format === 'json' ? `${printableJson(done)}\n` : asText(done));
        const actions = done.map(({ action }) => action);
        if (actions.includes('refused')) return exit(ExitCode.danger);
        exit(actions.includes('left') ? ExitCode.notice : ExitCode.ok);
      });
  },
};

/** Adopts or removes it when that is meant. */
async function cured(
  stack: SynthesizedStack,
  orphan: Orphan,
  autoApprove: boolean,
): Promise<'adopted' | 'removed' | 'left'> {
  const isMeant = autoApprove || (isInteractive() && (await confirmCure(orphan)));
  if (!isMeant) return 'left';
  await cureOrphan(stack, orphan);
  return orphan.cure === 'adopt' ? 'adopted' : 'removed';
}

interface Options {
  readonly allow: readonly Loss[];
  readonly format: 'text' | 'json';
  readonly autoApprove?: boolean;
}

type Done =
  | Healed
  | {
      readonly stack: string;
      readonly orphan: Pick<Orphan, 'kind' | 'name'>;
      readonly action: 'adopted' | 'removed' | 'left' | 'refused';
    };

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
  refused: 'is in no state, and is not removed because of what that costs',
  left: `is in no state; 'rabbitmq-cdk heal' in a terminal, or with --auto-approve, takes care of it`,
};
