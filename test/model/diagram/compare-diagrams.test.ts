import { hasChanges } from '../../../model/diagram/compare-diagrams';
import { onlyChanges } from '../../../model/diagram/only-changes';
import type { Diagram } from '../../../model/diagram/diagram';
import type { Sketch } from '../routing/topology';
import { compared, drawn } from './drawn';

const shop: Sketch = {
  exchanges: { events: 'topic' },
  queues: { orders: { 'x-max-length': 10 }, users: {} },
  bindings: [
    ['events', 'orders', 'order.*'],
    ['events', 'users', 'user.*'],
  ],
};

const marks = ({ nodes }: Diagram) =>
  Object.fromEntries(nodes.flatMap(({ name, change, settings }) => (change ? [[name, settings ?? change]] : [])));

test('what stays as it is is drawn as without a comparison', () => {
  const diagram = compared(shop, shop);

  expect(diagram).toEqual(drawn(shop));
  expect(hasChanges(diagram)).toBe(false);
});

test('a queue that only one has is added or removed, with its bindings', () => {
  const more: Sketch = {
    ...shop,
    queues: { ...shop.queues, audit: {} },
    bindings: [...(shop.bindings ?? []), ['events', 'audit', '#']],
  };

  for (const [before, after, change] of [
    [shop, more, 'added'],
    [more, shop, 'removed'],
  ] as const) {
    const diagram = compared(before, after);
    expect(marks(diagram)).toEqual({ audit: change });
    expect(diagram.edges.filter((edge) => edge.change)).toMatchObject([{ change, lines: ['#'] }]);
    expect(hasChanges(diagram)).toBe(true);
  }
});

test.each<[string, Sketch, object]>([
  ['a type', { ...shop, exchanges: { events: 'direct' } }, { events: ['type: topic → direct'] }],
  [
    'an argument',
    { ...shop, queues: { ...shop.queues, orders: { 'x-max-length': 5, 'x-single-active-consumer': true } } },
    { orders: ['max-length: 10 → 5', 'single-active-consumer: none → true'] },
  ],
  [
    'what a policy gives in the end',
    {
      ...shop,
      policies: [
        { vhost: '/', name: 'p', pattern: '^users$', priority: 0, 'apply-to': 'queues', definition: { expires: 5000 } },
      ],
    },
    { users: ['expires: none → 5000'] },
  ],
])('a changed object says %s', (_, after, expected) => {
  expect(marks(compared(shop, after))).toEqual(expected);
});

test('an edge says which of its keys come and go, and which stay', () => {
  const before: Sketch = { ...shop, bindings: [...(shop.bindings ?? []), ['events', 'orders', 'kept']] };
  const after: Sketch = {
    ...shop,
    bindings: [
      ['events', 'orders', 'order.created'],
      ['events', 'orders', 'kept'],
      ['events', 'users', 'user.*'],
    ],
  };

  expect(compared(before, after).edges.filter(({ change }) => change)).toMatchObject([
    { change: 'changed', lines: ['kept'], added: ['order.created'], removed: ['order.*'] },
  ]);
});

test('an exchange that every virtual host has is not added by its first binding, and a missing one not by a reference', () => {
  const diagram = compared(
    { queues: { a: {} } },
    { queues: { a: { 'x-dead-letter-exchange': 'gone' } }, bindings: [['amq.topic', 'a', '#']] },
  );

  expect(marks(diagram)).toEqual({});
  expect(diagram.edges.map(({ kind, change }) => `${kind} ${change}`)).toEqual(['binding added', 'dead-letter added']);
});

test('what was missing and is declared now is added', () => {
  const work = { 'x-dead-letter-exchange': 'dlx' };

  expect(marks(compared({ queues: { work } }, { queues: { work }, exchanges: { dlx: 'fanout' } }))).toEqual({
    dlx: 'added',
  });
});

describe('only what changes', () => {
  test('is drawn with what it is connected to', () => {
    const after: Sketch = { ...shop, bindings: (shop.bindings ?? []).slice(1) };

    const { diagram, omitted } = onlyChanges(compared(shop, after), 40);

    expect(diagram.nodes.map(({ name }) => name)).toEqual(['events', 'orders']);
    expect(diagram.edges).toHaveLength(1);
    expect(omitted).toBe(0);
  });

  test('is bounded, and what is removed comes first', () => {
    const names = Array.from({ length: 50 }, (_, at) => `q${at}`);
    const after: Sketch = {
      exchanges: shop.exchanges,
      queues: Object.fromEntries(names.map((name) => [name, {}])),
      bindings: names.map((name) => ['events', name, '#'] as const),
    };
    const all = compared(shop, after);

    const { diagram, omitted } = onlyChanges(all, 10);

    expect(diagram.nodes).toHaveLength(10);
    expect(diagram.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['events', 'orders', 'users']));
    const ids = new Set(diagram.nodes.map(({ id }) => id));
    for (const { source, target } of diagram.edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
    // 52 queues and as many bindings change.
    expect(omitted).toBe(104 - diagram.edges.length - diagram.nodes.filter(({ change }) => change).length);
  });
});
