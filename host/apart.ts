import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { CommandOptions } from './command';

export interface ApartOptions extends Pick<CommandOptions, 'env' | 'cwd'> {
  /** The file that takes what the command prints, on both of its outputs. */
  readonly log: string;
  /** Told each line that the command prints, within a moment. */
  readonly onLine: (line: string) => void;
  /** Asks the command to end: it gets one SIGINT, and takes the time that it needs. */
  readonly signal: AbortSignal;
  /**
   * Tells by a line that the command prints that it heeds a SIGINT from now on.
   * @default - it does from the beginning
   */
  readonly heeds?: (line: string) => boolean;
}

/** How a command ended. */
export interface Ended {
  /** Its exit code; undefined when a signal ended it, or it could not be started. */
  readonly exitCode: number | undefined;
  /** Why it could not be started. */
  readonly error?: NodeJS.ErrnoException;
}

/**
 * Runs a command apart from the terminal and from this process: in a session of its own, so that Ctrl-C reaches it once and
 * through here alone, and with a file for its outputs, so that it works on to its end when this process is killed. A pipe
 * that nobody reads any more would kill it.
 */
export function runApart(
  command: string,
  args: readonly string[],
  { log, onLine, signal, heeds, env = {}, cwd }: ApartOptions,
): Promise<Ended> {
  // What an earlier run left there would be taken for this one's.
  rmSync(log, { force: true });
  const file = openSync(log, 'a+', 0o600);
  const ready = new AbortController();
  if (heeds === undefined) ready.abort();
  const lines = linesOf(file, (line) => {
    if (heeds?.(line) === true) ready.abort();
    onLine(line);
  });
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      env: { ...process.env, ...env },
      cwd,
      detached: true,
      stdio: ['ignore', file, file],
    });
    const polling = setInterval(lines.read, 100);
    const interrupt = () => void (signal.aborted && ready.signal.aborted && child.kill('SIGINT'));
    for (const one of [signal, ready.signal]) one.addEventListener('abort', interrupt, { once: true });
    interrupt();
    const end = (ended: Ended) => {
      clearInterval(polling);
      signal.removeEventListener('abort', interrupt);
      lines.end();
      closeSync(file);
      resolve(ended);
    };
    child.once('error', (error) => end({ exitCode: undefined, error }));
    child.once('exit', (code) => end({ exitCode: code ?? undefined }));
  });
}

/** Reads a file as it grows, line by line. */
function linesOf(
  file: number,
  onLine: (line: string) => void,
): { readonly read: () => void; readonly end: () => void } {
  const buffer = Buffer.alloc(65_536);
  const decoder = new StringDecoder('utf8');
  let position = 0;
  let rest = '';
  const read = () => {
    for (let count = more(); count > 0; count = more()) {
      const lines = (rest + decoder.write(buffer.subarray(0, count))).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  const more = (): number => {
    const count = readSync(file, buffer, 0, buffer.length, position);
    position += count;
    return count;
  };
  return {
    read,
    end: () => {
      read();
      if (rest !== '') onLine(rest);
    },
  };
}
