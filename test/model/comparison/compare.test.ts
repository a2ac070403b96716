import { compare } from '../../../model/comparison/compare';
import { readIgnore } from '../../../model/comparison/ignore';
import { WITHHELD_URI } from '../../../model/definitions/withheld';
import { emptyTopology, type Topology } from '../../../model/topology/topology';

const version = { major: 4, minor: 3, patch: 6 };
const plain = { vhost: '/', durable: true, auto_delete: false };
const queue = { ...plain, name: 'orders', arguments: {} };
const exchange = { ...plain, name: 'events', type: 'topic', internal: false, arguments: {} };
const policy = {
  ...{ name: 'limit', vhost: '/', pattern: '^o', 'apply-to': 'queues' as const, priority: 0 },
  definition: { 'max-length': 5 },
};
const upstream = { component: 'federation-upstream', vhost: '/', name: 'up', value: { uri: WITHHELD_URI } };
const sent = {
  ...{ 'prefetch-count': 1000, 'reconnect-delay': 5, 'ack-mode': 'on-confirm', 'trust-user-id': false, 'max-hops': 1 },
  uri: ['amqp://user:secret@host'],
};

describe('what says the same is no difference', () => {
  test.each<[string, Partial<Topology>, Partial<Topology>]>([
    [
      'the type that the server adds',
      { queues: [queue] },
      { queues: [{ ...queue, arguments: { 'x-queue-type': 'classic' } }] },
    ],
    [
      'an empty description and none',
      { vhosts: [{ name: 'a' }] },
      { vhosts: [{ name: 'a', description: '', tags: [] }] },
    ],
    ['the exchanges of every server', { exchanges: [{ ...exchange, name: 'amq.topic' }] }, {}],
    ['the virtual host of every server, when nothing is in it', { vhosts: [{ name: '/' }] }, {}],
    ['limits of nothing', { parameters: [{ component: 'vhost-limits', vhost: '/', name: 'limits', value: [] }] }, {}],
    [
      'what the provider adds, and a URI that nobody knows',
      { parameters: [upstream] },
      { parameters: [{ ...upstream, value: sent }] },
    ],
    [
      'what is only referred to',
      { queues: [{ ...queue, durable: false }] },
      { queues: [{ ...queue, imported: true }] },
    ],
    ['what applications make for themselves', { queues: [{ ...queue, name: 'amq.gen-1' }] }, {}],
    ['parameters that the server sets', { globalParameters: [{ name: 'internal_cluster_id', value: 'x' }] }, {}],
  ])('%s', (_, one, other) => {
    expect(differences(one, other)).toEqual([]);
    expect(differences(other, one)).toEqual([]);
  });
});

test.each<[string, Partial<Topology>, Partial<Topology>, unknown]>([
  ['only one has it', { queues: [queue] }, {}, ['only-in-one queue orders', []]],
  ['only the other has it', {}, { exchanges: [exchange] }, ['only-in-other exchange events', []]],
  [
    'it is set otherwise',
    { policies: [policy] },
    { policies: [{ ...policy, priority: 1, definition: { 'max-length': 6, overflow: 'drop-head' } }] },
    [
      'changed policy limit',
      [
        { key: 'priority', one: 0, other: 1 },
        { key: 'definition.max-length', one: 5, other: 6 },
        { key: 'definition.overflow', other: 'drop-head' },
      ],
    ],
  ],
  [
    'it is of another type',
    { queues: [queue] },
    { queues: [{ ...queue, arguments: { 'x-queue-type': 'quorum' } }] },
    ['changed queue orders', [{ key: 'arguments.x-queue-type', one: 'classic', other: 'quorum' }]],
  ],
])('a difference is told: %s', (_, one, other, expected) => {
  expect(differences(one, other)).toEqual([expected]);
});

test.each([
  ["queue 'tmp.*' in '/'", 'tmp.1', true],
  ["queue 'tmp.*' in '/'", 'other', false],
  ["queue 'a\\*b' in '/'", 'a*b', true],
  ["queue 'a\\*b' in '/'", 'axb', false],
  ["queue 'a.(b' in '/'", 'a.(b', true],
  ["queue 'a -> [b] {c}/d' in '/'", 'a -> [b] {c}/d', true],
  ['# queue *', 'a', false],
])('a pattern %s ignores queue %s: %s', (text, name, expected) => {
  const difference = { object: { type: 'queue', vhost: '/', name }, difference: 'changed' as const, settings: [] };

  expect(readIgnore(text).some((pattern) => pattern.matches(difference))).toBe(expected);
});

function differences(one: Partial<Topology>, other: Partial<Topology>) {
  const [here, there] = [one, other].map((part) => ({ topology: { ...emptyTopology, ...part }, version }));
  if (here === undefined || there === undefined) return [];
  return compare(here, there).differences.map(({ object, difference, settings }) => [
    `${difference} ${object.type} ${object.name}`,
    settings,
  ]);
}
