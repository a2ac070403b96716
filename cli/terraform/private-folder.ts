import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireSpace } from './disk-space';

/** A folder for plans, which hold secrets: only this user can read it, and it goes with the work or the process. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  removeLeftovers();
  requireSpace(tmpdir(), ', or let TMPDIR name another folder');
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    writeFileSync(join(folder, OWNER), JSON.stringify({ host: hostname(), pid: process.pid }));
    return await work(folder);
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

const PREFIX = 'rabbitmq-cdk-plan-';
const OWNER = 'owner';

/** After so long no run needs its folder any more, even if a process has its number, in milliseconds. */
const OLD = 24 * 3_600_000;

/** Removes the folders of runs that were killed. What belongs to another user can't be removed by this one, and stays. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isLeftover(folder)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run removes it too, or another user's it is.
    }
  }
}

function isLeftover(folder: string): boolean {
  if (Date.now() - statSync(folder).mtimeMs > OLD) return true;
  const { host, pid } = JSON.parse(readFileSync(join(folder, OWNER), 'utf8'));
  return host === hostname() && !isAlive(pid);
}

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
