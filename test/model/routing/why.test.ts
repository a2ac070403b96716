import { indexTopology } from '../../../model/analysis/topology-index';
import { describeRoute } from '../../../model/routing/describe';
import { publishedMessage } from '../../../model/routing/message';
import { Router } from '../../../model/routing/router';
import { why, type Why } from '../../../model/routing/why';
import type { Arguments } from '../../../model/topology/topology';
import { sketched, type Sketch } from './topology';

const version = { major: 4, minor: 3, patch: 6 };
const shop: Sketch = {
  exchanges: {
    events: ['topic', { 'alternate-exchange': 'unrouted' }],
    regions: 'headers',
    unrouted: 'fanout',
    private: ['fanout', { internal: true }],
  },
  queues: {
    orders: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' },
    billing: {},
    europe: {},
    lost: {},
    dead: {},
    alone: {},
  },
  bindings: [
    ['events', 'orders', 'order.*'],
    ['events', 'billing', 'invoice.#'],
    ['events', 'billing', 'order.paid'],
    ['events', 'regions', 'order.#'],
    ['regions', 'europe', '', { region: 'eu', tier: 1 }],
    ['unrouted', 'lost'],
  ],
};

function routerOf(sketch: Sketch): Router {
  return new Router(indexTopology(sketched(sketch), version));
}

function ask(queue: string, key: string, headers: Arguments = {}, exchange = 'events', sketch = shop): Why {
  return why(routerOf(sketch), '/', publishedMessage(exchange, key, headers), queue);
}

test('shows the way of a message that gets there', () => {
  expect(ask('europe', 'order.created', { region: 'eu', tier: 1 })).toEqual({
    reaches: 'certain',
    because: [
      "exchange 'events' → exchange 'regions', by the binding 'order.#'",
      "exchange 'regions' → queue 'europe', by the binding {region: \"eu\", tier: 1}",
    ],
  });
});

test('names the nearest binding, and the word that differs', () => {
  expect(ask('billing', 'order.created')).toMatchObject({
    reaches: 'no',
    because: [
      "exchange 'events' → queue 'billing': the binding 'order.paid' does not take 'order.created': word 2 is 'created', and it takes 'paid'",
    ],
    nearest: { routing_key: 'order.paid' },
  });
});

test.each([
  ['order.eu.paid', 'it takes 2 words, not 3'],
  ['refund.eu.all', "word 1 is 'refund', and it takes 'invoice'"],
])("of the key '%s' says what a topic binding misses", (key, reason) => {
  expect(ask('billing', key).because).toEqual([expect.stringContaining(reason)]);
});

test('names each header that is missing or another', () => {
  expect(ask('europe', 'order.created', { tier: '1' }).because).toEqual([
    "exchange 'regions' → queue 'europe': the binding {region: \"eu\", tier: 1} does not take it: " +
      'header \'region\' is missing, and it takes "eu"; header \'tier\' is "1", and it takes 1',
  ]);
});

test('names every binding that is in the way, in its order', () => {
  expect(ask('europe', 'invoice.new', { region: 'us', tier: 1 }).because).toEqual([
    "exchange 'events' → exchange 'regions': the binding 'order.#' does not take 'invoice.new': word 1 is 'invoice', and it takes 'order'",
    'exchange \'regions\' → queue \'europe\': the binding {region: "eu", tier: 1} does not take it: header \'region\' is "us", and it takes "eu"',
  ]);
});

test('says why an alternate exchange is not used', () => {
  expect(ask('lost', 'order.created').because).toEqual([
    "exchange 'events' → its alternate exchange 'unrouted': it is used only where no binding takes a message, and the binding 'order.*' does",
  ]);
});

test('says that it gets there as a dead letter', () => {
  expect(ask('dead', 'order.created').because).toEqual([
    "no binding leads from exchange 'events' to queue 'dead'",
    "nothing is bound to it: the default exchange reaches it with the key 'dead'",
    "it gets there as a dead letter: queue 'orders', rejected → the default exchange with 'dead' → 'dead'",
  ]);
});

test('says what is bound to a queue to which no way leads', () => {
  expect(ask('lost', 'k', {}, 'regions').because).toEqual([
    "no binding leads from exchange 'regions' to queue 'lost'",
    "exchange 'unrouted' leads there by the binding ''",
  ]);
});

test('says that the default exchange takes the name of a queue', () => {
  expect(ask('orders', 'order', {}, '').because).toEqual([
    "the default exchange takes the name of the queue as key, 'orders', not 'order'",
  ]);
});

test('says that there is no such queue, or that the publisher is refused', () => {
  expect(ask('missing', 'k').because).toEqual(["there is no queue 'missing' in virtual host '/'"]);
  expect(ask('orders', 'k', {}, 'private').because).toEqual([
    "the publisher is refused: exchange 'private' is internal: no publisher may use it",
  ]);
});

test('describes a route step by step', () => {
  const router = routerOf(shop);
  const described = (exchange: string, key: string) =>
    describeRoute(router.publish('/', publishedMessage(exchange, key)));

  expect(described('events', 'other')).toEqual([
    "exchange 'events' → exchange 'unrouted', its alternate exchange, because no binding takes it",
    "exchange 'unrouted' → queue 'lost', by the binding ''",
  ]);
  expect(described('', 'orders')).toEqual(["the default exchange → queue 'orders', whose name is the key"]);
  expect(described('regions', 'k')).toEqual([
    'no queue gets it: it is dropped, or returned to who publishes it as mandatory',
  ]);
});
