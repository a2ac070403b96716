import { blockOf, blocksOf, stringOf, type Attributes } from './attributes';
import { computed, DEFAULT_VHOST, first, type ResourceKind } from './resource-kind';

/** `rabbitmq_permissions`: what a user may do in a virtual host. */
export const permissionsResource: ResourceKind<'permissions'> = {
  type: 'rabbitmq_permissions',
  block: 'permissions',
  identity: ['user', 'vhost'],
  unused: computed,
  lacks: {},
  render: ({ permissions }) => {
    const { user, vhost, configure, write, read } = first(permissions);
    return { user, vhost, permissions: { configure, write, read } };
  },
  read: (attributes) => {
    const { configure, write, read } = blockOf(attributes, 'permissions');
    const patterns = { configure: stringOf(configure), write: stringOf(write), read: stringOf(read) };
    return { permissions: [{ ...userIn(attributes), ...patterns }] };
  },
  importId: ofUser,
};

/** `rabbitmq_topic_permissions`: the routing keys that a user may use, of all exchanges of a virtual host. */
export const topicPermissionsResource: ResourceKind<'topicPermissions'> = {
  type: 'rabbitmq_topic_permissions',
  block: 'permissions',
  identity: ['user', 'vhost'],
  unused: computed,
  lacks: {},
  render: ({ topicPermissions }) => {
    const { user, vhost } = first(topicPermissions);
    const permissions = topicPermissions.map(({ exchange, write, read }) => ({ exchange, write, read }));
    return { user, vhost, permissions };
  },
  read: (attributes) => ({
    topicPermissions: blocksOf(attributes, 'permissions').map(({ exchange, write, read }) => ({
      ...userIn(attributes),
      exchange: stringOf(exchange),
      write: stringOf(write),
      read: stringOf(read),
    })),
  }),
  importId: ofUser,
};

/** Who may do something, and where. */
export function userIn({ user, vhost }: Attributes): { readonly user: string; readonly vhost: string } {
  return { user: stringOf(user), vhost: stringOf(vhost ?? DEFAULT_VHOST) };
}

function ofUser(attributes: Attributes): string {
  const { user, vhost } = userIn(attributes);
  return `${user}@${vhost}`;
}
