import { ExitCode } from './exit-code';

/** Somebody wanted an end of it: the command says what is done and exits with 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** SIGINT is Ctrl-C, SIGTERM what systemd, Docker and CI systems send, SIGHUP a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What happens to a run that shall end early: work that must not be cut off ends in its own way. */
class Interruption {
  private readonly controller = new AbortController();
  /** What is waited for, when something must not be cut off. */
  private readonly shielded: string[] = [];

  /** Whether the run shall end. */
  get isInterrupted(): boolean {
    return this.controller.signal.aborted;
  }

  /**
   * Hears the signals from now on.
   * @returns what leaves them to Node.js again
   */
  hear(): () => void {
    const interrupt = () => this.interrupt();
    for (const signal of signals) process.on(signal, interrupt);
    return () => {
      for (const signal of signals) process.removeListener(signal, interrupt);
    };
  }

  /**
   * Does work that ends in its own way when the run is interrupted.
   * @param what - what is waited for then: `Terraform`
   * @throws Interrupted afterwards
   */
  async shield<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.throwIfInterrupted();
    this.shielded.push(what);
    try {
      return await work(this.controller.signal);
    } finally {
      this.shielded.pop();
    }
  }

  /** @throws Interrupted when the run was interrupted */
  throwIfInterrupted(): void {
    if (this.controller.signal.aborted) throw new Interrupted('interrupted');
  }

  private interrupt(): void {
    const [what] = this.shielded;
    if (what === undefined) process.exit(ExitCode.interrupted);
    const again = this.controller.signal.aborted ? 'still ' : 'interrupted: ';
    process.stderr.write(`${again}waiting for ${what} to end what it has begun\n`);
    this.controller.abort();
  }
}

/** The one of this process. */
export const interruption = new Interruption();
