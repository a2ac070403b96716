import { creates, deletes, keeps, replaces, foundIn, updates, type Smallest } from './smallest';

/** The smallest plans for what is told of users and their permissions. */
export const smallestOfAccess: readonly Smallest[] = [
  ['online user/created', () => foundIn(creates('rabbitmq_user', user))],
  ['availability user/deleted', () => foundIn(deletes('rabbitmq_user', user))],
  ['availability user/replaced', () => foundIn(replaces('rabbitmq_user', user))],
  ['access user/tags-widened', () => foundIn(updates('rabbitmq_user', user, { ...user, tags: ['monitoring'] }))],
  ['access user/tags-narrowed', () => foundIn(updates('rabbitmq_user', { ...user, tags: ['monitoring'] }, user))],
  ['access user/password-rotated', () => foundIn(updates('rabbitmq_user', user, { ...user, password: 'two' }))],

  ['access permissions/widened', () => foundIn(queue, permits('', '^q$'))],
  ['access permissions/narrowed', () => foundIn(queue, permits('^q$', ''))],
  ['access permissions/changed', () => foundIn(queue, other, permits('^q$', '^other$'))],
  ['online permissions/same', () => foundIn(queue, permits('^q$', '^(q)$'))],
  ['access permissions/topic-changed', () => foundIn(updates('rabbitmq_topic_permissions', keys('a'), keys('b')))],
  [
    'access permissions/topic-vanishes',
    () => foundIn(replaces('rabbitmq_exchange', exchange), keeps('rabbitmq_topic_permissions', keys('a'))),
  ],
];

const user = { name: 'app', password: 'one', tags: [] };

const queue = keeps('rabbitmq_queue', { name: 'q', vhost: 'shop', settings: [{ durable: true }] });

const other = keeps('rabbitmq_queue', { name: 'other', vhost: 'shop', settings: [{ durable: true }] }, 'other');

const exchange = { name: 'events', vhost: 'shop', settings: [{ type: 'topic', durable: true }] };

/** Permissions to read by one pattern, and then by another. */
function permits(...patterns: readonly [before: string, after: string]) {
  const [before, after] = patterns.map((read) => ({
    ...{ user: 'app', vhost: 'shop' },
    permissions: [{ configure: '', write: '', read }],
  })) as [object, object];
  return updates('rabbitmq_permissions', before, after);
}

function keys(write: string) {
  return { user: 'app', vhost: 'shop', permissions: [{ exchange: 'events', write, read: '' }] };
}
