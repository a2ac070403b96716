import { statSync } from 'node:fs';
import { toDefinitions, type StableDefinitions } from '../../model/backup/stable-definitions';
import type { Definitions } from '../../model/definitions/definitions';
import { writeExactJson } from '../../model/json/exact-json';
import { storedDefinitions } from '../backup/stored-definitions';
import { contentOf } from '../check/content';
import { definitionsIn } from '../check/definitions-file';

/**
 * Reads what is migrated: a definitions file, or the folder of a backup with its secrets.
 * @param identity - the file of age's private key, where the secrets of a backup are encrypted by age
 * @throws UserError when it cannot be read
 */
export async function migrationSource(target: string, identity: string | undefined): Promise<Definitions> {
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder
    ? definitionsOfBackup(await storedDefinitions(target, identity), target)
    : definitionsIn(await contentOf(target), target);
}

/** The definitions of a backup, as a server would import them. */
export function definitionsOfBackup(backup: StableDefinitions, name: string): Definitions {
  return definitionsIn(writeExactJson(toDefinitions(backup)), name);
}
