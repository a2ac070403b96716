import { existsSync, statfsSync } from 'node:fs';
import { UserError } from '../program/user-error';

/** A plan and a state take a few MiB where they are large; what is written in part is of no use. */
const LEAST_MEBIBYTES = 16;

/**
 * Makes sure that a plan or a state can be written, before anything is begun that must be.
 * @param folder - where it is written; one that is not there is Terraform's to tell
 * @param remedy - beside freeing space there, as a clause
 * @throws UserError when the disk is full, or nearly
 */
export function requireSpace(folder: string, remedy: string): void {
  if (!existsSync(folder)) return;
  const { bavail, bsize } = statfsSync(folder);
  const mebibytes = (bavail * bsize) / 1_048_576;
  if (mebibytes < LEAST_MEBIBYTES)
    throw new UserError(
      `the disk of '${folder}' is full: ${mebibytes.toFixed(1)} MiB are free, and at least ${LEAST_MEBIBYTES} MiB must be; nothing was begun; free space there${remedy}`,
    );
}
