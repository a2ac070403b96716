import { createHash } from 'node:crypto';
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { shellCommand } from '../../host/shell-word';
import { UserError } from '../program/user-error';
import { messageIn, type Diagnostic } from './diagnostic';

/** What Terraform calls a state that it could not save, in the folder in which it works. */
const UNSAVED = 'errored.tfstate';

/**
 * Where the state is that an apply could not save: because a disk was full, or what keeps the state did not answer.
 * @param directory - that of the stack
 * @returns the file, which holds secrets; undefined when there is none
 */
export function unsavedState(directory: string): string | undefined {
  return [join(directory, UNSAVED), elsewhere(directory)].find(isKept);
}

/**
 * Makes sure that the state of a stack is the last one, before something is planned by it.
 * @throws UserError when an apply could not save it
 */
export function requireSaved(directory: string): void {
  const file = unsavedState(directory);
  if (file === undefined) return;
  throw new UserError(
    `an earlier run could not save the state, and what it did is in '${file}' alone; put it back first: ${shellCommand('rabbitmq-cdk', 'heal', basename(directory))}`,
  );
}

/**
 * Keeps the state that Terraform prints where it can write it nowhere.
 * @param line - what it prints, of which most is no state
 */
export function keepPrintedState(directory: string, line: string): void {
  if (messageIn(line)['@message'] !== 'Emergency state dump') return;
  // As it is written: its numbers may be longer than those of JavaScript.
  const state = /"state":(\{.*\}),"type":"\w+"\}\s*$/s.exec(line)?.[1];
  if (state === undefined) return;
  try {
    writeFileSync(join(directory, UNSAVED), state, { mode: 0o600 });
  } catch {
    // What is written in part is none, and takes the place of one.
    rmSync(join(directory, UNSAVED), { force: true });
    rmSync(elsewhere(directory), { force: true });
    writeFileSync(elsewhere(directory), state, { mode: 0o600, flag: 'wx' });
  }
}

/** Keeps what a folder has that goes. */
export function keepUnsavedState(folder: string, directory: string): void {
  const file = join(folder, UNSAVED);
  if (isKept(file)) renameSync(file, join(directory, UNSAVED));
}

/** Whether an error is that the state could not be saved; Terraform tells of one case in up to four of them. */
export function isOfSaving({ summary }: Diagnostic): boolean {
  return /^Failed to (?:write state|save state|create local state file|persist state to backend)$/.test(summary);
}

/** Why the state could not be saved: `write terraform.tfstate: no space left on device`. */
export function reasonOfSaving({ detail }: Diagnostic): string {
  const wrapped =
    /^(?:Error saving state|Failed to write state|An error occurr?ed while writing the serialized state): /;
  let reason = detail.trim();
  while (wrapped.test(reason)) reason = reason.replace(wrapped, '');
  return reason.replace(/\.$/, '');
}

/** In the temporary directory, where everybody may write: what belongs to another user is none of ours. */
function isKept(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size > 0 && found.uid === (process.getuid?.() ?? found.uid);
}

function elsewhere(directory: string): string {
  const digest = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  return join(tmpdir(), `rabbitmq-cdk-${basename(directory)}-${digest}-${UNSAVED}`);
}
