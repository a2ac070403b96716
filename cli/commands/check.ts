import { Option } from 'commander';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRefusal } from '../../model/finding';
import type { ServerVersion } from '../../model/server/server-version';
import { hasResources } from '../../model/operator/read-resources';
import { isStack } from '../../model/provider/stack';
import { printable, printableJson, printableLines } from '../../model/printable';
import { packs, type PackName } from '../../rules/packs';
import { Acknowledgements, readAcknowledgements } from '../check/acknowledgements';
import { checkConfFile, isConfFile } from '../check/conf-file';
import { contentOf } from '../check/content';
import { checkContent, type FileReport } from '../check/report';
import { checkResources } from '../check/resources';
import { isManifests, manifestsWithin, type Manifests } from '../operator/manifests-within';
import { linkOf } from '../check/rule-link';
import { toSarif } from '../check/sarif';
import { toText } from '../check/text';
import { brokersBeside } from '../stack/brokers-beside';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { optionalServerVersion } from '../program/server-version-option';
import { UserError } from '../program/user-error';

const ACKNOWLEDGED_FILE = 'check.acknowledged';

/** `rabbitmq-cdk check`: what a broker would say to a definitions file, and what it would not say. */
export const checkCommand: CliCommand = {
  register(program, exit) {
    program
      .command('check')
      .description(
        'Validates definitions files: what a new broker would reject, what it would accept but not as intended, and ' +
          'what a coming version removes, in one pass and without a broker. A file may also be a stack of cdktf.out, a rabbitmq.conf, or ' +
          'custom resources of the messaging topology operator; of a folder the latter are checked. Exits ' +
          'with 3 when anything is refused, with 2 for hazards with --strict, with 1 if a file cannot be read.',
      )
      .argument(
        '<file...>',
        'definitions.json or rabbitmq.conf of any broker, cdk.tf.json, or manifests as YAML; - is stdin, a folder its YAML files',
      )
      .addOption(optionalServerVersion())
      .addOption(
        new Option(
          '--format <format>',
          'text, or json: an array of {file, serverVersion, judgedBy, versionFrom, acknowledged, findings: [{kind, rule, link, object: {type, vhost, name}, at, line, column, message, remedy}]}, or sarif',
        )
          .choices(['text', 'json', 'sarif'])
          .default('text'),
      )
      .addOption(
        new Option('--pack <pack>', 'the rule pack to enforce').choices(Object.keys(packs)).default('recommended'),
      )
      .option('--strict', 'exit with 2 if there are hazards, or acknowledgements of what is not found', false)
      .option(
        '--acknowledge <file>',
        "what is known and meant, one a line, with * for anything: topology/queue-is-bounded queue 'tmp.*' in '/' # the reason; " +
          `${ACKNOWLEDGED_FILE} of this folder by default`,
      )
      .action(async (files: readonly string[], options: Options) => {
        const acknowledgements = await acknowledgementsOf(options.acknowledge);
        const { reports, contents, failed } = await checkAll(files, options, acknowledgements);
        // Where a file cannot be read nobody knows what is in it.
        const unused = failed ? [] : acknowledgements.faults;
        for (const fault of unused) process.stderr.write(`${printable(fault)}\n`);
        exit(exitCode(reports, failed, options.strict, unused.length > 0));
        process.stdout.write(render(reports, contents, options));
      });
  },
};

interface Options {
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'json' | 'sarif';
  readonly pack: PackName;
  readonly strict: boolean;
  readonly acknowledge?: string;
}

async function acknowledgementsOf(file: string | undefined): Promise<Acknowledgements> {
  if (file === undefined && !existsSync(ACKNOWLEDGED_FILE)) return new Acknowledgements();
  const path = file ?? ACKNOWLEDGED_FILE;
  return new Acknowledgements(readAcknowledgements(await contentOf(path), path));
}

/** Checks every file, also after one that can't be: its fault goes to stderr. */
async function checkAll(
  files: readonly string[],
  { serverVersion: version, pack }: Options,
  acknowledgements: Acknowledgements,
) {
  const reports: FileReport[] = [];
  const contents = new Map<string, string>();
  const manifests: Manifests[] = [];
  let failed = false;
  for (const file of files) {
    try {
      if (isManifests(file)) {
        manifests.push(...(await manifestsWithin(file)));
        continue;
      }
      const content = await contentOf(file);
      contents.set(file, content);
      if (hasResources(content)) {
        manifests.push({ file, content });
        continue;
      }
      const brokers = file === '-' || !isStack(content) ? [] : brokersBeside(dirname(file));
      reports.push(
        isConfFile(content, file)
          ? checkConfFile(content, file, version, acknowledgements)
          : checkContent(content, file, { version, rules: packs[pack], brokers, acknowledgements }),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`error: ${printableLines(error.message)}\n`);
      failed = true;
    }
  }
  for (const { file, content } of manifests) contents.set(file, content);
  const asked = { version, rules: packs[pack], acknowledgements, isAsked: version !== undefined };
  return { reports: [...reports, ...checkResources(manifests, asked)], contents, failed };
}

function render(
  reports: readonly FileReport[],
  contents: ReadonlyMap<string, string>,
  { format, pack }: Options,
): string {
  if (format === 'json') return `${printableJson(reports.map(withLinks))}\n`;
  if (format === 'sarif') return `${printableJson(toSarif(reports, packs[pack]))}\n`;
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  const terminalOf = (file: string) => (columns === undefined ? undefined : { columns, content: contents.get(file) });
  return reports
    .map((report) => `${toText(report, terminalOf(report.file))}\n`)
    .join(columns === undefined ? '' : '\n');
}

function exitCode(reports: readonly FileReport[], failed: boolean, strict: boolean, unused: boolean): ExitCode {
  const kinds = new Set(reports.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
  if ([...kinds].some(isRefusal)) return ExitCode.danger;
  if (failed) return ExitCode.failed;
  return strict && (unused || kinds.has('hazard')) ? ExitCode.notice : ExitCode.ok;
}

/** A report of which each finding says where it is explained. */
function withLinks(report: FileReport): object {
  const findings = report.findings.map(({ kind, rule, ...rest }) => ({ kind, rule, link: linkOf(rule), ...rest }));
  return { ...report, findings };
}
