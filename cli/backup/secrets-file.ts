import { secretsDigest, type SecretsEntry } from '../../model/backup/manifest';
import { encrypt, programFor, secretFileOf } from './encryption';
import type { StoredBackup } from './folder';

/** The file of the secrets and what the manifest says of it. */
export interface SecretsFile {
  readonly entry: SecretsEntry;
  readonly content: string;
}

/**
 * Encrypts secrets for those who may read them. What is encrypted comes out otherwise each time, so that of an earlier backup
 * stays where it says the same to the same.
 * @param definitions - the content of `definitions.json`
 * @throws UserError when they cannot be encrypted
 */
export async function secretsFile(
  secrets: { readonly text: string; readonly count: number },
  definitions: string,
  recipients: readonly string[],
  earlier: StoredBackup | undefined,
): Promise<SecretsFile> {
  const { text, count } = secrets;
  const program = programFor(recipients);
  const encryptedTo = [...new Set(recipients)].sort();
  const entry = { file: secretFileOf(program), count, encryptedTo, scrypt: secretsDigest(text, definitions) };
  if (program === undefined) return { entry, content: text };
  const before = earlier?.manifest.secrets;
  const kept = earlier?.files.get(entry.file);
  const isSame = before?.scrypt === entry.scrypt && JSON.stringify(before.encryptedTo) === JSON.stringify(encryptedTo);
  return { entry, content: isSame && kept !== undefined ? kept : await encrypt(program, encryptedTo, text) };
}
