import { diagramOf } from '../../../model/diagram/diagram';
import { drawn, edgeTexts, routerOf } from './drawn';

test('exchanges come first, each kind by name, whatever the order of declarations', () => {
  const { nodes } = drawn({
    queues: { b: {}, a: { 'x-queue-type': 'quorum' } },
    exchanges: { z: 'topic', y: 'fanout' },
  });

  expect(nodes).toEqual([
    { id: 'e0', kind: 'exchange', name: 'y', type: 'fanout' },
    { id: 'e1', kind: 'exchange', name: 'z', type: 'topic' },
    { id: 'q0', kind: 'queue', name: 'a', type: 'quorum' },
    { id: 'q1', kind: 'queue', name: 'b', type: 'classic' },
  ]);
});

test('bindings between the same two are one edge, with their keys and headers', () => {
  const diagram = drawn({
    exchanges: { events: 'topic', by: 'headers' },
    queues: { orders: {} },
    bindings: [
      ['events', 'orders', 'order.paid'],
      ['events', 'orders', 'order.created'],
      ['by', 'orders', '', { region: 'eu' }],
      ['by', 'orders'],
    ],
  });

  expect(edgeTexts(diagram)).toEqual([
    "exchange 'events' → queue 'orders' (binding): order.created, order.paid",
    `exchange 'by' → queue 'orders' (binding): {region: "eu"}`,
  ]);
});

test('alternate exchanges are edges, by argument and by policy', () => {
  const diagram = drawn({
    exchanges: { a: ['topic', { 'alternate-exchange': 'rest' }], b: 'topic', rest: 'fanout' },
    policies: [
      {
        ...{ vhost: '/', name: 'b', pattern: '^b$', priority: 0, 'apply-to': 'exchanges' },
        definition: { 'alternate-exchange': 'rest' },
      },
    ],
  });

  expect(edgeTexts(diagram)).toEqual([
    "exchange 'a' → exchange 'rest' (alternate)",
    "exchange 'b' → exchange 'rest' (alternate)",
  ]);
});

test('dead letters lead to the exchange, or to the queue that the default exchange reaches by the key', () => {
  const diagram = drawn({
    exchanges: { dlx: 'topic' },
    queues: {
      byKey: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parked' },
      keyed: { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'failed' },
      kept: { 'x-dead-letter-exchange': 'dlx' },
      log: { 'x-dead-letter-exchange': 'dlx', 'x-queue-type': 'stream' },
      parked: {},
    },
  });

  expect(edgeTexts(diagram)).toEqual([
    "queue 'byKey' → queue 'parked' (dead-letter)",
    "queue 'keyed' → exchange 'dlx' (dead-letter): key failed",
    "queue 'kept' → exchange 'dlx' (dead-letter)",
  ]);
});

test('what is referred to and not there is missing; built-in exchanges are drawn where they are used', () => {
  const { nodes } = drawn({
    queues: { work: { 'x-dead-letter-exchange': 'gone' } },
    bindings: [['amq.topic', 'nowhere', '#']],
  });

  expect(nodes.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'amq.topic: topic',
    'gone: missing',
    'nowhere: missing',
    'work: classic',
  ]);
});

test('another virtual host is left out', () => {
  const router = routerOf({ exchanges: { e: 'topic' }, queues: { q: {} }, bindings: [['e', 'q', '#']] });

  expect(diagramOf(router, '/').nodes).toHaveLength(2);
  expect(diagramOf(router, 'other')).toEqual({ vhost: 'other', nodes: [], edges: [] });
});
