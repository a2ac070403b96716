import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from './user-error';

/**
 * Writes files into a folder, and never over others.
 * @param files - by path within the folder
 * @param remedy - what to do where files are in the way: `give another folder`
 * @throws UserError that names what is there already and says something else; nothing is written then
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>, remedy: string): void {
  const there = [...files]
    .map(([name, content]) => ({ file: join(folder, name), content }))
    .filter(({ file, content }) => existsSync(file) && readFileSync(file, 'utf8') !== content)
    .map(({ file }) => `'${file}'`);
  if (there.length > 0)
    throw new UserError(`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already; ${remedy}`);
  for (const [name, content] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
