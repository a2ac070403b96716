import { execFile, type ExecFileException } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

export interface CommandOptions {
  /**
   * Variables beside this process's own. Secrets go here and not into the arguments, which errors show.
   * @default {}
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The folder it runs in.
   * @default - this process's own
   */
  readonly cwd?: string;
  /**
   * What the command reads from its standard input.
   * @default - nothing: its standard input is empty
   */
  readonly input?: string | Buffer;
  /**
   * How long it may take, in milliseconds.
   * @default - as long as it likes
   */
  readonly timeout?: number;
}

/** A command that could not be started, was stopped for its time limit, or ended with an exit code other than 0. */
export class CommandError extends Error {
  /** What it said, or why it could not run; without the colours that some commands print wherever they print. */
  readonly reason: string;

  constructor(
    /** The command as it would be typed. */
    readonly command: string,
    reason: string,
    /** Its exit code; undefined when it did not end by itself. */
    readonly exitCode: number | undefined,
    /** What it had printed on its standard output until then. */
    readonly output = '',
  ) {
    const plain = stripVTControlCharacters(reason);
    super(`'${command}' failed: ${plain}`);
    this.name = 'CommandError';
    this.reason = plain;
  }
}

/**
 * Runs a command to its end.
 * @returns its standard output, without white space at the end
 * @throws CommandError with what the command said on its standard error
 */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { env = {}, cwd, input = '', timeout = 0 } = options;
  return new Promise((resolve, reject) => {
    const settings = { env: { ...process.env, ...env }, cwd, timeout, maxBuffer: MOST_OUTPUT };
    const child = execFile(command, [...args], settings, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout.trimEnd());
      const exitCode = typeof error.code === 'number' ? error.code : undefined;
      const reason = reasonOf(error, stdout, stderr, timeout);
      reject(new CommandError([command, ...args].join(' '), reason, exitCode, stdout));
    });
    // A command that ends before it has read everything closes the pipe; its exit code tells the rest.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** How much a command may print, in bytes. A plan of 10,000 queues with a binding each prints some 60 MB of JSON. */
const MOST_OUTPUT = 256 * 1024 * 1024;

function reasonOf(error: ExecFileException, stdout: string, stderr: string, timeout: number): string {
  if (error.code === 'ENOENT') return 'the program was not found; install it';
  // What it printed until then may be a plan or a state, which hold secrets.
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `it printed more than ${MOST_OUTPUT} bytes`;
  if (error.killed === true && timeout > 0) return `it took longer than ${timeout / 1000} s`;
  const said = stderr.trim() || stdout.trim();
  return said === '' ? error.message : said;
}
