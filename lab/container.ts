import { run } from '../host/command';
import { docker } from '../host/docker';

/** Where a port of a container answers on this machine: `127.0.0.1:49153`. */
export async function published(container: string, port: number): Promise<string> {
  const addresses = await docker(['port', container, `${port}/tcp`]);
  const [first = ''] = addresses.split('\n');
  return first.replace(/^0\.0\.0\.0:/, '127.0.0.1:');
}

/** Whether a container runs. */
export async function isRunning(container: string): Promise<boolean> {
  return (await docker(['container', 'inspect', '--format', '{{.State.Running}}', container])) === 'true';
}

/** The end of what a container said on both of its outputs, for error messages. */
export async function lastWords(container: string): Promise<string> {
  return run('sh', ['-c', 'docker logs --tail 15 "$1" 2>&1', 'sh', container]);
}

/** Removes containers with their anonymous volumes. */
export async function remove(containers: readonly string[]): Promise<void> {
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
}
