import { existsSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { version } from '../../package.json';
import { adopt } from '../../model/adoption/adopt';
import { printable, printableJson } from '../../model/printable';
import { formatServerVersion, NEWEST_SERVER_VERSION, type ServerVersion } from '../../model/server/server-version';
import { adoptSource } from '../adopt/source';
import {
  COREPACK,
  packageManagerNames,
  packageManagerOf,
  packageManagers,
  type PackageManagerName,
} from '../init/package-manager';
import { brokerKinds, type BrokerKind, type Project } from '../init/project';
import { projectFiles } from '../init/project-files';
import { ask, isInteractive } from '../program/ask';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { optionalServerVersion } from '../program/server-version-option';
import { UserError } from '../program/user-error';
import { writeFiles } from '../program/write-files';

/** `rabbitmq-cdk init`: a repository for an app of one's own. */
export const initCommand: CliCommand = {
  register(program, exit) {
    program
      .command('init')
      .description(
        'Writes a repository for an app of your own: the app, tests with a snapshot, workflows for GitHub and GitLab, a dev ' +
          'container, Renovate settings and a README. It overwrites nothing, and uses no network.',
      )
      .argument('[dir]', 'where to write', '.')
      .addOption(
        new Option(
          '--broker <kind>',
          'docker: a broker in a container; cluster: three of them; kubernetes: three in a cluster of Kubernetes; remote: one ' +
            'that runs already (default: asked at a terminal, else docker)',
        ).choices(brokerKinds),
      )
      .option('--from <file|url>', 'declare what a definitions file or a running broker has; the broker is remote then')
      .addOption(
        new Option(
          '--package-manager <name>',
          'what installs the app and runs its scripts; yarn is Yarn 4, yarn-classic Yarn 1 (default: the one that runs init)',
        ).choices(packageManagerNames),
      )
      .option('--vitest', 'test with Vitest instead of Jest', false)
      .option('--cdktn', 'use cdktn, the maintained fork, instead of cdktf', false)
      .option('--package <spec>', `the rabbitmq-cdk to depend on: a version, or the file of a tarball`, `^${version}`)
      .addOption(optionalServerVersion())
      .addOption(formatOption('{folder, broker, files: text[]}'))
      .action(async (folder: string, options: Options) => {
        const broker = await brokerOf(options);
        const project = await projectOf(folder, broker, options);
        const files = projectFiles(project);
        writeFiles(folder, files, 'give an empty folder: rabbitmq-cdk init DIR');
        const names = [...files.keys()];
        process.stdout.write(
          options.format === 'json'
            ? `${printableJson({ folder, broker, files: names })}\n`
            : said(folder, names, project),
        );
        exit(ExitCode.ok);
      });
  },
};

interface Options {
  readonly broker?: BrokerKind;
  readonly from?: string;
  readonly packageManager?: PackageManagerName;
  readonly vitest: boolean;
  readonly cdktn: boolean;
  readonly package: string;
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'json';
}

async function brokerOf({ broker, from }: Options): Promise<BrokerKind> {
  if (from !== undefined) {
    if (broker === undefined || broker === 'remote') return 'remote';
    throw new UserError(
      `'--from' declares what a broker has that runs already, so that '--broker ${broker}' cannot be`,
    );
  }
  if (broker !== undefined || !isInteractive()) return broker ?? 'docker';
  const answer = await ask(`Which broker (${brokerKinds.join(', ')})? [docker] `);
  const known = brokerKinds.find((kind) => kind === (answer || 'docker'));
  if (known === undefined) throw new UserError(`'${answer}' is not one of ${brokerKinds.join(', ')}`);
  return known;
}

async function projectOf(folder: string, broker: BrokerKind, options: Options): Promise<Project> {
  const { from, packageManager, vitest, cdktn: isCdktn, serverVersion } = options;
  const base = {
    name: packageName(basename(resolve(folder))),
    broker,
    packageManager: packageManagers[packageManager ?? packageManagerOf(process.env['npm_config_user_agent'])],
    tests: vitest ? 'vitest' : 'jest',
    dependency: dependencyOf(options.package, folder),
    isCdktn,
  } as const;
  if (from === undefined)
    return { ...base, serverVersion: formatServerVersion(serverVersion ?? NEWEST_SERVER_VERSION) };
  const { topology, ...source } = await adoptSource(from, [], serverVersion);
  const adoption = adopt(topology, { ...source, vhosts: [] });
  return { ...base, serverVersion: formatServerVersion(source.version), adoption };
}

/** A tarball is named as the app finds it. */
function dependencyOf(spec: string, folder: string): string {
  if (!/\.tgz$|^file:/.test(spec)) return spec;
  const file = resolve(spec.replace(/^file:/, ''));
  if (!existsSync(file)) throw new UserError(`'--package ${spec}' is not there; 'npm pack' makes such a file`);
  return `file:${relative(resolve(folder), file)}`;
}

/** A name as npm takes one. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|-+$/g, '');
  return name === '' ? 'messaging' : name;
}

function said(folder: string, files: readonly string[], { adoption, packageManager }: Project): string {
  const { field, install, run } = packageManager;
  const left = adoption?.leftAlone.length ?? 0;
  return [
    `written to ${folder}:`,
    ...files.map((file) => `  ${file}`),
    ...(left === 0 ? [] : [`left alone: ${left}; left-alone.md says why`]),
    'next:',
    ...(resolve(folder) === process.cwd() ? [] : [`  cd ${folder}`]),
    ...(field === undefined ? [] : [`  ${COREPACK}`]),
    `  ${install}`,
    `  ${run('test')}`,
    `  ${run('review')}   # README.md says what it needs`,
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}
