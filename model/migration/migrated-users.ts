import type { Definitions } from '../definitions/definitions';
import { field, text, type Fields } from '../definitions/entry';
import { defaultAlgorithm } from '../validity/users';
import type { MigrationChange } from './migration';

/** Users, whose hashes say how they were made: a file of another version would be read otherwise. */
export function migrateUsers({ entries, exportedBy }: Definitions): {
  readonly entries: readonly Fields[];
  readonly changes: readonly MigrationChange[];
} {
  const changes: MigrationChange[] = [];
  const users = entries.users.map(({ fields }): Fields => {
    const hash = text(fields, 'password_hash') ?? '';
    if (hash === '' || field(fields, 'hashing_algorithm') !== undefined) return fields;
    const algorithm = defaultAlgorithm(exportedBy);
    changes.push({
      object: { type: 'user', vhost: null, name: text(fields, 'name') ?? '' },
      change: `has 'hashing_algorithm' "${algorithm}"`,
      reason: 'the file says no algorithm, and a server takes it by the version in the file; the hash stays',
      applications: [],
    });
    return { ...fields, hashing_algorithm: algorithm };
  });
  return { entries: users, changes };
}
