import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { compare } from '../../model/comparison/compare';
import { readIgnore, type IgnorePattern } from '../../model/comparison/ignore';
import { printable, printableJson } from '../../model/printable';
import { contentOf } from '../check/content';
import { diffJson, diffMarkdown, diffText, type DiffReport } from '../diff/report';
import { sideOf } from '../diff/side';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';

/** The file of patterns that is read where none is given. */
const IGNORE_FILE = 'diff.ignore';

/** `rabbitmq-cdk diff`: how what one broker has differs from what another has, or from what is declared. */
export const diffCommand: CliCommand = {
  register(program, exit) {
    program
      .command('diff')
      .description(
        'Compares any two of a live broker, a definitions file and a synthesized stack, object by object and without ' +
          'state: objects that only one has, undeclared objects, and other settings. Equivalent settings are not a difference. ' +
          'Exits with 0 when there is none, with 2 when there is one, with 1 when a side cannot be read.',
      )
      .argument(
        '<one>',
        'the URL of a management API, http://HOST:15672, its administrator in the URL or as RABBITMQ_USERNAME and ' +
          'RABBITMQ_PASSWORD; a definitions file; a stack of the app here, or its cdk.tf.json',
      )
      .argument('<other>', 'the same')
      .option('--broker <path>', 'the construct path of the broker, where a stack declares on several')
      .option(
        '--ignore <file>',
        "what to pass over, one object a line as the report names it, with * for anything: queue 'tmp.*' in '/'; " +
          `${IGNORE_FILE} of this folder by default`,
      )
      .addOption(
        new Option(
          '--format <format>',
          'text, markdown, or json: {one, other, differences: [{difference: only-in-one | only-in-other | changed, object: ' +
            '{type, vhost, name}, settings: [{key, one, other}]}], ignored, passing}',
        )
          .choices(['text', 'markdown', 'json'])
          .default('text'),
      )
      .action(async (first: string, second: string, { broker, ignore, format }: Options) => {
        const [one, other] = await Promise.all([sideOf(first, broker), sideOf(second, broker)]);
        const { differences, passing } = compare(one, other);
        const patterns = await patternsOf(ignore);
        const kept = differences.filter((difference) => !patterns.some((pattern) => pattern.matches(difference)));
        for (const { text, matches } of patterns) {
          if (!differences.some(matches))
            process.stderr.write(`nothing differs that ${printable(text)} would ignore\n`);
        }
        const report = { one, other, differences: kept, ignored: differences.length - kept.length, passing };
        process.stdout.write(render(report, format));
        exit(kept.length === 0 ? ExitCode.ok : ExitCode.notice);
      });
  },
};

interface Options {
  readonly broker?: string;
  readonly ignore?: string;
  readonly format: 'text' | 'markdown' | 'json';
}

async function patternsOf(file: string | undefined): Promise<readonly IgnorePattern[]> {
  if (file === undefined && !existsSync(IGNORE_FILE)) return [];
  return readIgnore(await contentOf(file ?? IGNORE_FILE));
}

function render(report: DiffReport, format: Options['format']): string {
  if (format === 'json') return `${printableJson(diffJson(report))}\n`;
  return format === 'markdown' ? diffMarkdown(report) : diffText(report);
}
