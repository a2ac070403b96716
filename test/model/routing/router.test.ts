import { indexTopology } from '../../../model/analysis/topology-index';
import { anyMessage, publishedMessage } from '../../../model/routing/message';
import { Router, route } from '../../../model/routing/router';
import type { Route } from '../../../model/routing/route';
import type { Arguments } from '../../../model/topology/topology';
import { sketched, type Sketch } from './topology';

const version = { major: 4, minor: 3, patch: 6 };

function routed(sketch: Sketch, exchange: string, key = '', headers: Arguments = {}): Route {
  return route(sketched(sketch), '/', exchange, key, headers, version);
}

function steps({ path }: Route): string[] {
  return path.map(({ from, to, by, certainty }) => `${from} -${by}-> ${to.kind} ${to.name} (${certainty})`);
}

const queues = { a: {}, b: {}, c: {} };

describe('one exchange', () => {
  test('direct takes bindings with the very key', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'direct' },
      bindings: [
        ['x', 'a', 'k'],
        ['x', 'b', 'K'],
        ['x', 'c', 'k'],
      ],
    };

    expect(routed(sketch, 'x', 'k')).toMatchObject({ queues: ['a', 'c'], certain: ['a', 'c'], unroutable: false });
  });

  test('fanout takes all, and a queue bound twice gets it once', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'fanout' },
      bindings: [
        ['x', 'a', 'k'],
        ['x', 'a', 'other'],
      ],
    };

    expect(routed(sketch, 'x', 'whatever').queues).toEqual(['a']);
  });

  test('topic takes words by * and #', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'topic' },
      bindings: [
        ['x', 'a', 'order.*'],
        ['x', 'b', 'order.#'],
        ['x', 'c', '*.created.#'],
      ],
    };

    expect(routed(sketch, 'x', 'order.created').queues).toEqual(['a', 'b', 'c']);
    expect(routed(sketch, 'x', 'order').queues).toEqual(['b']);
    expect(routed(sketch, 'x', '').unroutable).toBe(true);
  });

  test.each<[string, Arguments, Arguments, boolean]>([
    ['all', { 'x-match': 'all', one: '1', two: 2 }, { one: '1', two: 2, three: 3 }, true],
    ['all where one differs by type', { one: '1' }, { one: 1 }, false],
    ['all where one is missing', { 'x-match': 'all', one: 1, two: 2 }, { one: 1 }, false],
    ['any', { 'x-match': 'any', one: 1, two: 2 }, { two: 2 }, true],
    ['any where none is', { 'x-match': 'any', one: 1 }, { two: 1 }, false],
    ['any without arguments', { 'x-match': 'any' }, { one: 1 }, false],
    ['all without arguments', {}, {}, true],
    ['all, which passes over x- arguments', { 'x-match': 'all', 'x-one': 1, two: 2 }, { two: 2 }, true],
    ['all-with-x', { 'x-match': 'all-with-x', 'x-one': 1 }, { 'x-one': 1 }, true],
    ['all-with-x where the x- header is missing', { 'x-match': 'all-with-x', 'x-one': 1 }, {}, false],
    ['any, which passes over x- arguments', { 'x-match': 'any', 'x-one': 1 }, { 'x-one': 1 }, false],
    ['any-with-x', { 'x-match': 'any-with-x', 'x-one': 1, two: 2 }, { 'x-one': 1 }, true],
    ['a list of strings', { list: ['a', 'b'] }, { list: ['a', 'b'] }, true],
    ['a table of another value', { table: { one: 1 } }, { table: { one: 2 } }, false],
  ])('headers: %s', (_, binding, headers, isTaken) => {
    const sketch: Sketch = { queues, exchanges: { x: 'headers' }, bindings: [['x', 'a', '', binding]] };

    expect(routed(sketch, 'x', '', headers).queues).toEqual(isTaken ? ['a'] : []);
  });

  test.each<Arguments[string]>([[1], { one: 1 }, { one: 'a', two: 'b' }])(
    'headers: whether %j is equal to itself hangs on the client',
    (value) => {
      const sketch: Sketch = { queues, exchanges: { x: 'headers' }, bindings: [['x', 'a', '', { value }]] };

      expect(routed(sketch, 'x', '', { value })).toMatchObject({ queues: ['a'], certain: [] });
    },
  );

  test('the default exchange reaches the queue that the key names', () => {
    expect(routed({ queues }, '', 'b')).toMatchObject({ queues: ['b'], certain: ['b'], unroutable: false });
    expect(routed({ queues }, '', 'missing')).toMatchObject({ queues: [], unroutable: true });
  });

  test('every virtual host has the built-in ones', () => {
    const sketch: Sketch = { queues, bindings: [['amq.topic', 'a', 'k.#']] };

    expect(routed(sketch, 'amq.topic', 'k.l').queues).toEqual(['a']);
  });

  test.each(['x-consistent-hash', 'x-modulus-hash', 'x-random'])('%s chooses one of several', (type) => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: type },
      bindings: [
        ['x', 'a', '1'],
        ['x', 'b', '1'],
      ],
    };

    expect(routed(sketch, 'x', 'k')).toMatchObject({ queues: ['a', 'b'], certain: [], unroutable: false });
    expect(routed({ ...sketch, bindings: [['x', 'a', '1']] }, 'x', 'k').certain).toEqual(['a']);
    expect(routed({ ...sketch, bindings: [] }, 'x', 'k').unroutable).toBe(true);
  });

  test('x-local-random may have none on its node', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'x-local-random' },
      bindings: [
        ['x', 'a'],
        ['x', 'b'],
      ],
    };

    const found = routed(sketch, 'x', 'k');

    expect(found).toMatchObject({ queues: ['a', 'b'], certain: [] });
    expect(found.unroutable).toBeUndefined();
  });

  test('x-delayed-message routes by its type, and with a delay also to its alternate exchange at once', () => {
    const sketch: Sketch = {
      queues,
      exchanges: {
        x: ['x-delayed-message', { 'x-delayed-type': 'direct', 'alternate-exchange': 'other' }],
        other: 'fanout',
      },
      bindings: [
        ['x', 'a', 'k'],
        ['other', 'b'],
      ],
    };

    expect(routed(sketch, 'x', 'k').queues).toEqual(['a']);
    expect(routed(sketch, 'x', 'k', { 'x-delay': 5_000 })).toMatchObject({
      certain: ['a', 'b'],
      remarks: ["exchange 'x': it holds the message back by 'x-delay', and then routes it"],
    });
  });

  test('one of an unknown type may take any of its bindings, or none', () => {
    const sketch: Sketch = { queues, exchanges: { x: 'x-lvc' }, bindings: [['x', 'a', 'k']] };

    const found = routed(sketch, 'x', 'k');

    expect(found).toMatchObject({
      queues: ['a'],
      certain: [],
      remarks: ["exchange 'x': what an exchange of type 'x-lvc' does with a message is not known"],
    });
    expect(found.unroutable).toBeUndefined();
  });

  test('headers: an argument that an export writes as "undefined" is that string, or wants any value', () => {
    const sketch: Sketch = { queues, exchanges: { x: 'headers' }, bindings: [['x', 'a', '', { one: 'undefined' }]] };

    expect(routed(sketch, 'x', '', { one: 5 })).toMatchObject({ queues: ['a'], certain: [] });
    expect(routed(sketch, 'x', '', { one: 'undefined' })).toMatchObject({ certain: ['a'] });
    expect(routed(sketch, 'x', '', { two: 5 })).toMatchObject({ queues: [], unroutable: true });
  });

  test('x-jms-topic takes by selectors, which are not evaluated', () => {
    const sketch: Sketch = { queues, exchanges: { x: 'x-jms-topic' }, bindings: [['x', 'a', 'k']] };

    const found = routed(sketch, 'x', 'other');

    expect(found).toMatchObject({
      queues: ['a'],
      certain: [],
      remarks: ["exchange 'x': its bindings take messages by JMS selectors, which are not evaluated"],
    });
    expect(found.unroutable).toBeUndefined();
    expect(routed({ ...sketch, bindings: [] }, 'x').unroutable).toBe(true);
  });

  test('CC and BCC bring more keys', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'direct' },
      bindings: [
        ['x', 'a', 'k'],
        ['x', 'b', 'l'],
        ['x', 'c', 'm'],
      ],
    };

    expect(routed(sketch, 'x', 'k', { CC: ['l'], BCC: ['m', 7] }).queues).toEqual(['a', 'b', 'c']);
    expect(routed(sketch, 'x', 'k', { CC: 'l' })).toMatchObject({
      refused: "header 'CC' must be a list of routing keys",
      queues: [],
    });
  });
});

