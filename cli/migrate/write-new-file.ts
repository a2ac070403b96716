import { writeFileSync } from 'node:fs';
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
    throw new UserError(
      code === 'EEXIST'
        ? `'${file}' is there already; give another file, or --overwrite`
        : `'${file}' cannot be written (${code}): check its path and permissions`,
    );
  }
}
