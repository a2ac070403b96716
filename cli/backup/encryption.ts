import { CommandError, run } from '../../host/command';
import type { SecretFile } from '../../model/backup/manifest';
import { UserError } from '../program/user-error';

/** A program that encrypts to the keys of others. */
export type EncryptionProgram = 'age' | 'gpg';

/** A key pair's passphrase may be asked for; what needs nobody takes no time. */
const MILLISECONDS = 60_000;

/**
 * Which program knows all the recipients: age those that begin with `age1` or `ssh-`, GnuPG fingerprints, key ids and addresses.
 * @throws UserError when it is not one for all
 */
export function programFor(recipients: readonly string[]): EncryptionProgram | undefined {
  const [program, ...others] = [
    ...new Set(recipients.map((one): EncryptionProgram => (/^(age1|ssh-)/.test(one) ? 'age' : 'gpg'))),
  ];
  if (others.length > 0)
    throw new UserError('recipients of age and of gpg cannot open the same file; give those of one of them');
  return program;
}

/** The file that holds what a program encrypted. */
export function secretFileOf(program: EncryptionProgram | undefined): SecretFile {
  return program === undefined ? 'secrets.json' : `secrets.json.${program}`;
}

/**
 * Encrypts a text by a program of the user's; it goes through pipes and touches no disk.
 * @returns the text in armor
 * @throws UserError when the program is missing, or does not take a recipient
 */
export function encrypt(program: EncryptionProgram, recipients: readonly string[], text: string): Promise<string> {
  const to = recipients.flatMap((recipient) => [program === 'age' ? '-r' : '--recipient', recipient]);
  // A fingerprint says whose key it is; for a name or an address that is for GnuPG's trust to tell.
  const areFingerprints = recipients.every((one) => /^[0-9A-F]{40}$/i.test(one));
  const trust = areFingerprints ? ['--trust-model', 'always'] : [];
  const args = program === 'age' ? ['--armor', ...to] : ['--batch', '--armor', ...trust, ...to, '--encrypt'];
  return piped(program, args, text, 'encrypted', 'check the recipients');
}

/**
 * Decrypts a file by the program that wrote it.
 * @param identity - the file of age's private key; GnuPG has its own
 * @throws UserError when the program or the key is missing
 */
export async function decrypt(file: SecretFile, content: string, identity: string | undefined): Promise<string> {
  if (file === 'secrets.json') return content;
  if (file === 'secrets.json.gpg')
    return piped('gpg', ['--quiet', '--decrypt'], content, 'decrypted', 'have the private key in your GnuPG keyring');
  if (identity === undefined)
    throw new UserError("the secrets are encrypted by age; give the file of the private key by '--identity'");
  return piped('age', ['--decrypt', '-i', identity], content, 'decrypted', "check the file of '--identity'");
}

async function piped(
  program: EncryptionProgram,
  args: readonly string[],
  input: string,
  done: string,
  remedy: string,
): Promise<string> {
  try {
    return `${await run(program, args, { input, timeout: MILLISECONDS })}\n`;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(`the secrets cannot be ${done}: ${error.message}; ${remedy}`);
  }
}