describe('several exchanges', () => {
  test('pass a message on, each once, so that a cycle ends', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'fanout', y: 'fanout', z: 'direct' },
      bindings: [
        ['x', 'y'],
        ['y', 'x'],
        ['y', 'z'],
        ['z', 'a', 'k'],
        ['x', 'b'],
      ],
    };

    const found = routed(sketch, 'x', 'k');

    expect(found.queues).toEqual(['a', 'b']);
    expect(steps(found)).toEqual([
      'x -binding-> exchange y (certain)',
      'x -binding-> queue b (certain)',
      'y -binding-> exchange x (certain)',
      'y -binding-> exchange z (certain)',
      'z -binding-> queue a (certain)',
    ]);
  });

  test('an alternate exchange is used only when the exchange itself matched nothing', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: ['direct', { 'alternate-exchange': 'other' }], other: 'fanout', dead: 'direct' },
      bindings: [
        ['x', 'a', 'k'],
        ['other', 'b'],
        ['x', 'dead', 'end'],
      ],
    };

    expect(routed(sketch, 'x', 'k').queues).toEqual(['a']);
    expect(steps(routed(sketch, 'x', 'l'))).toEqual([
      'x -alternate-> exchange other (certain)',
      'other -binding-> queue b (certain)',
    ]);
    expect(routed(sketch, 'x', 'end')).toMatchObject({ queues: [], unroutable: true });
  });

  test('alternate exchanges that go round end, and a missing one loses the message', () => {
    const round: Sketch = {
      exchanges: { x: ['direct', { 'alternate-exchange': 'y' }], y: ['direct', { 'alternate-exchange': 'x' }] },
    };

    expect(routed(round, 'x', 'k')).toMatchObject({ queues: [], unroutable: true });
    expect(routed({ exchanges: { x: ['direct', { 'alternate-exchange': 'gone' }] } }, 'x')).toMatchObject({
      unroutable: true,
      remarks: ["there is no exchange 'gone', to which 'x' leads: what comes there is lost"],
    });
  });

  test('an alternate exchange may come by policy, and to a built-in exchange only so', () => {
    const policies = [
      {
        name: 'p',
        vhost: '/',
        pattern: '^amq\\.direct$',
        'apply-to': 'exchanges' as const,
        priority: 0,
        definition: { 'alternate-exchange': 'other' },
      },
    ];

    expect(
      routed({ queues, exchanges: { other: 'fanout' }, bindings: [['other', 'c']], policies }, 'amq.direct', 'k')
        .queues,
    ).toEqual(['c']);
  });

  test('the default exchange as an alternate one reaches nothing', () => {
    const sketch: Sketch = { queues, exchanges: { x: ['direct', { 'alternate-exchange': '' }] } };

    expect(routed(sketch, 'x', 'a')).toMatchObject({ queues: [], unroutable: true });
  });

  test('a choice behind which both ways lead to one queue is certain for that queue', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'x-random', y: 'fanout', z: 'fanout' },
      bindings: [
        ['x', 'y'],
        ['x', 'z'],
        ['y', 'a'],
        ['z', 'a'],
        ['z', 'b'],
      ],
    };

    expect(routed(sketch, 'x')).toMatchObject({ queues: ['a', 'b'], certain: ['a'], unroutable: false });
  });

  test('a choice that may lead to nothing leaves open whether a message is routed', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'x-random', y: 'direct' },
      bindings: [
        ['x', 'y'],
        ['x', 'b'],
      ],
    };

    const found = routed(sketch, 'x', 'k');

    expect(found.queues).toEqual(['b']);
    expect(found.unroutable).toBeUndefined();
  });
});

