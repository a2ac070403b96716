import { contentOf } from './content';
import { isFault, readDefinitions, type Definitions } from '../../model/definitions/definitions';
import { UserError } from '../program/user-error';

/**
 * Reads a definitions file; elements that can't be understood are told on stderr and left out.
 * @param vhost - the virtual host that a file of a single one is about; undefined for `/`
 * @throws UserError when there is no such file, or it is no definitions file
 */
export async function definitionsFile(file: string, vhost: string | undefined): Promise<Definitions> {
  const read = readDefinitions(await contentOf(file), file, vhost);
  if (isFault(read)) throw new UserError(`${read.at}: ${read.message}`);
  for (const { at, message } of read.faults) process.stderr.write(`${at}: ${message}; left out\n`);
  return read;
}
