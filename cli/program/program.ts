import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { ExitCode } from './exit-code';
import { printableLines } from '../../model/printable';
import { CommandError } from '../../host/command';
import { UserError } from './user-error';

/** A command of the program. */
export interface CliCommand {
  /** Adds the command, its options and its help to the program. */
  register(program: Command, exit: (code: ExitCode) => void): void;
}

/**
 * Runs the program.
 * @param argv - the arguments after the program's name
 * @param commands - what it can do
 * @returns the exit code: a command's own, or 1 for bad usage and faults the caller can mend
 */
export async function run(argv: readonly string[], commands: readonly CliCommand[]): Promise<ExitCode> {
  let code: ExitCode = ExitCode.ok;
  const program = new Command('rabbitmq-cdk')
    .description('RabbitMQ as code: check, review and operate what is declared')
    .version(version)
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride();
  for (const command of commands) command.register(program, (given) => (code = given));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.failed;
    if (!(error instanceof UserError || error instanceof CommandError)) throw error;
    process.stderr.write(`error: ${printableLines(error.message)}\n`);
    return ExitCode.failed;
  }
}
