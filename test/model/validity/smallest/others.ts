import type { Finding } from '../../../../model/finding';
import { queue, foundInFile, findingsOfText } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest definitions files for what is said of files, virtual hosts, users and permissions. */
export const smallestOfOthers: readonly Smallest[] = [
  ['refused file/byte-order-mark', () => findingsOfText('\uFEFF{}')],
  ['hazard file/empty', () => findingsOfText('{}')],
  ['hazard file/key-twice', () => findingsOfText('{ "vhosts": [], "vhosts": [] }')],
  ['refused file/malformed', () => findingsOfText('{ "vhosts": {} }')],
  ['hazard file/single-vhost', () => findingsOfText('{ "queues": [{ "name": "q" }] }')],
  ['refused file/vhost-missing', () => foundInFile({ queues: [{ name: 'q' }] })],

  ['refused vhost/name', () => ofVhost({ name: 5 })],
  ['breaks vhost/name-empty', () => ofVhost({ name: '' })],
  ['refused vhost/missing', () => foundInFile({ queues: [{ ...queue({}), vhost: 'other' }] })],
  ['refused vhost/metadata', () => ofVhost({ metadata: 5 })],
  ['refused vhost/default-queue-type', () => ofVhost({ metadata: { default_queue_type: 'Quorum' } })],
  ['hazard vhost/default-queue-type-ignored', () => ofVhost({ default_queue_type: 'quorum' })],
  ['refused vhost/tags', () => ofVhost({ tags: 5 })],
  ['refused vhost/tracing', () => ofVhost({ tracing: 'no' })],
  ['hazard vhost/limits-ignored', () => ofVhost({ limits: { 'max-queues': 5 } })],
  ['hazard vhost/declared-twice', () => foundInFile({ vhosts: [{ name: 'v' }, { name: 'v' }] })],

  ['refused user/name', () => ofUser({ name: 5 })],
  ['refused user/tags', () => ofUser({ tags: 5 })],
  ['hazard user/unknown-tag', () => ofUser({ tags: ['admin'] })],
  ['refused user/limits', () => ofUser({ limits: { 'max-queues': 5 } })],
  ['refused user/password', () => ofUser({ password: 5 })],
  ['refused user/password-and-hash', () => ofUser({ password: 'p', password_hash: '' })],
  ['refused user/password-hash', () => ofUser({ password_hash: '!' })],
  ['hazard user/password-hash-length', () => ofUser({ password_hash: 'AAAA' })],
  ['hazard user/hashing-algorithm', () => ofUser({ password_hash: 'AAAA', hashing_algorithm: 'sha256' })],
  ['refused user/declared-twice', () => foundInFile({ users: [user, user] })],

  ['refused permission/user', () => ofPermission({ user: undefined })],
  ['refused permission/user-missing', () => ofPermission({ user: 'other' })],
  ['refused permission/pattern', () => ofPermission({ read: '(' })],
  ['breaks permission/not-exportable', () => ofTopicPermission({ read: [200] })],
  ['hazard permission/pattern-not-followed', () => ofPermission({ read: '(q)\\1' })],
  ['hazard permission/unanchored', () => ofPermission({ read: 'q' })],
  ['hazard permission/matches-nothing', () => ofPermission({ read: '^other$' })],
  ['hazard permission/write-without-exchange', () => ofPermission({ write: '^q$' })],
  ['hazard topic-permission/exchange', () => ofTopicPermission({})],
  ['hazard topic-permission/exchange-missing', () => ofTopicPermission({ exchange: 'other' })],
];

const user = { name: 'u', tags: [] };

function ofVhost(fields: object): readonly Finding[] {
  return foundInFile({ vhosts: [{ name: 'v', ...fields }] });
}

function ofUser(fields: object): readonly Finding[] {
  return foundInFile({ users: [{ ...user, ...fields }] });
}

/** Of permissions where there is a queue. */
function ofPermission(fields: object): readonly Finding[] {
  const permission = { user: 'u', vhost: '/', configure: '', write: '', read: '', ...fields };
  return foundInFile({ queues: [queue({})], permissions: [permission] });
}

function ofTopicPermission(fields: object): readonly Finding[] {
  return foundInFile({ topic_permissions: [{ user: 'u', vhost: '/', write: '', read: '', ...fields }] });
}
