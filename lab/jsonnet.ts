import { spawnSync } from 'node:child_process';
import { installPackages, isDebianAsRoot } from './debian';
import { Unavailable } from './unavailable';

/**
 * The program of jsonnet: the one that is installed, or else Debian's, which is installed where the lab may.
 * @throws Unavailable when there is none, and none can be installed
 */
export async function ensureJsonnet(): Promise<string> {
  if (isThere()) return PROGRAM;
  if (!isDebianAsRoot()) throw new Unavailable('jsonnet is not installed; install it');
  try {
    await installPackages(['jsonnet']);
  } catch (error) {
    throw new Unavailable(`the package jsonnet cannot be installed: ${(error as Error).message}`);
  }
  return PROGRAM;
}

const PROGRAM = 'jsonnet';

function isThere(): boolean {
  return spawnSync(PROGRAM, ['--version']).status === 0;
}
