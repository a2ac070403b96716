import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from './user-error';

/** The file of the folder that tells which files were written there, and what they were. */
export const WRITTEN_FILE = '.rabbitmq-cdk-files.json';

/**
 * Writes files into a folder, over those that an earlier run wrote there and nobody has changed since.
 * @param files - by path within the folder
 * @throws UserError that names what is somebody else's, or was changed; nothing is written then
 */
export function writeOwnFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const list = join(folder, WRITTEN_FILE);
  const written = existsSync(list) ? hashes(list) : {};
  const others = [...files]
    .map(([name, content]) => ({ name, content, file: join(folder, name) }))
    .filter(({ file }) => existsSync(file))
    .filter(({ name, content, file }) => {
      const there = readFileSync(file, 'utf8');
      return there !== content && written[name] !== hash(there);
    })
    .map(({ file }) => `'${file}'`);
  if (others.length > 0)
    throw new UserError(
      `${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not as this command wrote ${others.length === 1 ? 'it' : 'them'}; ` +
        `move ${others.length === 1 ? 'it' : 'them'} away, or give another folder by '--out'`,
    );
  for (const [name, content] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const now = Object.fromEntries([...files].map(([name, content]) => [name, hash(content)]));
  writeFileSync(list, `${JSON.stringify({ ...written, ...now }, undefined, 2)}\n`);
}

function hashes(list: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(list, 'utf8'));
  } catch {
    throw new UserError(`'${list}' is no JSON; remove it, or give another folder by '--out'`);
  }
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