describe('refuses a publisher', () => {
  test('an exchange that is not there', () => {
    expect(routed({}, 'missing').refused).toBe("there is no exchange 'missing'");
  });

  test('an internal exchange, which others still reach', () => {
    const sketch: Sketch = {
      queues,
      exchanges: { x: 'fanout', inner: ['fanout', { internal: true }] },
      bindings: [
        ['x', 'inner'],
        ['inner', 'a'],
      ],
    };

    expect(routed(sketch, 'inner').refused).toBe("exchange 'inner' is internal: no publisher may use it");
    expect(routed(sketch, 'x').queues).toEqual(['a']);
  });
});

test('of a message that is not known, every queue it may come to, and those it comes to for certain', () => {
  const sketch: Sketch = {
    queues,
    exchanges: { x: 'topic' },
    bindings: [
      ['x', 'a', 'order.*'],
      ['x', 'b', '#'],
    ],
  };
  const router = new Router(indexTopology(sketched(sketch), version));

  expect(router.publish('/', { ...anyMessage, exchange: 'x' })).toMatchObject({
    queues: ['a', 'b'],
    certain: ['b'],
    unroutable: false,
  });
  expect(router.publish('/', publishedMessage('x', 'order.new')).certain).toEqual(['a', 'b']);
});

test.each(['constructor', '__proto__', 'toString'])(
  'an exchange of the type %s is one of an unknown type, as any other name is',
  (type) => {
    const sketch: Sketch = { queues, exchanges: { x: type }, bindings: [['x', 'a', 'k']] };

    expect(routed(sketch, 'x', 'k')).toMatchObject({
      queues: ['a'],
      remarks: [`exchange 'x': what an exchange of type '${type}' does with a message is not known`],
    });
  },
);
