import { printable, printableJsonLine } from '../../model/printable';
import { asText as reviewText } from '../review/report/text';
import type { StackReview } from '../review/stack-review';
import type { Deployed } from './deploy';
import { progressText, type Progress } from './progress';

/** What a command that changes stacks tells while it works. */
export interface Report {
  message(stack: string, message: string): void;
  progress(stack: string, progress: Progress): void;
  review(review: StackReview): void;
  done(deployed: Deployed): void;
}

/** What an event looks like in JSON. */
export const eventShape =
  'one event a line, {event: message, stack, message}, {event: progress, stack, done, total, waitingFor: [{object, action, ' +
  'seconds}]} and {event: done, stack, outcome: applied | unchanged | declined | refused | failed | interrupted, reasons: ' +
  'text[], done, total}';

/** For programs, on standard output; the review is for people, and goes beside. */
export const jsonReport: Report = {
  message: (stack, message) => event({ event: 'message', stack, message }),
  progress: (stack, progress) => event({ event: 'progress', stack, ...progress }),
  review: (review) => void process.stderr.write(reviewText([review], false)),
  done: (deployed) => event({ event: 'done', ...deployed }),
};

function event(fields: object): void {
  process.stdout.write(`${printableJsonLine(fields)}\n`);
}

/** How often a line tells of progress where lines stay, in milliseconds. */
const INTERVAL = 5_000;

/** For people: one line that changes on a terminal, lines from time to time elsewhere. */
export class TextReport implements Report {
  private readonly isTerminal = process.stderr.isTTY === true;
  private told = 0;
  private hasLine = false;

  message(stack: string, message: string): void {
    this.clear();
    this.told = Date.now();
    process.stderr.write(`${stack}: ${printable(message)}\n`);
  }

  progress(stack: string, progress: Progress): void {
    const text = `${stack}: ${printable(progressText(progress))}`;
    if (this.isTerminal) {
      this.clear();
      process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1));
      this.hasLine = true;
    } else if (Date.now() - this.told >= INTERVAL) {
      this.told = Date.now();
      process.stderr.write(`${text}\n`);
    }
  }

  review(review: StackReview): void {
    this.clear();
    process.stderr.write(reviewText([review], this.isTerminal));
  }

  done({ stack, outcome, reasons }: Deployed): void {
    this.clear();
    process.stdout.write([`${stack}: ${outcome}`, ...reasons.map((reason) => `  ${printable(reason)}`), ''].join('\n'));
  }

  private clear(): void {
    if (this.hasLine) process.stderr.write('\r\u001B[2K');
    this.hasLine = false;
  }
}
