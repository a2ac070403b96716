import { asSvg } from '../../../model/diagram/svg';
import { compared, drawn } from './drawn';

const pair = { exchanges: { e: 'topic' }, queues: { q: {} }, bindings: [['e', 'q', 'a'] as const] };

test('a picture has a title, both schemes of colours, and no change where nothing is compared', async () => {
  const svg = await asSvg(drawn(pair));

  expect(svg).toContain('<title>Exchanges and queues of virtual host &#39;/&#39;</title>');
  expect(svg).toContain('@media (prefers-color-scheme:dark)');
  expect(svg).not.toMatch(/added|removed|changed/);
});

test('what changes is told by words, strokes and dashes, and not by colour alone', async () => {
  const svg = await asSvg(compared(pair, { ...pair, queues: { other: {} }, bindings: [['e', 'other', 'a']] }));

  expect(svg).toContain('class="box queue change added"');
  expect(svg).toContain('class="box queue change removed"');
  expect(svg).toContain('.box.removed{stroke-dasharray:7 4}');
  expect(svg).toContain('>added: classic queue</text>');
  expect(svg).toContain('>removed: classic queue</text>');
  expect(svg).toMatch(/<path class="binding change removed" d="[^"]+" marker-end="url\(#removed\)"\/>/);
});

test('names are text, and characters that XML does not know are written out', async () => {
  const svg = await asSvg(drawn({ queues: { '</text><script>&"\u0000\uffff': {} } }));

  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&amp;&quot;\\u0000\ufffd');
});
