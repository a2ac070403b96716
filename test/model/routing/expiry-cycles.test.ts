import { indexTopology } from '../../../model/analysis/topology-index';
import { expiryCycles } from '../../../model/routing/expiry-cycles';
import { Router } from '../../../model/routing/router';
import type { Arguments } from '../../../model/topology/topology';
import { sketched, type Sketch } from './topology';

function cyclesOf(sketch: Sketch): readonly (readonly string[])[] {
  return [...expiryCycles(new Router(indexTopology(sketched(sketch), { major: 4, minor: 3, patch: 6 }))).values()];
}

const expiring = (exchange: string, key?: string): Arguments => ({
  ...{ 'x-message-ttl': 5, 'x-dead-letter-exchange': exchange },
  ...(key === undefined ? {} : { 'x-dead-letter-routing-key': key }),
});

test('finds queues that expire into each other by name', () => {
  expect(cyclesOf({ queues: { a: expiring('', 'b'), b: expiring('', 'c'), c: expiring('', 'b') } })).toEqual([
    ['b', 'c', 'b'],
  ]);
});

test('finds a queue that expires into itself', () => {
  expect(cyclesOf({ queues: { a: expiring('', 'a') } })).toEqual([['a', 'a']]);
});

test.each<[string, Sketch]>([
  [
    'a topic exchange',
    {
      queues: { a: expiring('x', 'k.l'), b: expiring('', 'a') },
      exchanges: { x: 'topic' },
      bindings: [['x', 'b', 'k.*']],
    },
  ],
  [
    'a headers exchange that takes everything',
    { queues: { a: expiring('x'), b: expiring('', 'a') }, exchanges: { x: 'headers' }, bindings: [['x', 'b']] },
  ],
  [
    'an alternate exchange',
    {
      queues: { a: expiring('x', 'k'), b: expiring('', 'a') },
      exchanges: { x: ['direct', { 'alternate-exchange': 'y' }], y: 'fanout' },
      bindings: [
        ['x', 'a', 'other'],
        ['y', 'b'],
      ],
    },
  ],
  [
    'exchanges that are bound to each other, with the key that was set before',
    {
      queues: { a: expiring('x', 'k'), b: expiring('z') },
      exchanges: { x: 'fanout', y: 'direct', z: 'direct' },
      bindings: [
        ['x', 'y'],
        ['y', 'b', 'k'],
        ['z', 'a', 'k'],
      ],
    },
  ],
])('finds a cycle through %s', (_, sketch) => {
  expect(cyclesOf(sketch)).toEqual([['a', 'b', 'a']]);
});

test.each<[string, Sketch]>([
  [
    'one queue keeps its messages',
    { queues: { a: expiring('', 'b'), b: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'a' } } },
  ],
  [
    'another queue gets them, too',
    {
      queues: { a: expiring('x'), b: {} },
      exchanges: { x: 'fanout' },
      bindings: [
        ['x', 'a'],
        ['x', 'b'],
      ],
    },
  ],
  [
    'it hangs on the headers',
    { queues: { a: expiring('x') }, exchanges: { x: 'headers' }, bindings: [['x', 'a', '', { colour: 'red' }]] },
  ],
  [
    'it hangs on the key with which they came',
    { queues: { a: expiring('x') }, exchanges: { x: 'topic' }, bindings: [['x', 'a', 'k.*']] },
  ],
])('finds none where %s', (_, sketch) => {
  expect(cyclesOf(sketch)).toEqual([]);
});
