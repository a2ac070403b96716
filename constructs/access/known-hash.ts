import { Token } from 'cdktf';

/** The algorithms of the server's own, by the bytes of their hashes: four of them are the salt. MD5 is none to begin with. */
const algorithms: ReadonlyMap<number, string> = new Map([
  [36, 'rabbit_password_hashing_sha256'],
  [68, 'rabbit_password_hashing_sha512'],
]);

/** How a hash was made, by its length; an expression stands for one of SHA-256. */
export function algorithmOf(hash: string): string | undefined {
  return Token.isUnresolved(hash) ? algorithms.get(36) : algorithms.get(Buffer.from(hash, 'base64').length);
}

/** What is wrong with the hash of a password, which no message shows. */
export function hashFault(prop: string, hash: string | undefined): string | undefined {
  if (hash === undefined || Token.isUnresolved(hash)) return undefined;
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(hash) && hash.length % 4 === 0;
  if (isBase64 && algorithmOf(hash) !== undefined) return undefined;
  return `'${prop}' must be a salted hash of SHA-256 (36 bytes) or SHA-512 (68 bytes) in base64; generate it with 'rabbitmqctl hash_password'`;
}
