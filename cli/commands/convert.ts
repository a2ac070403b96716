import type { ServerVersion } from '../../model/server/server-version';
import { judgeConf } from '../../model/server/conf-file/judge';
import { typedForm } from '../../model/server/conf-file/typed-form';
import { printable } from '../../model/printable';
import { contentOf } from '../check/content';
import { isConfFile } from '../check/conf-file';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { serverVersionOption } from '../program/server-version-option';
import { UserError } from '../program/user-error';

/** What says that the server reads another value than the one that seems to stand there: what is converted is what it reads. */
const readOtherwise: ReadonlySet<string> = new Set([
  'conf/cut-value',
  'conf/double-quotes',
  'conf/key-twice',
  'conf/loopback-user',
  'conf/not-ascii',
  'conf/substitution',
]);

/** `rabbitmq-cdk convert`: a rabbitmq.conf in use as the prop `conf` of a broker. */
export const convertCommand: CliCommand = {
  register(program, exit) {
    program
      .command('convert')
      .description(
        "Prints the settings of a rabbitmq.conf as the prop 'conf' of a broker, in TypeScript. Secrets become variables of the " +
          'stack and are not printed. What the server would refuse or ignore is left out, with the reason. Exits with 2 when ' +
          'anything that has an effect is left out, or the server reads another value than the one that seems to stand there.',
      )
      .argument('<file>', 'rabbitmq.conf, or a file of conf.d; - is stdin')
      .addOption(serverVersionOption())
      .action(async (file: string, { serverVersion }: { readonly serverVersion: ServerVersion }) => {
        const content = await contentOf(file);
        if (!isConfFile(content, file)) throw new UserError(`${file}: it holds no setting such as 'heartbeat = 60'`);
        const { source, leftOut } = typedForm(content, serverVersion);
        process.stdout.write(source);
        for (const { line, key, reason } of leftOut) {
          process.stderr.write(
            `${printable(`${file}:${line}: left out: ${key === '' ? reason : `'${key}': ${reason}`}`)}\n`,
          );
        }
        const otherwise = judgeConf(content, file, serverVersion).filter(({ rule }) => readOtherwise.has(rule));
        for (const { line, object, message, remedy } of otherwise) {
          process.stderr.write(`${printable(`${file}:${line}: '${object.name}': ${message}; ${remedy}`)}\n`);
        }
        exit(leftOut.length + otherwise.length === 0 ? ExitCode.ok : ExitCode.notice);
      });
  },
};
