import { permissionSubject } from '../../model/validity/permissions';
import type { Rule } from '../rule';

/** A permission names what it is for. */
export const permissionIsNarrow: Rule = {
  id: 'access/permission-is-narrow',
  demand: "A permission is not '.*', except for administrators.",
  because: "With '.*' an application that is broken or broken into can read, publish to and delete everything.",
  widespread: true,
  *check({ topology }) {
    const administrators = new Set(
      topology.users.filter(({ tags }) => tags.includes('administrator')).map(({ name }) => name),
    );
    for (const permission of topology.permissions) {
      if (administrators.has(permission.user)) continue;
      const wide = (['configure', 'write', 'read'] as const).filter((right) => isEverything(permission[right]));
      if (wide.length === 0) continue;
      yield {
        subject: permissionSubject({ ...permission }, permission.declaredAt ?? '', 'permission'),
        message: `${wide.map((right) => `'${right}'`).join(', ')} permit everything`,
        remedy: 'name what the user needs, anchored by ^ and $',
      };
    }
  },
};

function isEverything(pattern: string): boolean {
  return ['.*', '^.*$', '^.*', '.*$', '.+', '^', '$', '(.*)'].includes(pattern);
}
