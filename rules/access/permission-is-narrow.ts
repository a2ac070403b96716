import { permissionSubject } from '../../model/validity/permissions';
import type { Rule } from '../rule';

/** A permission names what it is for. */
export const permissionIsNarrow: Rule = {
  id: 'access/permission-is-narrow',
  demand: "A permission is not '.*', except by `grants.administer`, or in a file for administrators.",
  because: "With '.*' an application that is broken or broken into can read, publish to and delete everything.",
  widespread: true,
  *check({ topology }) {
    const administrators = new Set(
      topology.users.filter(({ tags }) => tags.includes('administrator')).map(({ name }) => name),
    );
    for (const permission of topology.permissions) {
      // A definitions file knows no grants: there the tag says what is meant.
      if (permission.administers ?? administrators.has(permission.user)) continue;
      const wide = (['configure', 'write', 'read'] as const).filter((right) => isEverything(permission[right]));
      if (wide.length === 0) continue;
      yield {
        subject: permissionSubject({ ...permission }, permission.declaredAt ?? '', 'permission'),
        message: `${wide.map((right) => `'${right}'`).join(', ')} permit everything`,
        remedy: 'grant what the user needs, or everything by `grants.administer` of the virtual host',
      };
    }
  },
};

function isEverything(pattern: string): boolean {
  return ['.*', '^.*$', '^.*', '.*$', '.+', '^', '$', '(.*)', '^(.*)$'].includes(pattern);
}
