import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routeCommand } from '../../../cli/commands/route';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

const definitions = {
  vhosts: [{ name: 'shop' }],
  exchanges: [
    { name: 'events', vhost: 'shop', type: 'topic', arguments: {} },
    { name: 'regions', vhost: 'shop', type: 'headers', arguments: {} },
    { name: 'shards', vhost: 'shop', type: 'x-consistent-hash', arguments: {} },
    { name: 'inner', vhost: 'shop', type: 'fanout', internal: true, arguments: {} },
  ],
  queues: [
    { name: 'orders', arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' } },
    { name: 'billing', arguments: {} },
    { name: 'dead', arguments: {} },
  ].map((queue) => ({ ...queue, vhost: 'shop', durable: true })),
  bindings: [
    { source: 'events', destination: 'orders', routing_key: 'order.*', arguments: {} },
    { source: 'events', destination: 'billing', routing_key: 'order.paid', arguments: {} },
    { source: 'regions', destination: 'billing', routing_key: '', arguments: { size: 5, label: '5' } },
    { source: 'shards', destination: 'orders', routing_key: '1', arguments: {} },
    { source: 'shards', destination: 'billing', routing_key: '1', arguments: {} },
  ].map((binding) => ({ ...binding, vhost: 'shop', destination_type: 'queue' })),
};

let file = '';
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-')), 'definitions.json');
  writeFileSync(file, JSON.stringify(definitions));
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

const printed = catchPrinted();
const cli = (...words: readonly string[]) =>
  ran(printed, ['route', ...words], { route: { summary: '', load: () => routeCommand } });

const route = (exchange: string, ...words: readonly string[]) =>
  cli('--definitions', file, '--vhost', 'shop', '--exchange', exchange, ...words);

test('says which queues get a message, by which way, and where it goes as a dead letter', async () => {
  const { code, output } = await route('events', '--key', 'order.created');

  expect(code).toBe(0);
  expect(output).toBe(`queues: orders
  exchange 'events' → queue 'orders', by the binding 'order.*'
dead letters:
  queue 'orders', rejected → the default exchange with 'dead' → 'dead'
`);
});

test('needs no virtual host where there is one only', async () => {
  const { code, output } = await cli('--definitions', file, '--exchange', 'events', '--key', 'order.created');

  expect([code, output]).toEqual([0, expect.stringContaining('queues: orders')]);
});

test('asks which virtual host is meant of several', async () => {
  const several = join(file, '..', 'several.json');
  writeFileSync(several, JSON.stringify({ ...definitions, vhosts: [{ name: 'shop' }, { name: 'other' }] }));

  const { code, errors } = await cli('--definitions', several, '--exchange', 'events', '--key', 'order.created');

  expect([code, errors]).toEqual([1, expect.stringContaining("give '--vhost' with one of 'shop', 'other'")]);
});

test('says as JSON what a program asks', async () => {
  const { output } = await route('events', '--key', 'order.created', '--format', 'json');

  expect(jsonOutputOf('route', output)).toEqual({
    queues: ['orders'],
    certain: ['orders'],
    path: [
      {
        ...{ from: 'events', to: { kind: 'queue', name: 'orders' }, by: 'binding' },
        ...{ key: 'order.*', arguments: {}, certainty: 'certain' },
      },
    ],
    unroutable: false,
    refused: null,
    remarks: [],
    deadLetters: [
      {
        ...{ queue: 'orders', reason: 'rejected', exchange: '', keys: ['dead'] },
        ...{ queues: ['dead'], cyclic: [], remarks: [] },
      },
    ],
  });
});

test("the default exchange is ''", async () => {
  expect(await route('', '--key', 'billing')).toMatchObject({
    code: 0,
    output: "queues: billing\n  the default exchange → queue 'billing', whose name is the key\n",
  });
});

test('exits with 2 when no queue gets it', async () => {
  expect(await route('events', '--key', 'other')).toMatchObject({
    code: 2,
    output: 'queues: none\n  no queue gets it: it is dropped, or returned to who publishes it as mandatory\n',
  });
});

test('says which queues a hash may choose, and exits with 0, as one of them gets it', async () => {
  const { code, output } = await route('shards', '--key', 'k');

  expect(code).toBe(0);
  expect(output).toContain('queues: none\nperhaps: billing, orders\n');
});

test('exits with 3 when the broker refuses the publisher', async () => {
  expect(await route('inner')).toMatchObject({
    code: 3,
    output: "queues: none\n  the publisher is refused: exchange 'inner' is internal: no publisher may use it\n",
  });
});

test.each([
  [['size=5', 'label=5'], 2],
  [['size=5', 'label="5"'], 0],
  [['size="5"', 'label="5"'], 2],
])('reads the values of headers %j as JSON', async (headers, code) => {
  const given = headers.flatMap((header) => ['--header', header]);

  expect((await route('regions', ...given)).code).toBe(code);
});

test('says why a message does not get to a queue, and which binding comes nearest', async () => {
  const { code, output } = await route('events', '--key', 'order.created', '--why', 'billing');
  const json = await route('events', '--key', 'order.created', '--why', 'billing', '--format', 'json');

  expect(code).toBe(2);
  expect(output).toContain(`why it does not get to 'billing':
  exchange 'events' → queue 'billing': the binding 'order.paid' does not take 'order.created': word 2 is 'created', and it takes 'paid'
`);
  expect(jsonOutputOf('route', json.output).why).toMatchObject({
    queue: 'billing',
    reaches: 'no',
    nearest: { source: 'events', destination: 'billing', routing_key: 'order.paid' },
  });
  expect((await route('events', '--key', 'order.paid', '--why', 'billing')).code).toBe(0);
});

describe('fails with a remedy when', () => {
  test.each([
    [['--vhost', 'shop', '--exchange', 'x'], "error: give one of '--definitions', '--stack' and '--url'\n"],
    [
      ['--definitions', 'FILE', '--vhost', 'shop', '--exchange', 'x', '--broker', 'b'],
      "error: '--broker' is for '--stack' only\n",
    ],
    [
      ['--definitions', 'FILE', '--vhost', 'shpo', '--exchange', 'x'],
      "error: 'FILE' declares no virtual host 'shpo'; there are: 'shop'\n",
    ],
    [
      ['--definitions', 'FILE', '--vhost', 'shop', '--exchange', 'events', '--why', 'missing'],
      "error: there is no queue 'missing' in virtual host 'shop'\n",
    ],
    [
      ['--definitions', 'FILE', '--vhost', 'shop', '--exchange', 'events', '--header', 'nothing'],
      "error: option '--header <name=value>' argument 'nothing' is invalid. give NAME=VALUE\n",
    ],
    [
      ['--definitions', 'FILE', '--vhost', 'shop', '--exchange', 'events', '--header', 'size=5.0'],
      "'5.0' is a double, which a headers exchange tells from the integer 5, and this command does not; give the integer\n",
    ],
  ])('%j', async (words, error) => {
    const said = await cli(...words.map((word) => (word === 'FILE' ? file : word)));

    expect(said.code).toBe(1);
    expect(said.errors.replaceAll(file, 'FILE')).toContain(error);
    expect(said.output).toBe('');
  });
});
