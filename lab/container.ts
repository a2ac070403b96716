import { docker } from './docker';
import { projectRoot } from './folders';

/** Labels of everything the lab puts on an engine: which checkout it belongs to, and the process that answers for it. */
export const rootLabel = 'rabbitmq-cdk.lab.root';
export const ownerLabel = 'rabbitmq-cdk.lab.owner';

/** The options that label a container, network or volume as the lab's. */
export function labels(): readonly string[] {
  return ['--label', `${rootLabel}=${projectRoot}`, '--label', `${ownerLabel}=${process.pid}`];
}

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

/** The end of what a container said, for error messages. */
export async function lastWords(container: string): Promise<string> {
  return docker(['logs', '--tail', '15', container]);
}

/** Removes containers with their anonymous volumes. */
export async function remove(containers: readonly string[]): Promise<void> {
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
}

/** Removes what is left of runs of this checkout that ended without cleaning up. */
export async function sweep(): Promise<void> {
  const containers = await ours();
  await remove(containers.filter(({ owner }) => !isAlive(owner)).map(({ id }) => id));
}

/** Removes every container of this checkout, also those of runs that go on. */
export async function removeAll(): Promise<void> {
  const containers = await ours();
  await remove(containers.map(({ id }) => id));
}

async function ours(): Promise<readonly { readonly id: string; readonly owner: number }[]> {
  const format = `{{.ID}} {{.Label "${ownerLabel}"}}`;
  const listed = await docker(['ps', '--all', '--filter', `label=${rootLabel}=${projectRoot}`, '--format', format]);
  const rows = listed.split('\n').filter(Boolean);
  return rows.map((row) => row.split(' ')).map(([id = '', owner]) => ({ id, owner: Number(owner) }));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
