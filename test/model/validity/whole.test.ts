import type { Topology } from '../../../model/topology/topology';
import { validate } from '../../../model/validity/validity';
import { emptyTopology } from '../../../model/topology/topology';
import { binding, exchange, queue, saidOf, saidOfFile, saidWith } from './fixture';

const named = (name: string, args: Topology['queues'][number]['arguments']) => queue(args, { name });

describe('values of the wrong type, as 4.0.5 and 4.3.6 take them', () => {
  test.each<[unknown, string[]]>([
    [1_114_111, []],
    [1_114_112, ['refused vhost/tags']],
    [55_296, ['refused vhost/tags']],
    [-1, ['refused vhost/tags']],
    [1.5, ['refused vhost/tags']],
    [{}, ['refused vhost/tags']],
    [['a'], ['refused vhost/tags']],
    [true, []],
  ])('the tag %j of a virtual host', (tag, expected) => {
    expect(saidOfFile({ vhosts: [{ name: '/', tags: [tag] }] })).toEqual(expected);
  });

  test.each<[unknown, string[]]>([
    ['a', []],
    [null, []],
    [{}, []],
    [['a', 65, [['b']]], []],
    [5, ['breaks global-parameter/cluster-name']],
    [{ a: 1 }, ['breaks global-parameter/cluster-name']],
    [[{}], ['breaks global-parameter/cluster-name']],
    [[true], ['breaks global-parameter/cluster-name']],
    [[256], ['breaks global-parameter/cluster-name']],
    [[195, 169], []],
    [[200], ['breaks global-parameter/cluster-name']],
  ])('the name %j of a cluster', (value, expected) => {
    expect(saidOfFile({ global_parameters: [{ name: 'cluster_name', value }] })).toEqual(expected);
  });

  test.each(['4.0.5', '4.3.6'])('bytes that are no text keep definitions from being exported, on %s', (version) => {
    const permission = { user: 'u', vhost: '/', exchange: 'amq.topic', write: [200], read: '' };
    const named = { global_parameters: [{ name: 'cluster_name', value: [200] }] };

    expect(saidOfFile({ topic_permissions: [permission] }, version)).toEqual(['breaks permission/not-exportable']);
    expect(saidOfFile(named, version)).toEqual(['breaks global-parameter/cluster-name']);
  });

  test.each<[unknown, string[]]>([
    [true, ['hazard exchange/name']],
    [null, ['hazard exchange/name']],
    [5, ['refused exchange/name']],
    [[1], ['refused exchange/name']],
    [undefined, ['hazard exchange/name']],
  ])('the name %j of an exchange', (name, expected) => {
    const unnamed = { ...exchange('e', 'fanout'), name };

    for (const version of ['4.0.5', '4.3.6']) expect(saidOfFile({ exchanges: [unnamed] }, version)).toEqual(expected);
  });

  test.each<[unknown, string[]]>([
    [[1], ['hazard global-parameter/name']],
    [[], ['hazard global-parameter/name']],
    [['a'], ['refused global-parameter/name']],
    [[-1], ['refused global-parameter/name']],
    [{}, ['refused global-parameter/name']],
  ])('the name %j of a global parameter', (name, expected) => {
    expect(saidOfFile({ global_parameters: [{ name, value: 1 }] })).toEqual(expected);
  });

  test.each<[unknown, string[]]>([
    ['a', []],
    [5, ['refused exchange/argument-value']],
    [true, ['refused exchange/argument-value']],
    [{}, ['refused exchange/argument-value']],
  ])('the hash-header %j of a consistent-hash exchange', (header, expected) => {
    const hashing = exchange('e', 'x-consistent-hash', { 'hash-header': header as string });

    for (const version of ['4.0.5', '4.3.6']) {
      const said = saidOfFile({ exchanges: [hashing] }, version).filter((finding) => finding.startsWith('refused'));
      expect(said).toEqual(expected);
    }
  });

  test.each<[unknown[], string[]]>([
    [['a'], ['hazard binding/arguments']],
    [['a', 'a'], ['refused binding/arguments']],
    [[1, 2], ['refused binding/arguments']],
  ])('the list %j as arguments of a binding', (args, expected) => {
    const bound = { ...binding('amq.topic', 'q', 'k'), arguments: args };

    expect(saidOfFile({ vhosts: [{ name: '/' }], queues: [named('q', {})], bindings: [bound] })).toEqual(expected);
  });
});

