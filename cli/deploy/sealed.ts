import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { UserError } from '../program/user-error';

/** The variable with the key of kept plans. */
export const KEY_VARIABLE = 'RABBITMQ_PLAN_KEY';

/** Shorter ones can be guessed. */
const MIN_KEY_LENGTH = 32;

/**
 * Encrypts a plan, which holds passwords, by AES-256-GCM, so that it may leave the machine.
 * @param key - at least 32 characters, from which the key is derived
 */
export function seal(plain: Buffer, key: string): Buffer {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', derived(key, salt), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]);
}

/**
 * Decrypts what `seal` has made.
 * @throws UserError when the key is another, or somebody has changed it
 */
export function unseal(sealed: Buffer, key: string): Buffer {
  try {
    const [salt, nonce, tag] = [sealed.subarray(0, 16), sealed.subarray(16, 28), sealed.subarray(28, 44)];
    const decipher = createDecipheriv('aes-256-gcm', derived(key, salt), nonce).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(44)), decipher.final()]);
  } catch {
    throw new UserError(
      `the plan cannot be decrypted: ${KEY_VARIABLE} is another key than it was kept with, or it was changed`,
    );
  }
}

/**
 * The key of kept plans.
 * @throws UserError when there is none, or one that can be guessed
 */
export function planKey(env: Readonly<Record<string, string | undefined>>): string {
  const key = env[KEY_VARIABLE] ?? '';
  if (key.length >= MIN_KEY_LENGTH) return key;
  throw new UserError(
    `a plan holds passwords, and is kept encrypted: set ${KEY_VARIABLE} to at least ${MIN_KEY_LENGTH} characters, ` +
      `for example by 'openssl rand -hex 32'${key === '' ? '' : `, got ${key.length}`}`,
  );
}

function derived(key: string, salt: Buffer): Buffer {
  return scryptSync(key, salt, 32);
}
