import { printableJson } from '../../model/printable';
import { backUp } from '../backup/backup';
import { backupJson, backupText } from '../backup/report';
import { addressOfUrl } from '../health/address';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';

/** `rabbitmq-cdk backup`: what a broker has, into a folder. */
export const backupCommand: CliCommand = {
  register(program, exit) {
    program
      .command('backup')
      .description(
        'Writes what a broker has into a folder: definitions.json, sorted so that two backups can be compared; its secrets apart, ' +
          'for their owner alone or encrypted; server.json, what the server is; and manifest.json, by which they can be ' +
          'verified. The same broker gives the same bytes. An interrupted backup leaves the earlier one as it was. Messages are not ' +
          'part of it. Exits with 0 when it is done, with 1 when it is not.',
      )
      .argument(
        '<url>',
        'the URL of the management API, http://HOST:15672, its administrator in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .argument('<folder>', 'where to write: a folder of its own, new or with an earlier backup')
      .option(
        '--encrypt-to <recipient>',
        'who may read the secrets: a public key of age (age1… or ssh-…), or a fingerprint, id or address that GnuPG knows; repeatable',
        another,
        [],
      )
      .addOption(
        formatOption(
          '{broker, folder, changed, serverVersion, counts: {LIST: count}, secrets: {file, count, encryptedTo: text[]}}',
        ),
      )
      .action(async (target: string, folder: string, { encryptTo, format }: Options) => {
        const { broker } = addressOfUrl(target, process.env);
        const done = await backUp(broker, folder, encryptTo);
        process.stdout.write(
          format === 'json'
            ? `${printableJson(backupJson(done, folder, broker.url))}\n`
            : backupText(done, folder, broker.url),
        );
        exit(ExitCode.ok);
      });
  },
};

interface Options {
  readonly encryptTo: readonly string[];
  readonly format: 'text' | 'json';
}

function another(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