describe('values of the wrong type over HTTP, as 4.0.5 and 4.3.6 take them', () => {
  const vhost = (fields: object) => ({ vhosts: [{ name: 'v', ...fields }] }) as object as Partial<Topology>;
  const permission = (fields: object) =>
    ({ topicPermissions: [{ user: 'u', vhost: '/', write: '', read: '', ...fields }] }) as object as Partial<Topology>;

  test.each<[Partial<Topology>, string, string]>([
    [vhost({ tags: null }), 'hazard vhost/tags', 'hazard vhost/tags'],
    [vhost({ tags: 0 }), 'refused vhost/tags', 'refused vhost/tags'],
    [vhost({ tracing: 'yes' }), 'refused vhost/tracing', 'refused vhost/tracing'],
    [vhost({ default_queue_type: null }), 'refused vhost/default-queue-type', ''],
    [vhost({ default_queue_type: '' }), 'refused vhost/default-queue-type', 'refused vhost/default-queue-type'],
    [permission({ exchange: 5 }), 'hazard topic-permission/exchange', 'refused topic-permission/exchange'],
    [permission({}), 'refused topic-permission/exchange', 'refused topic-permission/exchange'],
  ])('%j', (topology, old, newest) => {
    const own = (version: string) => saidOf(topology, version).filter((said) => !/(user|exchange)-missing/.test(said));

    expect(own('4.0.5').join()).toBe(old);
    expect(own('4.3.6').join()).toBe(newest);
  });

  test('a list for the arguments of a binding hides no other fault', () => {
    const bound = { ...binding('x', 'q', 'heavy'), arguments: [1] };
    const topology = { exchanges: [exchange('x', 'x-consistent-hash')], queues: [named('q', {})], bindings: [bound] };

    expect(saidOf(topology as object as Topology)).toEqual(
      expect.arrayContaining(['hazard binding/arguments', 'refused binding/weight']),
    );
  });
});

test.each<[string, object]>([
  ['null', { routing_key: null }],
  ['true', { routing_key: true }],
  ['a list', { routing_key: ['a'] }],
  ['missing', { routing_key: undefined }],
])('a local random exchange refuses a routing key that is %s', (_, key) => {
  const definitions = {
    vhosts: [{ name: '/' }],
    exchanges: [exchange('x', 'x-local-random')],
    queues: [named('q', {})],
    bindings: [{ ...binding('x', 'q', ''), ...key }],
  };

  for (const version of ['4.0.5', '4.3.6']) {
    expect(saidOfFile(definitions, version)).toEqual([expect.stringMatching(/^refused binding\/routing-key/)]);
  }
});

