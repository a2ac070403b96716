import { rmSync, writeFileSync } from 'node:fs';
import { UserError } from '../program/user-error';

/**
 * Writes a file that only its owner may read.
 * @param overwrites - whether it may be there already
 * @throws UserError when it may not and is, or cannot be written
 */
export function writeNewFile(file: string, content: string, overwrites: boolean): void {
  try {
    writeFileSync(file, content, { flag: overwrites ? 'w' : 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') {
      // What is broken off is no definitions file, and would be in the way of the next attempt.
      if (!overwrites) rmSync(file, { force: true });
      throw new UserError(`'${file}' cannot be written: the disk is full; free disk space and retry`);
    }
    throw new UserError(
      code === 'EEXIST'
        ? `'${file}' is there already; give another file, or --overwrite`
        : `'${file}' cannot be written (${code}): check its path and permissions`,
    );
  }
}
