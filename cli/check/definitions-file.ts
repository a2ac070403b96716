import { contentOf } from './content';
import { isFault, readDefinitions, type Definitions } from '../../model/definitions/definitions';
import { printable } from '../../model/printable';
import { UserError } from '../program/user-error';

/**
 * Reads a definitions file; elements that can't be understood are told on stderr and left out.
 * @param vhost - the virtual host that a file of a single one is about; undefined for `/`
 * @throws UserError when there is no such file, or it is no definitions file
 */
export async function definitionsFile(file: string, vhost: string | undefined): Promise<Definitions> {
  const read = definitionsIn(await contentOf(file), file, vhost);
  for (const { at, message } of read.faults) process.stderr.write(`${at}: ${message}; left out\n`);
  return read;
}

/**
 * Reads definitions, with what of their elements can't be understood.
 * @param file - what to call the file
 * @param vhost - the virtual host that a file of a single one is about; undefined for `/`
 * @throws UserError when it is no definitions file
 */
export function definitionsIn(content: string, file: string, vhost?: string): Definitions {
  const read = readDefinitions(content, file, vhost);
  if (isFault(read)) throw new UserError(`${read.at}: ${read.message}`);
  return read;
}

/**
 * Reads definitions as a server imports them: the elements that it passes over are told on stderr and left out.
 * @param file - what to call the file
 * @param vhost - the virtual host that a file of a single one is about; undefined for `/`
 * @throws UserError when it is no definitions file, or has elements for which a server refuses all of it
 */
export function importedDefinitions(content: string, file: string, vhost?: string): Definitions {
  const read = definitionsIn(content, file, vhost);
  const refused = read.faults.filter(({ passedOver }) => passedOver !== true);
  if (refused.length > 0)
    throw new UserError(
      refused.map(({ at, message }) => `${at}: ${message}; a server refuses the whole file`).join('\n'),
    );
  for (const { at, message } of read.faults)
    process.stderr.write(`${printable(at)}: ${message}; left out, as by an import\n`);
  return read;
}
