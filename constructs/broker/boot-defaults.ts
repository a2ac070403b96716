import type { Password } from '../access/password';
import { passwordHash } from '../access/password-hash';
import { declare } from '../declared/declaration';
import { omitUndefined } from '../terraform/provider-arguments';
import type { BrokerRef } from '../references';

/** Declares what a node makes by itself at its first boot, unless it imports definitions: the administrator and `/`. */
export function declareBootDefaults(broker: BrokerRef, user: string, password: Password): void {
  const hash = passwordHash(broker, password);
  declare(broker, broker, (reveal) => ({
    users: [{ name: user, tags: ['administrator'], ...omitUndefined({ password_hash: reveal(hash, undefined) }) }],
    vhosts: [{ name: '/' }],
    permissions: [{ user, vhost: '/', configure: '.*', write: '.*', read: '.*', administers: true }],
  }));
}
