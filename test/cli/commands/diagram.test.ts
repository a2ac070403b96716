import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagramCommand } from '../../../cli/commands/diagram';
import { bundledPageScript } from '../../../cli/diagram/page-script';
import { catchPrinted, ran } from '../printed';

const hostile = '</script><img src=x onerror=alert(1)>"`\n';
const vhost = 'shop';
const definitions = {
  vhosts: [{ name: vhost }],
  users: [{ name: 'app', password_hash: 'hash-of-a-password', tags: [] }],
  permissions: [{ user: 'app', vhost, configure: '^$', write: '^events$', read: '^orders$' }],
  exchanges: [
    { name: 'events', vhost, type: 'topic', durable: true, arguments: { 'alternate-exchange': 'unrouted' } },
    { name: 'unrouted', vhost, type: 'fanout', durable: true, arguments: {} },
  ],
  queues: [
    { name: 'orders', arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' } },
    { name: 'dead', arguments: {} },
    { name: hostile, arguments: { 'x-dead-letter-exchange': 'gone' } },
  ].map((queue) => ({ ...queue, vhost, durable: true })),
  bindings: [
    { source: 'events', destination: 'orders', routing_key: 'order.*', arguments: {} },
    { source: 'unrouted', destination: hostile, routing_key: hostile, arguments: {} },
  ].map((binding) => ({ ...binding, vhost, destination_type: 'queue' })),
  policies: [{ name: 'limits', vhost, pattern: '^orders$', definition: { 'max-length': 1000 }, priority: 1 }],
};

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-diagram-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const printed = catchPrinted();
const cli = (...words: readonly string[]) =>
  ran(printed, ['diagram', ...words], { diagram: { summary: '', load: () => diagramCommand } });

async function drawn(format: string, before?: object): Promise<string> {
  const [file, out] = [join(folder, 'definitions.json'), join(folder, `out.${format}`)];
  const earlier = join(folder, 'before.json');
  writeFileSync(file, JSON.stringify(definitions));
  writeFileSync(earlier, JSON.stringify(before ?? {}));
  const more = before === undefined ? [] : ['--before', earlier];
  const words = ['--definitions', file, '--format', format, '--out', out, ...more];
  expect(await cli(...words)).toEqual({ code: 0, output: '', errors: '' });
  return readFileSync(out, 'utf8');
}

test('Mermaid tells bindings, alternate exchanges and dead letters apart, and no name is syntax', async () => {
  expect((await drawn('mermaid')).split('\n')).toEqual([
    'flowchart LR',
    '  e0{{"events<br/>topic exchange"}}',
    '  e1{{"gone<br/>missing exchange"}}',
    '  e2{{"unrouted<br/>fanout exchange"}}',
    expect.stringMatching(/^ {2}q0\["#60;\/script#62;#60;img src#61;x [^"`<>]*<br\/>classic queue"\]$/),
    '  q1["dead<br/>classic queue"]',
    '  q2["orders<br/>classic queue"]',
    '  e0 -->|"order.#42;"| q2',
    expect.stringMatching(/^ {2}e2 -->\|"#60;[^"`<>]*"\| q0$/),
    '  e0 -.->|"alternate"| e2',
    '  q2 ==>|"dead letter"| q1',
    '  q0 ==>|"dead letter"| e1',
    '',
  ]);
});

test("'--before' marks what was added, removed and changed since, in every format", async () => {
  const [events, ...others] = definitions.exchanges;
  const before = {
    ...definitions,
    exchanges: [{ ...events, arguments: {} }, ...others, { ...events, name: 'legacy' }],
    queues: definitions.queues.slice(0, 1),
    policies: [],
  };

  const [mermaid, svg, page] = [
    await drawn('mermaid', before),
    await drawn('svg', before),
    await drawn('html', before),
  ];

  expect(mermaid).toContain('["orders<br/>changed: classic queue<br/>max-length: none #8594; 1000"]:::changed');
  expect(mermaid).toContain('{{"legacy<br/>removed: topic exchange"}}:::removed');
  expect(mermaid).toContain('["dead<br/>added: classic queue"]:::added');
  expect(mermaid).toContain('-.->|"added alternate"|');
  expect(svg).toContain('>max-length: none → 1000</text>');
  expect(page).toContain('"isCompared":true');
});

test("fails when what '--before' names cannot be read", async () => {
  const file = join(folder, 'definitions.json');
  writeFileSync(file, JSON.stringify(definitions));

  const { code, errors } = await cli('--definitions', file, '--before', join(folder, 'nowhere.json'));

  expect(code).toBe(1);
  expect(errors).toContain('nowhere.json');
});

test('SVG has names as text alone', async () => {
  const svg = await drawn('svg');

  expect(svg).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)');
  expect(svg).not.toMatch(/<img|<script|<\/script/);
  expect(svg).toContain('>alternate</text>');
  expect(svg).toContain('>dead letter</text>');
});

test('the page has names as JSON alone, runs only its own script, and holds no password hash', async () => {
  const page = await drawn('html');

  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy).toContain("default-src 'none'; script-src 'sha256-");
  expect(page).not.toContain('<img src=x');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toContain('hash-of-a-password');
});

test('the page says which policy, settings, permissions and findings a queue has', async () => {
  const [, json = ''] = /id="data">(.*)<\/script>/.exec(await drawn('html')) ?? [];

  expect(JSON.parse(json).details.q2).toMatchObject({
    settings: expect.arrayContaining(['max-length: 1000 (by policy)']),
    policy: expect.arrayContaining([expect.stringContaining("policy 'limits'")]),
    permissions: ['app: read'],
    findings: expect.arrayContaining([expect.stringContaining('topology/queue-type-is-explicit')]),
  });
});

test('the script of the page needs nothing of Node, and keeps the notice that the licence of the graph library demands', () => {
  const script = bundledPageScript();

  // Not by a matcher, which would print the whole of it.
  expect(/require\("node:|\bBuffer\.(from|byteLength)\b/.test(script)).toBe(false);
  expect(script.includes('The Cytoscape Consortium')).toBe(true);
});

test.each([
  [{ ...definitions, vhosts: [{ name: 'shop' }, { name: 'other' }] }, "give '--vhost' with one of 'shop', 'other'"],
])('asks for the virtual host where there are several', async (given, message) => {
  const file = join(folder, 'several.json');
  writeFileSync(file, JSON.stringify(given));

  const { code, errors } = await cli('--definitions', file);

  expect(code).toBe(1);
  expect(errors).toContain(message);
});
