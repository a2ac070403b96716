import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewCommand } from '../../../cli/commands/review';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';
import { reviewRevisions } from '../../../cli/review/review-manifests';
import { readResources } from '../../../model/operator/read-resources';

const orders = resource('Queue', 'orders', '{ name: orders, type: quorum, durable: true }');
const events = resource('Exchange', 'events', '{ name: events, type: topic, durable: true }');
const route = resource(
  'Binding',
  'route',
  '{ source: events, destination: orders, destinationType: queue, routingKey: "order.#" }',
);

function resource(kind: string, name: string, spec: string, metadata = ''): string {
  const reference = 'rabbitmqClusterReference: { name: rabbit } }';
  return `---
apiVersion: rabbitmq.com/v1beta1
kind: ${kind}
metadata: { name: ${name}${metadata} }
spec: ${spec.replace(/ }$/, `, ${reference}`)}
`;
}

function review(before: string, after: string) {
  const { findings } = reviewRevisions(
    'deploy',
    [readResources(before, 'old.yaml')],
    [readResources(after, 'new.yaml')],
  );
  return findings;
}

/** What is told, each as `data queue/deleted orders`. */
function told(before: string, after: string): readonly string[] {
  return review(before, after).map(({ effect, change, object }) => `${effect} ${change} ${object.name}`);
}

test('what is the same in another file or order is no change', () => {
  expect(told(orders + events + route, route + events + orders)).toEqual([]);
});

test('a queue whose resource goes is deleted with its messages, and its bindings with it', () => {
  expect(told(orders + events + route, events)).toEqual(['data queue/deleted orders']);
  expect(review(orders + events, events)[0]).toMatchObject({
    at: 'old.yaml#Queue/orders',
    because: 'its resource goes, and the operator deletes it from the broker',
  });
});

test('a queue that its deletion policy retains stays on the broker', () => {
  const retained = orders.replace('durable: true', 'durable: true, deletionPolicy: retain');

  expect(told(retained + events, events)).toEqual(['online manifest/retained orders']);
});

test('a retained queue goes nevertheless with a virtual host that is deleted', () => {
  const vhost = resource('Vhost', 'shop', '{ name: shop }');
  const retained = orders.replace('durable: true', 'durable: true, vhost: shop, deletionPolicy: retain');

  expect(told(vhost + retained, events)).toEqual(['data vhost/deleted shop', 'online exchange/created events']);
});

test('a resource that gets another name takes the queue and its messages with it, which git shows as a rename', () => {
  const renamed = orders.replace('metadata: { name: orders }', 'metadata: { name: shop-orders }');

  expect(review(orders, renamed)).toMatchObject([
    {
      effect: 'data',
      change: 'queue/replaced',
      because:
        'its resource gets another name or namespace, and the operator deletes from the broker what the old one declares',
    },
  ]);
});

test('a change that the webhook refuses leaves the queue as it was, and stops the sync', () => {
  expect(review(orders, orders.replace('type: quorum', 'type: stream'))).toEqual([
    {
      effect: 'availability',
      change: 'manifest/refused',
      object: { type: 'Queue', vhost: null, name: 'orders' },
      at: 'new.yaml#Queue/orders',
      message: "is refused by the operator's webhook, and the sync with it: it stays as it was",
      because: "spec.type 'quorum' → 'stream'",
      remedy: 'declare it as another resource beside the old one, and remove that one once nothing uses it',
    },
  ]);
});

test('arguments of an exchange pass the webhook, and the broker refuses them', () => {
  const other = events.replace('durable: true', 'durable: true, arguments: { alternate-exchange: lost }');

  expect(review(events, other)).toMatchObject([
    {
      effect: 'availability',
      change: 'manifest/refused',
      object: { type: 'exchange', vhost: '/', name: 'events' },
      because: 'alternate-exchange none → lost',
    },
  ]);
});

test('a new resource that the broker refuses is told, and one that was refused before is no news', () => {
  const refused = resource('Queue', 'mine', '{ name: amq.mine, durable: true }');

  expect(told(orders, orders + refused)).toContain('availability manifest/refused amq.mine');
  expect(told(orders + refused, orders + refused)).toEqual([]);
});

test('who may do what is told of permissions', () => {
  const may = (read: string) =>
    resource('Permission', 'clerk', `{ user: clerk, vhost: /, permissions: { read: "${read}" } }`);

  const invoices = orders.replaceAll('orders', 'invoices');

  expect(told(orders + invoices + may('.*'), orders + invoices + may('orders'))).toEqual([
    'access permissions/narrowed clerk',
  ]);
});

test('resources of two clusters are two brokers', () => {
  const other = orders.replace('name: rabbit }', 'name: other }').replace('{ name: orders }', '{ name: other-orders }');

  expect(told(orders + other, orders)).toEqual(['data queue/deleted orders']);
});

describe('rabbitmq-cdk review --before', () => {
  const printed = catchPrinted();
  const folder = mkdtempSync(join(tmpdir(), 'review-manifests-'));
  const [before, after, empty] = ['before', 'after', 'empty'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];

  beforeAll(() => {
    for (const one of [before, after, empty]) mkdirSync(join(one, 'queues'), { recursive: true });
    writeFileSync(join(before, 'queues', 'all.yaml'), orders + events);
    writeFileSync(join(after, 'queues', 'some.yml'), events);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      'a revision that loses a queue',
      (): string[] => [before, after],
      3,
      "queue 'orders' in '/' is deleted: its messages go",
    ],
    ['one that gains it', () => [after, before], 2, "queue 'orders' in '/' is created"],
    ['the same twice', () => [before, before], 0, 'no change'],
    ['the first', () => [empty, after], 2, "exchange 'events' in '/' is created"],
  ])('of %s', async (_, folders, code, said) => {
    const [one = '', other = ''] = folders();

    expect(await review(one, other)).toBe(code);
    expect(printed.output).toContain(said);
  });

  test.each([
    ['two folders', () => [after, after], /takes one folder or file of manifests to compare with, got 2/],
    ['a plan', () => [after, '--plan', 'x'], /remove '--plan' and '--out'/],
    ['what is not there', () => [join(folder, 'gone.yaml')], /cannot be read/],
  ])('%s is an error', async (_, given, said) => {
    expect(await review(before, ...given())).toBe(1);
    expect(printed.errors).toMatch(said);
  });

  function review(one: string, ...others: readonly string[]): Promise<number> {
    return run(['review', '--before', one, ...others], { review: { summary: '', load: () => reviewCommand } });
  }
});
