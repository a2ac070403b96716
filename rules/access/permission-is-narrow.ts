import { readPattern } from '../../model/pattern/pattern';
import type { ServerVersion } from '../../model/server/server-version';
import { permissionSubject } from '../../model/validity/permissions';
import type { Rule } from '../rule';

/** A permission names what it is for. */
export const permissionIsNarrow: Rule = {
  id: 'access/permission-is-narrow',
  demand:
    "A permission is not '.*', nor anything else that permits every name, except by `grants.administer`, or in a file for administrators.",
  because: "With '.*' an application that is broken or broken into can read, publish to and delete everything.",
  widespread: true,
  *check({ topology, version }) {
    const administrators = new Set(
      topology.users.filter(({ tags }) => tags.includes('administrator')).map(({ name }) => name),
    );
    for (const permission of topology.permissions) {
      // A definitions file knows no grants: there the tag says what is meant.
      if (permission.administers ?? administrators.has(permission.user)) continue;
      const wide = (['configure', 'write', 'read'] as const).filter((right) =>
        isEverything(permission[right], version),
      );
      if (wide.length === 0) continue;
      yield {
        subject: permissionSubject({ ...permission }, permission.declaredAt ?? '', 'permission'),
        message: `${wide.map((right) => `'${right}'`).join(', ')} match every name`,
        remedy: 'grant only what the user needs, or use `grants.administer` of the virtual host',
      };
    }
  },
};

/** Names that have nothing in common: what permits them all, permits everything. */
const names = ['0', 'q', 'Z', '/', '-_.', 'amq.topic', 'a b', 'é', '!"#%&()*+,:;<=>?@[]^{|}~', 'long'.repeat(14)];

function isEverything(pattern: string, version: ServerVersion): boolean {
  // The broker takes the empty pattern as one that matches nothing.
  return pattern !== '' && names.every((name) => readPattern(pattern, version).matches(name) === true);
}
