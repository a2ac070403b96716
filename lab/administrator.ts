import { randomBytes } from 'node:crypto';

/** A fresh user name and password. */
export function newAdministrator(): { readonly username: string; readonly password: string } {
  return { username: `lab-${randomBytes(4).toString('hex')}`, password: randomBytes(18).toString('base64url') };
}
