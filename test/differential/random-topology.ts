import { fc } from '../random';
import { emptyTopology, type Arguments, type Topology } from '../../model/topology/topology';

/** Names of exchanges of random topologies; the first is internal. */
export const exchangeNames = ['inner', 'e1', 'e2', 'e3', 'e4', 'e5'];

/** Types that decide by the message alone. */
export const plainTypes = ['direct', 'topic', 'topic', 'headers', 'headers', 'fanout'];

/** Types that choose one destination of several, and one that also remembers. */
export const otherTypes = ['x-consistent-hash', 'x-modulus-hash', 'x-random', 'x-local-random', 'x-recent-history'];

// Few words, so that keys and bindings meet; some that a topic exchange might take for its own.
const words = ['a', 'a', 'b', 'b', '', '*', 'é'];
const key = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((parts) => parts.join('.'));
// From 4.3.5 on, a topic exchange refuses more than two '#'.
const topicKey = fc
  .array(fc.constantFrom(...words, '#', '#', '*'), { maxLength: 4 })
  .filter((parts) => parts.filter((word) => word === '#').length <= 2)
  .map((parts) => parts.join('.'));

const noArguments: Arguments = {};
const value = fc.constantFrom<Arguments[string][]>('1', 1, 2, true, 'red', 1.5, ['a', 'b'], { one: 'a' });
const headerNames = ['colour', 'size', 'x-size', 'x-first-death-reason'];

/** The headers of a random message; now and then more routing keys. */
export const headers: fc.Arbitrary<Arguments> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...headerNames.slice(0, 3)), value, { maxKeys: 3 }),
    fc.option(fc.record({ name: fc.constantFrom('CC', 'BCC'), keys: fc.array(key, { maxLength: 2 }) }), { freq: 3 }),
  )
  .map(([own, more]) => (more === null ? own : { ...own, [more.name]: more.keys }));

/** The routing key of a random message; some name a queue. */
export function routingKey(queues: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: key }, { weight: 1, arbitrary: fc.constantFrom(...queues, 'missing') });
}

const headersArguments = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(...headerNames),
      fc.oneof(
        { weight: 5, arbitrary: value },
        { weight: 1, arbitrary: fc.constantFrom('rejected', 'expired', 'maxlen') },
      ),
      { maxKeys: 3 },
    ),
    fc.constantFrom(undefined, 'all', 'any', 'all-with-x', 'any-with-x'),
  )
  .map(([own, match]): Arguments => (match === undefined ? own : { ...own, 'x-match': match }));

/** Random exchanges, bindings and alternate exchanges between given queues, all in one virtual host. */
export function topologies(
  vhost: string,
  types: readonly string[],
  queues: Topology['queues'],
): fc.Arbitrary<Topology> {
  const names = queues.map(({ name }) => name);
  const alternate = fc.constantFrom(...exchangeNames, '', 'missing');
  const exchange = (name: string) =>
    fc
      .record({ type: fc.constantFrom(...types), alternate: fc.option(alternate, { freq: 2 }) })
      .map(({ type, alternate: to }) => ({
        ...{ name, vhost, type, durable: true, auto_delete: false, internal: name === 'inner' },
        arguments: to === null ? noArguments : { 'alternate-exchange': to },
      }));
  const raw = fc.record({
    source: fc.constantFrom(...exchangeNames, 'amq.topic', 'amq.headers'),
    toExchange: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
    exchange: fc.constantFrom(...exchangeNames),
    queue: fc.constantFrom(...names),
    key,
    topicKey,
    weight: fc.integer({ min: 1, max: 3 }),
    headersArguments,
  });
  return fc
    .record({
      exchanges: fc.tuple(...exchangeNames.map(exchange)),
      bindings: fc.array(raw, { minLength: 14, maxLength: 40, size: 'max' }),
      byPolicy: fc.array(fc.record({ pattern: fc.constantFrom('^e[1-3]$', '', 'e', '^amq', '^$'), to: alternate }), {
        maxLength: 2,
      }),
    })
    .map(({ exchanges, bindings, byPolicy }): Topology => ({
      ...emptyTopology,
      vhosts: [{ name: vhost }],
      exchanges,
      queues,
      bindings: bindings.map((drawn) => {
        const { source } = drawn;
        const builtIn = { 'amq.topic': 'topic', 'amq.headers': 'headers' }[source];
        const type = builtIn ?? exchanges.find(({ name }) => name === source)?.type ?? 'direct';
        const toExchange = drawn.toExchange && type !== 'x-local-random';
        return {
          ...{ source, vhost, destination: toExchange ? drawn.exchange : drawn.queue },
          destination_type: toExchange ? 'exchange' : 'queue',
          routing_key: keyFor(type, drawn),
          arguments: type === 'headers' ? drawn.headersArguments : {},
        };
      }),
      policies: byPolicy.map(({ pattern, to }, index) => ({
        ...{ name: `alternate-${index}`, vhost, pattern, priority: index },
        'apply-to': 'exchanges',
        definition: { 'alternate-exchange': to },
      })),
    }));
}

function keyFor(
  type: string,
  drawn: { readonly key: string; readonly topicKey: string; readonly weight: number },
): string {
  if (type === 'topic') return drawn.topicKey;
  if (type === 'x-consistent-hash') return String(drawn.weight);
  return type === 'x-local-random' ? '' : drawn.key;
}
