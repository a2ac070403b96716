import { asMermaid } from '../../../model/diagram/mermaid';
import { compared, drawn } from './drawn';

test('each kind of edge has an arrow of its own', () => {
  const text = asMermaid(
    drawn({
      exchanges: { e: ['topic', { 'alternate-exchange': 'rest' }], rest: 'fanout' },
      queues: { q: { 'x-dead-letter-exchange': 'rest' } },
      bindings: [['e', 'q', 'a.b']],
    }),
  );

  expect(text.split('\n').filter((line) => line.includes('>'))).toEqual([
    ...['  e0{{"e<br/>topic exchange"}}', '  e1{{"rest<br/>fanout exchange"}}', '  q0["q<br/>classic queue"]'],
    ...['  e0 -->|"a.b"| q0', '  e0 -.->|"alternate"| e1', '  q0 ==>|"dead letter"| e1'],
  ]);
});

test('what changes has a class, and its edges a style by their number', () => {
  const before = { exchanges: { e: 'topic' }, queues: { q: {} }, bindings: [['e', 'q', 'a'] as const] };
  const after = { ...before, queues: { q: {}, more: {} }, bindings: [...before.bindings, ['e', 'more'] as const] };

  const lines = asMermaid(compared(before, after)).split('\n');

  expect(lines).toContain('  q0["more<br/>added: classic queue"]:::added');
  expect(lines).toContain('  e0 -->|"added"| q0');
  expect(lines.filter((line) => /classDef|linkStyle/.test(line))).toEqual([
    '  classDef added stroke:#009e73,stroke-width:3px',
    '  linkStyle 1 stroke:#009e73,stroke-width:3px',
  ]);
});

test.each([
  '"];click q0 href "javascript:alert(1)"',
  '```\n# heading',
  '%%{init: {}}%%',
  '<script>',
  '#quot;',
  '1. list',
  '- list',
])('the name %j is text alone', (name) => {
  const lines = asMermaid(drawn({ queues: { [name]: {} } })).split('\n');

  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^ {2}q0\["(?:[\p{L}]|#\d+;)(?:[\p{L}\p{N} .,:/_-]|#\d+;)*<br\/>classic queue"\]$/u);
});
