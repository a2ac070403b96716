import { InvalidArgumentError, Option } from 'commander';
import { migrate } from '../../model/migration/migrate';
import { DEFAULT_EXPIRES, type Migration } from '../../model/migration/migration';
import { printableJson } from '../../model/printable';
import { formatServerVersion, NEWEST_SERVER_VERSION, type ServerVersion } from '../../model/server/server-version';
import { tenYears } from '../../model/server/value-rule';
import { migrationJson, migrationMarkdown, migrationText } from '../migrate/report';
import { migrationSource } from '../migrate/source';
import { writeNewFile } from '../migrate/write-new-file';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { readServerVersion } from '../program/server-version-option';

/** `rabbitmq-cdk migrate`: definitions of RabbitMQ 3.x as a 4.x takes them. */
export const migrateCommand: CliCommand = {
  register(program, exit) {
    program
      .command('migrate')
      .description(
        'Converts an export of RabbitMQ 3.x into definitions for 4.x: mirrored queues become quorum queues, transient ' +
          'ones durable ones that expire, removed settings are omitted, and every object keeps its policy. Each ' +
          'change is reported with its reason and what applications must change. Exits with 3 when something cannot be decided, ' +
          'and writes nothing then; with 2 when applications must change or know something; with 1 if the file cannot be read.',
      )
      .argument(
        '<file>',
        "definitions.json of the older broker, or the folder of its backup by 'rabbitmq-cdk backup'; - is stdin",
      )
      .addOption(
        new Option('--to <version>', 'the RabbitMQ server that takes the result, such as 4.3')
          .default(NEWEST_SERVER_VERSION, formatServerVersion(NEWEST_SERVER_VERSION))
          .argParser(readServerVersion),
      )
      .option('--out <file>', 'where to write the result; a file that is there stays as it is')
      .option('--identity <file>', "age's private key, where the secrets of a backup are encrypted by age")
      .option('--overwrite', 'write it where a file is already', false)
      .option(
        '--classic <queue>',
        'a mirrored queue that stays classic, without mirrors: NAME in every virtual host, VHOST/NAME in one (//NAME in the ' +
          'default one); repeatable',
        another,
        [],
      )
      .addOption(
        new Option('--expires <milliseconds>', 'after how long without use a queue goes that was transient')
          .default(DEFAULT_EXPIRES, `${DEFAULT_EXPIRES}, a day`)
          .argParser(readExpiry),
      )
      .addOption(
        new Option(
          '--format <format>',
          'text, markdown, or json: {file, to, out, changes: [{object: {type, vhost, name}, change, reason, applications: ' +
            'text[]}], undecided: [{object, reason, remedy}]}',
        )
          .choices(['text', 'markdown', 'json'])
          .default('text'),
      )
      .action(async (file: string, { to, out, overwrite, identity, format, ...options }: Options) => {
        const migration = migrate(await migrationSource(file, identity), to, options);
        const { definitions } = migration;
        const isWritten = definitions !== undefined && out !== undefined;
        if (isWritten) writeNewFile(out, `${printableJson(definitions)}\n`, overwrite);
        const report = { ...migration, file, to: formatServerVersion(to), ...(isWritten ? { out } : {}) };
        process.stdout.write(renderers[format](report));
        exit(exitCodeOf(migration));
      });
  },
};

const renderers = { text: migrationText, markdown: migrationMarkdown, json: migrationJson };

interface Options {
  readonly to: ServerVersion;
  readonly out?: string;
  readonly overwrite: boolean;
  readonly identity?: string;
  readonly classic: readonly string[];
  readonly expires: number;
  readonly format: keyof typeof renderers;
}

/** What cannot be decided is refused, and nothing is written; what applications must change or know is to be looked at. */
function exitCodeOf({ changes, undecided }: Migration): ExitCode {
  if (undecided.length > 0) return ExitCode.danger;
  return changes.some(({ applications }) => applications.length > 0) ? ExitCode.notice : ExitCode.ok;
}

function another(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function readExpiry(text: string): number {
  const expiry = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (expiry < 1 || expiry > tenYears) throw new InvalidArgumentError(`give milliseconds, from 1 to ${tenYears}`);
  return expiry;
}
