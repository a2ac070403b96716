import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { ExitCode } from './exit-code';
import { printableLines } from '../../model/printable';
import { CommandError } from '../../host/command';
import { Interrupted, interruption } from './interruption';
import { pageLink } from './page-link';
import { UserError } from './user-error';

/** A command of the program. */
export interface CliCommand {
  /** Adds the command, its options and its help to the program. */
  register(program: Command, exit: (code: ExitCode) => void): void;
}

/** A command that is loaded when it is called. */
export interface LazyCommand {
  /** What the list of commands says of it. */
  readonly summary: string;
  /** The page that explains it, below `docs/`; its help and its errors link to it. */
  readonly page?: string;
  readonly load: () => CliCommand;
}

/**
 * Runs the program.
 * @param argv - the arguments after the program's name
 * @param commands - what it can do, by name
 * @returns the exit code: a command's own, or 1 for bad usage and faults the caller can mend
 */
export async function run(argv: readonly string[], commands: Readonly<Record<string, LazyCommand>>): Promise<ExitCode> {
  let code: ExitCode = ExitCode.ok;
  const stopHearing = interruption.hear();
  outliveReaders();
  const program = new Command('rabbitmq-cdk')
    .description('RabbitMQ as code: check, review and operate what is declared')
    .version(version)
    .showHelpAfterError('(use --help for usage)')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(printableLines(text)) });
  const words = argv.filter((word) => !word.startsWith('-'));
  const called = (words[0] === 'help' ? words[1] : words[0]) ?? '';
  const page = Object.hasOwn(commands, called) ? commands[called]?.page : undefined;
  const link = page === undefined ? undefined : pageLink(page);
  for (const [name, { summary }] of Object.entries(commands)) {
    if (name !== called) program.command(name).summary(summary);
  }
  try {
    if (Object.hasOwn(commands, called)) {
      commands[called]?.load().register(program, (given) => (code = given));
      if (link !== undefined) program.commands.at(-1)?.addHelpText('after', `\nDocumentation: ${link}`);
    }
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.failed;
    process.stderr.write(`error: ${printableLines(messageOf(error)).replaceAll('\n', '\n  ')}\n`);
    if (error instanceof Interrupted) return ExitCode.interrupted;
    if (link !== undefined) process.stderr.write(`see ${link}\n`);
    return ExitCode.failed;
  } finally {
    stopHearing();
  }
}

/** What went wrong, never with a stack trace. */
function messageOf(error: unknown): string {
  if (error instanceof UserError || error instanceof CommandError || error instanceof Interrupted) return error.message;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return `the disk is full${path === undefined ? '' : `, so that '${path}' cannot be written`}; free disk space and retry`;
  if (code !== undefined) return message;
  const trace =
    process.env['RABBITMQ_CLI_DEBUG'] === undefined
      ? '; set RABBITMQ_CLI_DEBUG=1 for the stack trace'
      : `\n${(error as Error).stack}`;
  return `internal error: ${message ?? String(error)}${trace}`;
}

/**
 * Who reads may go away, as `head` does and a terminal that is closed: the work goes on to its end without. Where output is
 * lost otherwise, such as on a full disk, that is said, and the exit code is 1.
 */
function outliveReaders(): void {
  // What is printed is still on its way when a run has ended, so that the listener stays; one is enough.
  for (const stream of [process.stdout, process.stderr])
    stream.off('error', failUnlessGone).on('error', failUnlessGone);
}

function failUnlessGone(this: NodeJS.WriteStream, { code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE' || code === 'EIO') return;
  process.exitCode = ExitCode.failed;
  if (this === process.stderr) return;
  const why = code === 'ENOSPC' ? 'the disk is full; free disk space and retry' : printableLines(message);
  process.stderr.write(`error: the output is incomplete: ${why}\n`);
}
