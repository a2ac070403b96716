import { Option } from 'commander';
import { printable, printableJson } from '../../model/printable';
import { amqpSchemes, connectionOf, connectionUri, type Connection } from '../connect/connection';
import { deployedPassword } from '../connect/deployed-password';
import {
  CA_FILE,
  CERTIFICATE_FILE,
  KEY_FILE,
  PASSWORD_VARIABLE,
  languages,
  snippet,
  type Language,
} from '../connect/snippets';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { selectStacks, synthesize } from '../stack/app';
import { declaredBroker } from '../stack/stack-topology';

/** `rabbitmq-cdk connect`: a program that connects as a user. */
export const connectCommand: CliCommand = {
  register(program, exit) {
    program
      .command('connect')
      .description(
        `Prints a program that connects over AMQP 0-9-1 as a user of a stack, with the address, TLS and virtual host that are declared. ` +
          `It takes the password from the environment variable ${PASSWORD_VARIABLE}, unless '--show-password' has it read from the state ` +
          `and printed. Exits with 1 when it cannot tell.`,
      )
      .argument('<STACK>', 'the stack')
      .argument('<USER>', 'the name of the user')
      .addOption(new Option('--for <language>', 'the language').choices([...languages]).default('node'))
      .option('--vhost <name>', 'the virtual host, where the user has permissions in several')
      .addOption(
        new Option('--scheme <scheme>', "with TLS or without; the broker's first unless given").choices([
          ...amqpSchemes,
        ]),
      )
      .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
      .option('--show-password', 'print the password, as the state of the deployed stack has it')
      .addOption(formatOption('{host, port, tls, username, password?, vhost, uri, caFile?, snippet}'))
      .action(async (stackName: string, userName: string, options: Options) => {
        const [stack] = selectStacks(await synthesize(), [stackName]);
        if (stack === undefined) return;
        const declared = declaredBroker(stack, options.broker);
        const connection = connectionOf(declared, userName, options);
        const user = declared.topology.users.find(({ name }) => name === userName);
        const whole: Connection =
          options.showPassword === true
            ? { ...connection, password: await deployedPassword(stack, user?.declaredAt, userName) }
            : connection;
        const written = snippet(options.for, whole);
        process.stdout.write(options.format === 'json' ? `${printableJson(asJson(whole, written))}\n` : written);
        for (const hint of hintsOf(stackName, whole)) process.stderr.write(`${printable(hint)}\n`);
        exit(ExitCode.ok);
      });
  },
};

interface Options {
  readonly for: Language;
  readonly vhost?: string;
  readonly scheme?: string;
  readonly broker?: string;
  readonly showPassword?: boolean;
  readonly format: 'text' | 'json';
}

function asJson(connection: Connection, written: string): unknown {
  const { at, userName, vhostName, password, hasOwnAuthority } = connection;
  return {
    ...{ host: at.host, port: at.port, tls: at.isTls, username: userName },
    ...(password === undefined ? {} : { password }),
    ...{ vhost: vhostName, uri: connectionUri(connection) },
    ...(hasOwnAuthority ? { caFile: CA_FILE } : {}),
    snippet: written,
  };
}

/** Where what the program reads comes from. */
function hintsOf(stack: string, { password, hasOwnAuthority, showsCertificate }: Connection): string[] {
  return [
    ...(password === undefined
      ? [
          `set ${PASSWORD_VARIABLE} to the password of the user; '--show-password' reads it from the state of '${stack}'`,
        ]
      : []),
    ...(hasOwnAuthority
      ? [`write the broker's authority to ${CA_FILE}: terraform output -raw ca_certificate > ${CA_FILE}`]
      : []),
    ...(showsCertificate
      ? [
          `the broker asks clients for a certificate: ${CERTIFICATE_FILE} and ${KEY_FILE}, as 'authority.issueClient' makes them`,
        ]
      : []),
  ];
}
