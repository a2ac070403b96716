/** How many bytes a stored hash of each of the server's own algorithms has, its four bytes of salt included. */
export const hashBytes: ReadonlyMap<string, number> = new Map([
  ['rabbit_password_hashing_sha256', 36],
  ['rabbit_password_hashing_sha512', 68],
  ['rabbit_password_hashing_md5', 20],
]);

/** The algorithm that stores hashes of a length, where it is one of the server's own. */
export function algorithmOfBytes(bytes: number): string | undefined {
  return [...hashBytes].find(([, length]) => length === bytes)?.[0];
}
