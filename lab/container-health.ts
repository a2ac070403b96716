import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isRunning } from './container';

/**
 * Waits until a container's health check succeeds. The engine says when: asking it again and again would cost what the
 * container needs to get healthy, and would hear of it late.
 * @param within - how long to wait at most, in milliseconds
 * @param signal - ends the waiting
 * @throws Error when the container ends and is not started again, at the deadline, and when the waiting is ended
 */
export async function untilHealthy(container: string, within: number, signal: AbortSignal): Promise<void> {
  const filters = [`container=${container}`, 'event=health_status', 'event=die'].flatMap((it) => ['--filter', it]);
  // From the beginning of time, since it may have happened already.
  const events = spawn('docker', ['events', '--since', '1', ...filters, '--format', '{{.Action}}'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let health = 'starting';
  let reason = 'the engine tells no more of the container';
  const end = (why: string) => {
    reason = why;
    events.kill();
  };
  const interrupt = () => end('it was interrupted');
  const giveUp = () => end(`waited ${within / 1_000} s until the container is healthy; at last it is ${health}`);
  const deadline = setTimeout(giveUp, within);
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    for await (const action of createInterface({ input: events.stdout })) {
      if (action === 'die' && !(await isRunning(container))) throw new Error('the container ended');
      health = /^health_status: (.*)/.exec(action)?.[1] ?? health;
      if (health === 'healthy') return;
    }
    throw new Error(reason);
  } finally {
    events.kill();
    clearTimeout(deadline);
    signal.removeEventListener('abort', interrupt);
  }
}
