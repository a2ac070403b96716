import { dirname } from 'node:path';
import { Option, type Command } from 'commander';
import { isStack } from '../../model/provider/stack';
import type { ServerVersion } from '../../model/server/server-version';
import { printableLines } from '../../model/printable';
import { packs, type PackName } from '../../rules/packs';
import { contentOf } from '../check/content';
import { linesOf } from '../check/lines';
import { checkContent, type FileReport } from '../check/report';
import { toSarif } from '../check/sarif';
import { toText } from '../check/text';
import { ExitCode } from '../program/exit-code';
import { brokersBeside } from '../stack/brokers-beside';
import type { CliCommand } from '../program/program';
import { serverVersionOption } from '../program/server-version-option';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk check`: what a broker would say to a definitions file, and what it would not say. */
export const checkCommand: CliCommand = {
  register(program, exit) {
    program
      .command('check')
      .summary('say what a broker would refuse of a definitions file, and what is not meant')
      .description(
        'Says what a new broker would refuse of definitions files, what it would accept and do otherwise than meant, and ' +
          'what a coming version ends: all in one pass, without a broker. A file may also be a stack of cdktf.out. Exits ' +
          'with 3 when anything is refused, with 2 for hazards with --strict, with 1 when a file can not be read.',
      )
      .argument('<file...>', 'definitions.json of any broker, or cdk.tf.json; - is stdin')
      .addOption(serverVersionOption())
      .addOption(
        new Option(
          '--format <format>',
          'text, or json: an array of {file, serverVersion, findings: [{kind, rule, object: {type, vhost, name}, at, message, remedy}]}, or sarif',
        )
          .choices(['text', 'json', 'sarif'])
          .default('text'),
      )
      .addOption(
        new Option('--pack <pack>', 'the rules to hold the files to')
          .choices(Object.keys(packs))
          .default('recommended'),
      )
      .option('--strict', 'exit with 2 when there are hazards', false)
      .action(async (files: readonly string[], options: Options, command: Command) => {
        const isAsked = command.getOptionValueSource('serverVersion') === 'cli';
        const { reports, lines, failed } = await checkAll(files, options, isAsked);
        process.stdout.write(render(reports, lines, options));
        exit(exitCode(reports, failed, options.strict));
      });
  },
};

interface Options {
  readonly serverVersion: ServerVersion;
  readonly format: 'text' | 'json' | 'sarif';
  readonly pack: PackName;
  readonly strict: boolean;
}

/** Checks every file, also after one that can't be: its fault goes to stderr. */
async function checkAll(files: readonly string[], { serverVersion, pack, format }: Options, isAsked: boolean) {
  const reports: FileReport[] = [];
  const lines = new Map<string, ReadonlyMap<string, number>>();
  let failed = false;
  for (const file of files) {
    try {
      const content = await contentOf(file);
      const brokers = file === '-' || !isStack(content) ? [] : brokersBeside(dirname(file));
      reports.push(checkContent(content, file, serverVersion, packs[pack], { brokers, isAsked }));
      if (format === 'sarif') lines.set(file, linesOf(content));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`error: ${printableLines(error.message)}\n`);
      failed = true;
    }
  }
  return { reports, lines, failed };
}

function render(
  reports: readonly FileReport[],
  lines: ReadonlyMap<string, ReadonlyMap<string, number>>,
  { format, pack }: Options,
): string {
  if (format === 'json') return `${JSON.stringify(reports, null, 2)}\n`;
  if (format === 'sarif') return `${JSON.stringify(toSarif(reports, packs[pack], lines), null, 2)}\n`;
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  return reports.map((report) => `${toText(report, columns)}\n`).join('');
}

function exitCode(reports: readonly FileReport[], failed: boolean, strict: boolean): ExitCode {
  const kinds = new Set(reports.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
  if (kinds.has('refused')) return ExitCode.danger;
  if (failed) return ExitCode.failed;
  return strict && kinds.has('hazard') ? ExitCode.notice : ExitCode.ok;
}
