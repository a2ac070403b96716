import { printableJson } from '../../model/printable';
import { previewRestore, restore, type Restored, type RestorePreview } from '../backup/restore';
import { previewText, restoredText, restoreJson } from '../backup/restore-report';
import { storedDefinitions } from '../backup/stored-definitions';
import { addressOfUrl } from '../health/address';
import { ask, isInteractive } from '../program/ask';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk restore`: what a backup has, to a broker. */
export const restoreCommand: CliCommand = {
  register(program, exit) {
    program
      .command('restore')
      .description(
        'Compares a backup with a broker, asks for confirmation, and declares what is missing or differs, in order of ' +
          'dependency; then it compares again. Objects that only the broker has stay, and so do messages. Exits with 0 when the broker has all that the ' +
          'backup has, with 2 when a difference remains or nobody confirmed, with 3 when the broker refused something, with ' +
          '1 when it could not be done.',
      )
      .argument('<folder>', "the folder that 'rabbitmq-cdk backup' has written")
      .argument(
        '<url>',
        'the URL of the management API, http://HOST:15672, its administrator in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .option('--identity <file>', "age's private key, where the secrets are encrypted by age; GnuPG has its own keys")
      .option('--auto-approve', 'restore without asking', false)
      .addOption(
        formatOption(
          '{folder, broker, serverVersion, differences: as diff has them, counts: {LIST: count}, notRestored: [{object, reason}], ' +
            'restored: boolean, refused: [{object, reason}], remaining: differences | null}',
        ),
      )
      .action(async (folder: string, target: string, { identity, autoApprove, format }: Options) => {
        const { broker } = addressOfUrl(target, process.env);
        const backup = await storedDefinitions(folder, identity);
        const preview = await previewRestore(backup, broker);
        const sides = { folder, url: broker.url, username: broker.username };
        if (format === 'text') process.stdout.write(previewText(preview, backup, sides));
        const restored =
          preview.steps.length > 0 && (autoApprove || (await isMeant(broker.url)))
            ? await restore(backup, broker, preview)
            : undefined;
        if (format === 'json') process.stdout.write(`${printableJson(restoreJson(preview, restored, sides))}\n`);
        else if (restored !== undefined) process.stdout.write(restoredText(restored, preview, sides));
        exit(exitCodeOf(preview, restored));
      });
  },
};

interface Options {
  readonly identity?: string;
  readonly autoApprove: boolean;
  readonly format: 'text' | 'json';
}

async function isMeant(url: string): Promise<boolean> {
  if (!isInteractive()) throw new UserError(`no terminal to confirm on; pass '--auto-approve'`);
  return (await ask(`Restore this to ${url}? Type 'restore' to do so: `)) === 'restore';
}

function exitCodeOf({ steps, left }: RestorePreview, restored: Restored | undefined): ExitCode {
  if (restored === undefined) return steps.length === 0 && left.length === 0 ? ExitCode.ok : ExitCode.notice;
  if (restored.refused.length > 0) return ExitCode.danger;
  return restored.remaining.length > 0 || left.length > 0 ? ExitCode.notice : ExitCode.ok;
}
