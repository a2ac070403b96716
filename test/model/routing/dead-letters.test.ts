import { indexTopology } from '../../../model/analysis/topology-index';
import { deadLetter, deadLetterPaths, possibleDeaths, type DeadLettering } from '../../../model/routing/dead-letters';
import { publishedMessage, type DeathReason, type Message } from '../../../model/routing/message';
import { Router } from '../../../model/routing/router';
import type { Arguments } from '../../../model/topology/topology';
import { sketched, type Sketch } from './topology';

const version = { major: 4, minor: 3, patch: 6 };

function routerOf(sketch: Sketch): Router {
  return new Router(indexTopology(sketched(sketch), version));
}

function died(sketch: Sketch, reason: DeathReason, message: Message, queue = 'work'): DeadLettering {
  return deadLetter(routerOf(sketch), '/', queue, message, reason);
}

const hello = publishedMessage('events', 'order.created', { colour: 'red' });

describe('why a queue dead-letters', () => {
  test.each<[Arguments, DeathReason[]]>([
    [{}, ['rejected']],
    [{ 'x-message-ttl': 1 }, ['rejected', 'expired']],
    [{ 'x-max-length': 1 }, ['rejected', 'maxlen']],
    [{ 'x-max-length': 1, 'x-overflow': 'reject-publish' }, ['rejected']],
    [{ 'x-max-length-bytes': 1, 'x-overflow': 'reject-publish-dlx' }, ['rejected', 'maxlen']],
    [{ 'x-queue-type': 'quorum' }, ['rejected', 'delivery_limit']],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 }, ['rejected']],
    [{ 'x-queue-type': 'stream', 'x-max-length-bytes': 1 }, []],
  ])('%j', (args, reasons) => {
    const { index } = routerOf({ queues: { work: args } });
    const queue = index.queues.get('/\0work');

    expect(queue && possibleDeaths(queue)).toEqual(reasons);
  });

  test('by policy, too', () => {
    const policies = [
      {
        name: 'p',
        vhost: '/',
        pattern: '',
        'apply-to': 'queues' as const,
        priority: 0,
        definition: { 'message-ttl': 5 },
      },
    ];
    const { index } = routerOf({ queues: { work: {} }, policies });
    const queue = index.queues.get('/\0work');

    expect(queue && possibleDeaths(queue)).toEqual(['rejected', 'expired']);
  });
});

describe('a dead letter goes', () => {
  test('with the keys that the message has, CC included, through topics', () => {
    const sketch: Sketch = {
      queues: { work: { 'x-dead-letter-exchange': 'dlx' }, a: {}, b: {} },
      exchanges: { dlx: 'topic' },
      bindings: [
        ['dlx', 'a', 'order.*'],
        ['dlx', 'b', 'copy'],
      ],
    };

    const { exchange, keys, route } = died(
      sketch,
      'rejected',
      publishedMessage('events', 'order.created', { CC: ['copy'] }),
    );

    expect({ exchange, keys }).toEqual({ exchange: 'dlx', keys: ['order.created', 'copy'] });
    expect(route.queues).toEqual(['a', 'b']);
  });

  test("with the queue's own key, to the default exchange and so to a queue by its name", () => {
    const sketch: Sketch = {
      queues: { work: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' }, dead: {} },
    };

    expect(died(sketch, 'expired', hello).route.queues).toEqual(['dead']);
  });

  test('by its headers, those that the broker adds among them', () => {
    const sketch: Sketch = {
      queues: { work: { 'x-dead-letter-exchange': 'dlx' }, red: {}, rejected: {}, expired: {} },
      exchanges: { dlx: 'headers' },
      bindings: [
        ['dlx', 'red', '', { colour: 'red' }],
        [
          'dlx',
          'rejected',
          '',
          { 'x-match': 'all-with-x', 'x-first-death-reason': 'rejected', 'x-last-death-exchange': 'events' },
        ],
        ['dlx', 'expired', '', { 'x-match': 'any-with-x', 'x-first-death-reason': 'expired' }],
      ],
    };

    expect(died(sketch, 'rejected', hello).route.queues).toEqual(['red', 'rejected']);
  });

  test('on to an alternate exchange, and through internal exchanges', () => {
    const sketch: Sketch = {
      queues: { work: { 'x-dead-letter-exchange': 'dlx' }, rest: {} },
      exchanges: { dlx: ['direct', { internal: true, 'alternate-exchange': 'others' }], others: 'fanout' },
      bindings: [['others', 'rest']],
    };

    expect(died(sketch, 'maxlen', hello).route.queues).toEqual(['rest']);
  });

  test('nowhere from a queue without a dead-letter exchange, and where that is missing', () => {
    expect(died({ queues: { work: {} } }, 'rejected', hello)).toMatchObject({
      route: { queues: [], unroutable: true },
    });
    expect(died({ queues: { work: { 'x-dead-letter-exchange': 'gone' } } }, 'rejected', hello).route.remarks).toEqual([
      "there is no exchange 'gone': what 'work' dead-letters is lost",
    ]);
  });
});

describe('a dead letter that comes back', () => {
  const sketch: Sketch = {
    queues: {
      work: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'wait', 'x-message-ttl': 5 },
      wait: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'work', 'x-message-ttl': 5 },
    },
  };

  test('by itself is dropped', () => {
    const first = died(sketch, 'expired', hello);

    const second = died(sketch, 'expired', first.message, 'wait');

    expect(first).toMatchObject({ cyclic: [], route: { queues: ['wait'] } });
    expect(second).toMatchObject({ cyclic: ['work'], route: { queues: [], unroutable: true } });
  });

  test('because somebody rejected it on the way goes on', () => {
    const first = died(sketch, 'rejected', hello);

    expect(died(sketch, 'expired', first.message, 'wait')).toMatchObject({ cyclic: [], route: { queues: ['work'] } });
  });

  test('is followed to its end', () => {
    const steps = deadLetterPaths(routerOf(sketch), '/', ['work'], hello);

    expect(steps.map(({ from, route, cyclic }) => [from.queue, from.reason, route.queues, cyclic])).toEqual([
      ['work', 'rejected', ['wait'], []],
      ['work', 'expired', ['wait'], []],
      ['wait', 'rejected', ['work'], []],
      ['wait', 'expired', ['work'], []],
    ]);
  });
});
