import { stringOf } from './attributes';
import { computed, first, type ResourceKind } from './resource-kind';

/** `rabbitmq_user`: a user with a password and tags. */
export const userResource: ResourceKind<'users'> = {
  type: 'rabbitmq_user',
  identity: ['name'],
  secret: 'password',
  unused: { ...computed, password: 'a secret, which is never part of a topology' },
  lacks: {
    limits: 'the provider has no resource of them',
    password_hash: 'the provider takes the password itself',
    hashing_algorithm: "the broker's own hashes what the provider sends",
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
