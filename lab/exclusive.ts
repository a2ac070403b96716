import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './folders';

/**
 * A command line that waits while another process runs one under the same lock: the layers of a test run are made ready at the
 * same time. The kernel frees a lock whose holder ends, however it ends. It needs `flock`, which is part of every Debian.
 * @example run(...exclusive('apt', 'apt-get', ['update']))
 */
export function exclusive(
  lock: string,
  program: string,
  args: readonly string[],
): [program: string, args: readonly string[]] {
  mkdirSync(cacheFolder, { recursive: true });
  return ['flock', [join(cacheFolder, `${lock}.lock`), program, ...args]];
}
