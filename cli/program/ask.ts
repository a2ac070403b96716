import { createInterface } from 'node:readline';
import { ExitCode } from './exit-code';

/** Whether somebody is there to be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true;
}

/**
 * Asks who sits at the terminal.
 * @returns the answer without blanks around it; empty when the input ends (Ctrl-D). Ctrl-C ends the program with 130.
 */
export function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    terminal.once('SIGINT', () => {
      process.stderr.write('\ninterrupted: nothing was done\n');
      process.exit(ExitCode.interrupted);
    });
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer.trim());
      terminal.close();
    });
  });
}