describe('a topology as a whole', () => {
  test.each<[string, Partial<Topology>, string[]]>([
    [
      'a dead-letter exchange that is not there',
      { queues: [named('a', { 'x-dead-letter-exchange': 'dlx' })] },
      ['hazard queue/dead-letter-exchange-missing'],
    ],
    [
      'a dead-letter exchange that has no binding for the key',
      {
        queues: [named('a', { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'dead' }), named('b', {})],
        exchanges: [exchange('dlx')],
        bindings: [binding('dlx', 'b', 'other')],
      },
      ['hazard queue/dead-letter-unroutable'],
    ],
    [
      'a cycle of queues whose messages expire',
      {
        queues: [
          named('a', { 'x-message-ttl': 5, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'b' }),
          named('b', { 'x-message-ttl': 5, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'a' }),
        ],
      },
      ['hazard queue/dead-letter-cycle'],
    ],
    [
      'at-least-once dead-lettering without reject-publish',
      {
        queues: [
          named('a', {
            'x-queue-type': 'quorum',
            'x-dead-letter-exchange': 'amq.fanout',
            'x-dead-letter-strategy': 'at-least-once',
          }),
        ],
      },
      ['hazard queue/at-least-once-overflow'],
    ],
    ['an exchange to which nothing is bound', { exchanges: [exchange('e')] }, ['hazard exchange/no-binding']],
    [
      'a binding to what is not there',
      { exchanges: [exchange('e')], bindings: [binding('e', 'q')] },
      ['hazard binding/end-missing'],
    ],
    ['a queue declared twice', { queues: [named('a', {}), named('a', {})] }, ['hazard queue/declared-twice']],
    [
      'a queue that no message can reach',
      {
        users: [{ name: 'u', tags: [] }],
        queues: [named('a', {})],
        permissions: [{ user: 'u', vhost: '/', configure: '', write: '^e$', read: '^a$' }],
      },
      ['hazard queue/unreachable', 'hazard permission/matches-nothing'],
    ],
    [
      'a queue that only dead letters can reach which keep the key of their message',
      {
        users: [{ name: 'u', tags: [] }],
        exchanges: [exchange('e')],
        queues: [named('a', {}), named('b', { 'x-dead-letter-exchange': '' })],
        bindings: [binding('e', 'b')],
        permissions: [{ user: 'u', vhost: '/', configure: '', write: '^e$', read: '^a$' }],
      },
      [],
    ],
    [
      'a permission to write that names a queue',
      {
        users: [{ name: 'u', tags: [] }],
        queues: [named('a', {})],
        exchanges: [exchange('e')],
        bindings: [binding('e', 'a')],
        permissions: [{ user: 'u', vhost: '/', configure: '', write: '^a$', read: '^a$' }],
      },
      ['hazard permission/write-without-exchange'],
    ],
    [
      'headers that compare nothing',
      { queues: [named('a', {})], exchanges: [exchange('e', 'headers')], bindings: [binding('e', 'a')] },
      ['hazard binding/no-header'],
    ],
    [
      'a weight that is none',
      {
        queues: [named('a', {})],
        exchanges: [exchange('e', 'x-consistent-hash')],
        bindings: [binding('e', 'a', 'heavy')],
      },
      ['hazard exchange/plugin-type', 'refused binding/weight'],
    ],
  ])('%s', (_, part, expected) => {
    expect(saidOf(part)).toEqual(expected);
  });

  test.each([
    ['#.a.#', '4.3.5', []],
    ['##.#.#a.#', '4.3.5', []],
    ['#.a.#.b.#', '4.3.5', ['refused binding/wildcards']],
    ['#.a.#.b.#', '4.3.4', ['deprecated binding/wildcards']],
    ['#.a.#.b.#', '4.0.5', ['deprecated binding/wildcards']],
  ])('counts the wildcards of the key %s of a topic exchange as %s does', (key, version, expected) => {
    const bound = { queues: [named('q', {})], bindings: [binding('amq.topic', 'q', key)] };

    expect(saidOf(bound, version)).toEqual(expected);
  });

  test("knows the exchange of a broker's events, where its plugin may be enabled", () => {
    const listening = { queues: [named('q', {})], bindings: [binding('amq.rabbitmq.event', 'q', '#')] };

    expect(saidOfFile(listening)).toEqual(['hazard binding/plugin-exchange']);
    expect(saidOf(listening)).toEqual(['hazard binding/plugin-exchange']);
    expect(saidWith(['rabbitmq_event_exchange'], listening)).toEqual([]);
    expect(saidWith([], listening)).toEqual(['hazard binding/end-missing']);
  });

  test('refuses in a file what only an existing broker could make good', () => {
    expect(saidOfFile({ queues: [{ ...queue({}), vhost: 'other' }] })).toEqual(['refused vhost/missing']);
    expect(saidOfFile({ exchanges: [exchange('e')], bindings: [binding('e', 'q')] })).toEqual([
      'refused binding/end-missing',
    ]);
    expect(saidOfFile({ permissions: [{ user: 'nobody', vhost: '/', configure: '', write: '', read: '' }] })).toEqual([
      'refused permission/user-missing',
    ]);
  });

  test('does not judge what is imported', () => {
    const imported = { ...named('a', { 'x-queue-type': 'classic', 'x-delivery-limit': 5 }), imported: true };

    expect(saidOf({ queues: [imported] })).toEqual([]);
  });

  test('asks for no more replicas than there are nodes', () => {
    const topology = {
      ...emptyTopology,
      vhosts: [{ name: '/' }],
      queues: [named('a', { 'x-queue-type': 'quorum', 'x-quorum-initial-group-size': 5 })],
    };

    const [finding] = validate(topology, { major: 4, minor: 0, patch: 5 }, { nodes: 3 });

    expect(finding).toMatchObject({ rule: 'queue/group-larger-than-cluster', remedy: 'request at most 3' });
  });

  test('of a file about one virtual host is judged within that', () => {
    expect(saidOfFileAlone({ queues: [{ name: 'a', arguments: { 'x-message-ttl': '5' } }] })).toEqual([
      'hazard file/single-vhost',
      'refused queue/argument-value',
    ]);
  });
});

function saidOfFileAlone(content: object): string[] {
  return saidOfFile({ users: undefined, vhosts: undefined, ...content });
}
