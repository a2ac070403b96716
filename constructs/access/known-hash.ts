import { Token } from 'cdktf';
import { algorithmOfBytes } from '../../model/server/password-hashes';

/** How a hash was made, by its length; an expression stands for one of SHA-256. */
export function algorithmOf(hash: string): string | undefined {
  return Token.isUnresolved(hash) ? SHA256 : algorithmOfBytes(Buffer.from(hash, 'base64').length);
}

const SHA256 = 'rabbit_password_hashing_sha256';

/** What is wrong with the hash of a password, which no message shows. MD5 is nothing to begin with. */
export function hashFault(prop: string, hash: string | undefined): string | undefined {
  if (hash === undefined || Token.isUnresolved(hash)) return undefined;
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(hash) && hash.length % 4 === 0;
  if (isBase64 && [SHA256, 'rabbit_password_hashing_sha512'].includes(algorithmOf(hash) ?? '')) return undefined;
  return `'${prop}' must be a salted hash of SHA-256 (36 bytes) or SHA-512 (68 bytes) in base64; generate it with 'rabbitmqctl hash_password'`;
}
