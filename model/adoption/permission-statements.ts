import type { TopicPermissionDefinition } from '../topology/topology';
import { objectOf, raw } from './expression';
import { idOf } from './identifiers';
import type { VhostWriter } from './vhost-writer';
import { patternOf } from './optional';

/** Writes what users may do. */
export function writePermissions(writer: VhostWriter): void {
  const { permissions, topicPermissions } = writer.content.topology;
  if (permissions.length > 0) writer.file.gap();
  for (const permission of permissions) {
    writer.notes(permission.declaredAt);
    const id = writer.ids.give([`${idOf(permission.user, 'user')}-permissions`], '-');
    writer.make('', 'Permissions', id, {
      user: raw(`users.${writer.names.users.get(permission.user) ?? ''}`),
      vhost: raw('vhost'),
      configure: patternOf(permission.configure),
      write: patternOf(permission.write),
      read: patternOf(permission.read),
    });
  }
  const byUser = new Map<string, TopicPermissionDefinition[]>();
  for (const permission of topicPermissions) {
    byUser.set(permission.user, [...(byUser.get(permission.user) ?? []), permission]);
  }
  for (const [user, rows] of byUser) {
    const id = writer.ids.give([`${idOf(user, 'user')}-topic-permissions`], '-');
    writer.make('', 'TopicPermissions', id, {
      user: raw(`users.${writer.names.users.get(user) ?? ''}`),
      vhost: raw('vhost'),
      exchanges: {
        kind: 'list',
        items: rows.map(({ exchange, write, read }) =>
          objectOf({
            exchange: raw(writer.exchanges.get(exchange)?.name ?? ''),
            write: patternOf(write),
            read: patternOf(read),
          }),
        ),
      },
    });
  }
}
