import { version } from '../../package.json';
import { printable, printableJson } from '../../model/printable';
import { formatServerVersion, NEWEST_SERVER_VERSION } from '../../model/server/server-version';
import type { Diagnosis } from '../doctor/diagnosis';
import { diskDiagnosis, engineDiagnosis, nodeDiagnosis, terraformDiagnoses } from '../doctor/machine';
import { packageDiagnoses } from '../doctor/packages';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';

/** `rabbitmq-cdk doctor`: what this machine and this app lack. */
export const doctorCommand: CliCommand = {
  register(program, exit) {
    program
      .command('doctor')
      .description(
        'Reports what this machine and the app of this folder have and lack, with the remedy: Node.js, cdktf and the prebuilt ' +
          'providers, Terraform or OpenTofu and whether it can install its providers, a container engine, disk space. It changes ' +
          'nothing. Exits with 2 when something is missing that the app needs.',
      )
      .addOption(
        formatOption(
          '{version, newestServerVersion, diagnoses: [{name, status: ok | missing | optional, message, remedy}]}',
        ),
      )
      .action(async ({ format }: { readonly format: 'text' | 'json' }) => {
        const folder = process.cwd();
        const diagnoses: readonly Diagnosis[] = [
          nodeDiagnosis(process.versions.node),
          ...packageDiagnoses(folder, __dirname),
          ...(await terraformDiagnoses()),
          await engineDiagnosis(),
          diskDiagnosis(folder),
        ];
        const newestServerVersion = formatServerVersion(NEWEST_SERVER_VERSION);
        process.stdout.write(
          format === 'json'
            ? `${printableJson({ version, newestServerVersion, diagnoses })}\n`
            : textOf(diagnoses, newestServerVersion),
        );
        exit(diagnoses.some(({ status }) => status === 'missing') ? ExitCode.notice : ExitCode.ok);
      });
  },
};

function textOf(diagnoses: readonly Diagnosis[], newestServerVersion: string): string {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  const lines = diagnoses.flatMap(({ name, status, message, remedy }) => [
    `${status.padEnd(8)}  ${name.padEnd(width)}  ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 12)}${remedy}`]),
  ]);
  const missing = diagnoses.filter(({ status }) => status === 'missing').length;
  return [
    `rabbitmq-cdk ${version}, which knows RabbitMQ up to ${newestServerVersion}`,
    ...lines,
    missing === 0 ? 'nothing is missing' : `missing: ${missing}`,
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}
