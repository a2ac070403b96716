import { indexTopology } from '../../../model/analysis/topology-index';
import { DeadLetterGraph, deadLetterGraph } from '../../../model/routing/dead-letter-graph';
import { idOf } from '../../../model/topology/object-id';
import { sketched, type Sketch } from './topology';

const indexed = (sketch: Sketch) => indexTopology(sketched(sketch), { major: 4, minor: 3, patch: 0 });

/** The queues that dead letters of the queue `work` may come to. */
function reached(sketch: Sketch): readonly string[] {
  const index = indexed(sketch);
  const work = index.queues.get(idOf('/', 'work'));
  if (work === undefined) throw new Error('there is no queue work');
  const ids = new DeadLetterGraph(index).from(work);
  return [...index.queues.values()].flatMap(({ queue }) => (ids.has(idOf('/', queue.name)) ? [queue.name] : []));
}

const to = (exchange: string, key?: string) => ({
  'x-dead-letter-exchange': exchange,
  ...(key === undefined ? {} : { 'x-dead-letter-routing-key': key }),
});

describe('dead letters reach', () => {
  test.each<[string, Sketch, readonly string[]]>([
    [
      'through a topic exchange only what is bound with the key of the queue',
      {
        exchanges: { dlx: 'topic' },
        queues: { work: to('dlx', 'order.failed'), orders: {}, users: {} },
        bindings: [
          ['dlx', 'orders', 'order.*'],
          ['dlx', 'users', 'user.*'],
        ],
      },
      ['orders'],
    ],
    [
      'all that is bound, where they keep the key of the message',
      {
        exchanges: { dlx: 'topic' },
        queues: { work: to('dlx'), orders: {}, users: {} },
        bindings: [
          ['dlx', 'orders', 'order.*'],
          ['dlx', 'users', 'user.*'],
        ],
      },
      ['orders', 'users'],
    ],
    [
      'through a headers exchange what may match',
      {
        exchanges: { dlx: 'headers' },
        queues: { work: to('dlx'), parked: {} },
        bindings: [['dlx', 'parked', '', { 'x-first-death-reason': 'rejected', 'x-match': 'all-with-x' }]],
      },
      ['parked'],
    ],
    [
      'the alternate exchange where no binding takes the key',
      {
        exchanges: { dlx: ['direct', { 'alternate-exchange': 'rest' }], rest: 'fanout' },
        queues: { work: to('dlx', 'other'), orders: {}, parked: {} },
        bindings: [
          ['dlx', 'orders', 'order'],
          ['rest', 'parked'],
        ],
      },
      ['parked'],
    ],
    [
      'not the alternate exchange where a binding takes it',
      {
        exchanges: { dlx: ['fanout', { 'alternate-exchange': 'rest' }], rest: 'fanout' },
        queues: { work: to('dlx'), orders: {}, parked: {} },
        bindings: [
          ['dlx', 'orders'],
          ['rest', 'parked'],
        ],
      },
      ['orders'],
    ],
    ['a queue by its name', { queues: { work: to('', 'parked'), parked: {}, other: {} } }, ['parked']],
    ['nothing from a stream', { queues: { work: { ...to('', 'parked'), 'x-queue-type': 'stream' }, parked: {} } }, []],
  ])('%s', (_, sketch, queues) => {
    expect(reached(sketch)).toEqual(queues);
  });
});

test('queues of one dead-letter exchange and key share the answer, and those of another key do not', () => {
  const log = { ...to('dlx', 'a'), 'x-queue-type': 'stream' };
  const index = indexed({
    exchanges: { dlx: 'direct' },
    queues: { one: to('dlx', 'a'), other: to('dlx', 'b'), same: to('dlx', 'a'), log, x: {}, y: {} },
    bindings: [
      ['dlx', 'x', 'a'],
      ['dlx', 'y', 'b'],
    ],
  });
  const graph = deadLetterGraph(index);
  const from = (name: string) =>
    [...index.queues.values()].filter(({ queue }) => queue.name === name).flatMap((queue) => [...graph.from(queue)]);

  expect(['one', 'other', 'same', 'log'].map(from)).toEqual([[idOf('/', 'x')], [idOf('/', 'y')], [idOf('/', 'x')], []]);
  expect([...graph.targets()].sort()).toEqual([idOf('/', 'x'), idOf('/', 'y')].sort());
  expect(deadLetterGraph(index)).toBe(graph);
});
