import { stringOf } from './attributes';
import { computed, first, type ResourceKind } from './resource-kind';

/** `rabbitmq_user`: a user with a password and tags. */
export const userResource: ResourceKind<'users', 'limits' | 'password_hash' | 'hashing_algorithm'> = {
  type: 'rabbitmq_user',
  identity: ['name'],
  secret: 'password',
  unused: { ...computed, password: 'a secret, which is never part of a topology' },
  lacks: {
    limits: 'has no resource for it',
    password_hash: 'takes the password itself',
    hashing_algorithm: 'sends the password, which the broker hashes in its own way',
  },
  render: ({ users }) => {
    const { name, tags } = first(users);
    return { name, tags: [...tags] };
  },
  read: ({ name, tags }) => ({
    users: [{ name: stringOf(name), tags: Array.isArray(tags) ? tags.map(stringOf) : [] }],
  }),
  importId: ({ name }) => stringOf(name),
};
