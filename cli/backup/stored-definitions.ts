import { fileNames, secretsDigest, type SecretFile } from '../../model/backup/manifest';
import { withSecrets } from '../../model/backup/secrets';
import { stableDefinitions, type StableDefinitions } from '../../model/backup/stable-definitions';
import { readExactJson } from '../../model/json/exact-json';
import { UserError } from '../program/user-error';
import { decrypt } from './encryption';
import { readBackup } from './folder';

/**
 * Reads what a backup holds, with its secrets.
 * @param identity - the file of age's private key, where the secrets are encrypted by age
 * @throws UserError when there is no backup, it is not as it was written, or its secrets cannot be decrypted
 */
export async function storedDefinitions(folder: string, identity: string | undefined): Promise<StableDefinitions> {
  const stored = readBackup(folder);
  if (stored === undefined)
    throw new UserError(`'${folder}' holds no backup; give a folder that 'rabbitmq-cdk backup' has written`);
  const { manifest, files } = stored;
  const { file, scrypt } = manifest.secrets;
  const definitions = files.get(fileNames.definitions) ?? '';
  const secrets = await decrypt(file as SecretFile, files.get(file) ?? '', identity);
  if (secretsDigest(secrets, definitions) !== scrypt)
    throw new UserError(`'${folder}': ${file} is not what was backed up; take another backup`);
  try {
    return withSecrets(stableDefinitions(readExactJson(definitions), manifest.serverVersion), readExactJson(secrets));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    throw new UserError(`'${folder}' is no backup that can be restored: ${error.message}`);
  }
}
