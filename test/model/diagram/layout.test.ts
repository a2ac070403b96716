import { layoutOf, type PlacedNode } from '../../../model/diagram/layout';
import type { Sketch } from '../routing/topology';
import { drawn } from './drawn';

const isApart = (one: PlacedNode, other: PlacedNode) =>
  Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
  Math.abs(one.y - other.y) >= (one.height + other.height) / 2;

const queues = (count: number) => Array.from({ length: count }, (_, at) => `q${at}`);

const fan = (count: number): Sketch => ({
  exchanges: { events: 'topic' },
  queues: Object.fromEntries(queues(count).map((name) => [name, {}])),
  bindings: queues(count).map((name, at) => ['events', name, `key.${at}`] as const),
});

test.each([
  ['nothing', {}],
  ['queues without bindings', { queues: { a: {}, b: {}, c: {} } }],
  [
    'a queue that dead-letters to itself',
    { queues: { a: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'a' } } },
  ],
  ['a fan', fan(20)],
  ['a layer that becomes a block of columns', fan(150)],
] satisfies [string, Sketch][])('no box lies on another, and all are within the picture: %s', async (_, sketch) => {
  const { width, height, nodes, edges } = await layoutOf(drawn(sketch));

  expect(nodes).toHaveLength(
    Object.keys((sketch as Sketch).queues ?? {}).length + Object.keys((sketch as Sketch).exchanges ?? {}).length,
  );
  for (const [at, one] of nodes.entries()) {
    expect(nodes.slice(at + 1).every((other) => isApart(one, other))).toBe(true);
    expect([one.x - one.width / 2, one.y - one.height / 2].every((place) => place >= 0)).toBe(true);
    expect(one.x + one.width / 2 <= width && one.y + one.height / 2 <= height).toBe(true);
  }
  for (const { points } of edges) expect(points.length).toBeGreaterThan(1);
});

test('messages go from the left to the right', async () => {
  const { nodes } = await layoutOf(drawn(fan(3)));
  const [exchange, ...targets] = nodes;

  expect(targets.every(({ x }) => x > (exchange?.x ?? Infinity))).toBe(true);
});

test('a layer of 150 queues is no taller than a screen or two', async () => {
  const { height } = await layoutOf(drawn(fan(150)));

  expect(height).toBeLessThan(2_400);
});
