import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeSynced } from '../../host/synced-file';
import { fileNames, readManifest, secretFiles, sha256, type Manifest } from '../../model/backup/manifest';
import { printableJson } from '../../model/printable';
import { UserError } from '../program/user-error';

/** A backup as it lies in a folder: what its manifest says, and its files, each by its name. */
export interface StoredBackup {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
}

/** What a new file is called until all are there, and the manifest until it is whole. */
const [NEW, PART] = ['.new', '.part'];

const allNames: readonly string[] = [...Object.values(fileNames), ...secretFiles];

/**
 * Reads a backup and verifies what can be without its key: every file is there and as its manifest says.
 * @returns undefined where there is none
 * @throws UserError when it was changed or broken, and when it cannot be read
 */
export function readBackup(folder: string): StoredBackup | undefined {
  const [name, pending] = existsSync(join(folder, `${fileNames.manifest}${NEW}`)) ? [NEW, true] : ['', false];
  const path = join(folder, `${fileNames.manifest}${name}`);
  if (!existsSync(path)) return undefined;
  const manifest = readManifest(contentOf(path));
  if (typeof manifest === 'string') throw new UserError(`'${path}': ${manifest}`);
  const files = new Map<string, string>();
  for (const file of [...Object.keys(manifest.files), manifest.secrets.file]) {
    const fresh = join(folder, `${file}${NEW}`);
    const at = pending && existsSync(fresh) ? fresh : join(folder, file);
    if (!existsSync(at)) throw new UserError(`'${folder}' is not whole: '${file}' is missing; take another backup`);
    const content = contentOf(at);
    const expected = manifest.files[file];
    if (expected !== undefined && sha256(content) !== expected)
      throw new UserError(
        `'${at}' is not what was backed up: its SHA-256 is ${sha256(content)}, and the manifest says ${expected}; take another backup`,
      );
    files.set(file, content);
  }
  return { manifest, files };
}

/**
 * Writes a backup where an earlier one may be: that stays whole until the new one is. A manifest that is whole decides, and what
 * an interrupted run left is ended or removed by the next one.
 * @param files - content by name; those of secrets are for their owner alone
 * @throws UserError when the folder holds something else, or cannot be written
 */
export function writeBackup(folder: string, { manifest, files }: StoredBackup): void {
  refuseOthers(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    settle(folder);
    for (const [name, content] of files) writeSynced(join(folder, `${name}${NEW}`), content, modeOf(name));
    const path = join(folder, fileNames.manifest);
    writeSynced(`${path}${PART}`, `${printableJson(manifest)}\n`, 0o644);
    renameSync(`${path}${PART}`, `${path}${NEW}`);
    settle(folder);
  } catch (error) {
    removeUnfinished(folder);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'the disk is full; free disk space and retry'
        : `${code}; check its path and permissions`;
    throw new UserError(`the backup cannot be written to '${folder}': ${why}; an earlier one stays as it was`);
  }
}

/**
 * Makes sure that a folder is for backups.
 * @throws UserError when it holds something, and no backup
 */
export function refuseOthers(folder: string): void {
  if (!existsSync(folder)) return;
  const there = entriesOf(folder).filter((name) => name !== 'lost+found' && !isOurs(name));
  const isBackup = [fileNames.manifest, `${fileNames.manifest}${NEW}`].some((name) => existsSync(join(folder, name)));
  if (there.length > 0 && !isBackup)
    throw new UserError(
      `'${folder}' holds other files ('${there[0]}'${there.length > 1 ? ` and ${there.length - 1} more` : ''}) and no backup; ` +
        'give a folder of its own',
    );
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOTDIR'
        ? `'${folder}' is a file; give a folder`
        : `'${folder}' cannot be read (${code}): check its path and permissions`,
    );
  }
}

/** What a run that was cut off may have left. */
function isOurs(name: string): boolean {
  return name.endsWith(NEW) || name.endsWith(PART) ? allNames.includes(name.replace(/\.(new|part)$/, '')) : false;
}

/** Puts new files in the place of the old ones if all of them are there, and removes them otherwise. */
function settle(folder: string): void {
  const path = join(folder, fileNames.manifest);
  if (!existsSync(`${path}${NEW}`)) return removeUnfinished(folder);
  const manifest = readManifest(readFileSync(`${path}${NEW}`, 'utf8'));
  if (typeof manifest === 'string') throw new UserError(`'${path}${NEW}': ${manifest}`);
  const names = [...Object.keys(manifest.files), manifest.secrets.file];
  for (const name of names.map((one) => join(folder, one))) {
    if (existsSync(`${name}${NEW}`)) renameSync(`${name}${NEW}`, name);
  }
  syncFolder(folder);
  for (const name of secretFiles) {
    if (!names.includes(name)) rmSync(join(folder, name), { force: true });
  }
  renameSync(`${path}${NEW}`, path);
  syncFolder(folder);
}

function removeUnfinished(folder: string): void {
  if (existsSync(join(folder, `${fileNames.manifest}${NEW}`))) return;
  for (const name of allNames) {
    for (const ending of [NEW, PART]) rmSync(join(folder, `${name}${ending}`), { force: true });
  }
}

function modeOf(name: string): number {
  return secretFiles.some((file) => file === name) ? 0o600 : 0o644;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`'${path}' cannot be read (${code}): check its permissions`);
  }
}
