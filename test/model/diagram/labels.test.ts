import type { DiagramEdge } from '../../../model/diagram/diagram';
import { edgeLines, nodeLines } from '../../../model/diagram/labels';

const edge = (more: Partial<DiagramEdge>): DiagramEdge => ({
  ...{ id: 'b0', source: 'e0', target: 'q0', kind: 'binding', lines: [] },
  ...more,
});

test('a node says its name and its type, and that the default exchange is that', () => {
  expect(nodeLines({ id: 'q0', kind: 'queue', name: 'orders', type: 'quorum' })).toEqual(['orders', 'quorum queue']);
  expect(nodeLines({ id: 'e0', kind: 'exchange', name: '', type: 'direct' })[0]).toBe('(default exchange)');
});

test('a changed node says so in words, and the first of its settings', () => {
  const settings = ['a: 1 → 2', 'b: 1 → 2', 'c: 1 → 2', 'd: 1 → 2'];

  expect(nodeLines({ id: 'q0', kind: 'queue', name: 'orders', type: 'quorum', change: 'changed', settings })).toEqual([
    ...['orders', 'changed: quorum queue', 'a: 1 → 2', 'b: 1 → 2', 'c: 1 → 2', 'and 1 more'],
  ]);
});

test('long names are cut by characters, and control characters are written out', () => {
  const [long] = nodeLines({ id: 'q0', kind: 'queue', name: '😀'.repeat(100), type: 'classic' });
  const [controls] = nodeLines({ id: 'q0', kind: 'queue', name: 'a\nb\u202ec', type: 'classic' });

  expect(long).toBe(`${'😀'.repeat(39)}…`);
  expect(controls).toBe('a\\u000ab\\u202ec');
});

test.each<[Partial<DiagramEdge>, readonly string[]]>([
  [{}, []],
  [{ lines: ['a', 'b', 'c', 'd', 'e'] }, ['a', 'b', 'c', 'and 2 more']],
  [{ kind: 'alternate' }, ['alternate']],
  [{ kind: 'dead-letter', lines: ['key dead'] }, ['dead letter', 'key dead']],
  [{ kind: 'dead-letter', change: 'removed' }, ['removed dead letter']],
  [{ change: 'changed', lines: ['kept'], added: ['new'], removed: ['old'] }, ['changed', '− old', '+ new', 'kept']],
])('an edge %j says %j', (more, lines) => {
  expect(edgeLines(edge(more))).toEqual(lines);
});
