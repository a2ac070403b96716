import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isRunning } from './container';

export interface Patience {
  /** How long to wait at most, in milliseconds. */
  readonly within: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/**
 * Waits until a container's health check succeeds. The engine says when: asking it again and again would cost what the
 * container needs to get healthy, and would hear of it late.
 * @throws Error when the container ends and is not started again, at the deadline, and when the waiting is ended
 */
export async function untilHealthy(container: string, { within, signal }: Patience): Promise<void> {
  const filters = [`container=${container}`, 'event=health_status', 'event=die'].flatMap((it) => ['--filter', it]);
  // From the beginning of time, since it may have happened already.
  const events = spawn('docker', ['events', '--since', '1', ...filters, '--format', '{{.Action}}'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const end = () => events.kill();
  const deadline = setTimeout(end, within);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  let health = 'starting';
  try {
    for await (const action of createInterface({ input: events.stdout })) {
      if (action === 'die' && !(await isRunning(container))) throw new Error('the container ended');
      health = /^health_status: (.*)/.exec(action)?.[1] ?? health;
      if (health === 'healthy') return;
    }
  } finally {
    end();
    clearTimeout(deadline);
    signal.removeEventListener('abort', end);
  }
  if (signal.aborted) throw new Error('it was interrupted');
  throw new Error(`waited ${within / 1_000} s until the container is healthy; at last it is ${health}`);
}
