import { printable } from '../../model/printable';

const MILLISECONDS = 2_000;

/** Tells on stderr, at a terminal, how far the messages of a queue are. */
export class MessageProgress {
  private last = Date.now();

  constructor(
    private readonly queue: string,
    private readonly total: number,
  ) {}

  /** @param done - how many messages */
  at(done: number): void {
    if (process.stderr.isTTY !== true || Date.now() - this.last < MILLISECONDS) return;
    this.last = Date.now();
    process.stderr.write(`${printable(`queue '${this.queue}': ${done} of ${this.total} messages`)}\n`);
  }
}
