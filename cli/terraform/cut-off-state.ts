import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shellCommand } from '../../host/shell-word';
import { UserError } from '../program/user-error';
import { stateFile } from './local-state';
import { requireSaved } from './unsaved-state';

/**
 * Makes sure that the file of a state is whole: Terraform writes it in place, so that a run that is killed, a machine that
 * loses power or a full disk can cut it off. What another run writes at this moment is waited for. A state that is kept elsewhere is its keeper's to tell.
 * @param directory - that of the stack
 * @throws UserError with the way back, when it is not
 */
export async function requireWhole(directory: string): Promise<void> {
  const file = stateFile(directory);
  if (file === undefined) return;
  while (isCutOff(file) && isBeingWritten(file)) await pause(100);
  if (!isCutOff(file)) return;
  requireSaved(directory);
  const backup = backupOf(file);
  const hasBackup = hasContent(backup) && !isCutOff(backup);
  const heal = shellCommand('rabbitmq-cdk', 'heal', basename(directory));
  const aside = shellCommand('mv', file, brokenName(file));
  throw new UserError(
    `the state in '${file}' was written in part only (${statSync(file).size} bytes, no whole JSON), because a run was killed or a disk was full; ` +
      'nothing was begun; put back a copy of it, ' +
      (hasBackup
        ? `or what it was before the last change, by: ${aside} && ${shellCommand('cp', backup, file)}; what was made since is then adopted or removed by: ${heal}`
        : `or begin without one, by: ${aside}; what exists is then adopted or removed by: ${heal}`),
  );
}

/** Whether another run may still be writing it. */
function isBeingWritten(file: string): boolean {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Math.abs(Date.now() - mtimeMs) < WRITING;
}

/** So long after its last byte a state is no longer being written, in milliseconds. */
const WRITING = 5_000;

/** Moves the file of a state out of the way that was written in part only: what is put back takes its place. */
export function setAsideCutOff(directory: string): void {
  const file = stateFile(directory);
  if (file !== undefined && isCutOff(file)) renameSync(file, brokenName(file));
}

/** An empty file is what a lock leaves of a state that there never was; not so where there is the one before it. */
function isCutOff(file: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  if (text === '') return hasContent(backupOf(file));
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function hasContent(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function backupOf(file: string): string {
  return `${file}.backup`;
}

function brokenName(file: string): string {
  return `${file}.broken`;
}
