import { fc } from '../../random';
import type { ServerVersion } from '../../../model/server/server-version';
import type { Json } from '../../../model/topology/topology';
import { junk, pathsOf, set, type Element } from './junk';
import { lasting, operatorDefinition, policyDefinition, queueArguments } from './samples';

/** The content of a definitions file about one virtual host, in which something may be badly wrong. */
export type DefinitionsFile = Readonly<Record<string, Json>>;

type Elements = Readonly<Record<string, readonly Element[]>>;

/** Elements of each list, as they should be. */
function elements(vhost: string, user: string): Elements {
  const shape = { vhost, durable: true, auto_delete: false, arguments: {} };
  const bound = { vhost, destination_type: 'queue', routing_key: 'k', arguments: {} };
  return {
    users: [
      {
        name: user,
        password_hash: hash(36),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: ['management'],
        limits: { 'max-connections': 5 },
      },
      { name: `${user}-2`, password_hash: '', hashing_algorithm: 'rabbit_password_hashing_sha512', tags: '' },
      { name: `${user}-3`, password: 'secret', tags: [] },
    ],
    vhosts: [{ name: vhost, metadata: { default_queue_type: 'classic', tags: ['a'] }, tags: ['a'], limits: [] }],
    permissions: [{ user, vhost, configure: '', write: '.*', read: '^a' }],
    topic_permissions: [{ user, vhost, exchange: 'amq.topic', write: '.*', read: '^a' }],
    global_parameters: [{ name: `${vhost}-global`, value: { k: 'v' } }],
    parameters: [
      {
        component: 'operator_policy',
        vhost,
        name: 'o',
        value: { pattern: '^none', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'queues' },
      },
      { component: 'vhost-limits', vhost, name: 'limits', value: { 'max-queues': 50 } },
      {
        component: 'federation-upstream',
        vhost,
        name: 'up',
        value: { uri: 'amqp://127.0.0.1:1', 'ack-mode': 'on-confirm', expires: 60_000 },
      },
      { component: 'federation-upstream-set', vhost, name: 'set', value: [{ upstream: 'up' }] },
    ],
    policies: [
      { name: 'p', vhost, pattern: '^none', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'queues' },
    ],
    queues: [
      { ...shape, name: 'a', arguments: { 'x-queue-type': 'classic', 'x-max-length': 5 } },
      { ...shape, name: 'c', exclusive: false },
      { ...shape, name: 'b', arguments: { 'x-queue-type': 'quorum' } },
    ],
    exchanges: [
      { ...shape, name: 'e', type: 'direct', internal: false },
      { ...shape, name: 't', type: 'topic', internal: false, arguments: { 'alternate-exchange': 'e' } },
      { ...shape, name: 'h', type: 'x-consistent-hash', internal: false, arguments: { 'hash-header': 'h' } },
      { ...shape, name: 'r', type: 'x-recent-history', internal: false, arguments: { 'x-recent-history-length': 5 } },
    ],
    bindings: [
      { ...bound, source: 'amq.direct', destination: 'a' },
      { ...bound, source: 'e', destination: 'c' },
      { ...bound, source: 't', destination: 'a', routing_key: 'k.*' },
      { ...bound, source: 't', destination: 'e', destination_type: 'exchange' },
      { ...bound, source: 'h', destination: 'c', routing_key: '1' },
      { ...bound, source: 'amq.headers', destination: 'a', arguments: { 'x-match': 'all', format: 'pdf' } },
      { ...bound, source: 'e', destination: 'b' },
    ],
  };
}

function hash(bytes: number): string {
  return Buffer.alloc(bytes, 7).toString('base64');
}

/** A change of a file: of one field of one element, of its whole, or what it says twice. */
type Change = (file: Elements) => Elements;

/**
 * Files in which up to three things may have become anything: fields, settings as this version knows them, elements that
 * stand twice or not at all.
 */
export function definitionsFiles(vhost: string, user: string, version: ServerVersion): fc.Arbitrary<DefinitionsFile> {
  const whole = elements(vhost, user);
  const places = Object.entries(whole).flatMap(([list, members]) =>
    members.map((member, index) => ({ list, index, member })),
  );
  const fields = places.flatMap(({ list, index, member }) => pathsOf(member).map((keys) => ({ list, index, keys })));
  const place = fc.constantFrom(...places);
  const fieldChange = fc
    .tuple(fc.constantFrom(...fields), fc.constantFrom(...junk))
    .map(([{ list, index, keys }, value]) =>
      changed(list, index, (member) => set(member, keys, lasting(keys.at(-1), value))),
    );
  const doubled = fc
    .tuple(place, fc.option(fc.constantFrom(...junk), { nil: 'as it is' }), fc.nat())
    .map(([{ list, member }, value, at]): Change => {
      const paths = pathsOf(member);
      const copy = value === 'as it is' ? member : set(member, paths[at % paths.length] ?? [], value);
      return (file) => ({ ...file, [list]: [...membersOf(file, list), copy] });
    });
  const missing = place.map(({ list, index }): Change => (file) => ({
    ...file,
    [list]: membersOf(file, list).filter((_, at) => at !== index),
  }));
  const queueOf = (types: readonly Json[]) =>
    fc
      .tuple(
        fc.constantFrom(0, 1),
        queueArguments(version, types),
        fc.constantFrom<Element>({}, { durable: false }, { auto_delete: true }),
      )
      .map(([index, args, rest]) => changed('queues', index, (member) => ({ ...member, ...rest, arguments: args })));
  const settings = fc.oneof(
    queueOf(['classic', 'classic', 'classic', 'quorum', 'stream']),
    policyDefinition(version).map((definition) => changed('policies', 0, (member) => ({ ...member, definition }))),
    operatorDefinition(version).map((definition) =>
      changed('parameters', 0, (member) => set(member, ['value', 'definition'], definition)),
    ),
  );
  const change = fc.oneof(
    { weight: 8, arbitrary: fieldChange },
    { weight: 2, arbitrary: doubled },
    { weight: 1, arbitrary: missing },
    { weight: 3, arbitrary: settings },
    { weight: 1, arbitrary: fc.constantFrom(...wholeFileChanges) },
  );
  const changes = fc.oneof(
    { weight: 6, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(change, { minLength: 2, maxLength: 3 }) },
  );
  // Quorum queues take longer than all the rest.
  const isQuick = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
  return fc
    .tuple(changes, isQuick)
    .map(([some, quick]) => some.reduce((file, make) => make(file), quick ? withoutLast(whole) : whole));
}

/** The last queue and binding are those about a quorum queue. */
function withoutLast(whole: Elements): Elements {
  return { ...whole, queues: (whole['queues'] ?? []).slice(0, -1), bindings: (whole['bindings'] ?? []).slice(0, -1) };
}

const wholeFileChanges: readonly Change[] = [
  (file) => file,
  (file) => ({ ...file, unknown: [{}] }),
  (file) => ({ ...file, queues: [] }),
  (file) => ({ ...file, bindings: [], queues: [] }),
  (file) => ({ ...file, parameters: [] }),
  ...['users', 'vhosts', 'permissions', 'parameters', 'policies', 'queues', 'bindings', 'global_parameters'].flatMap(
    (list) =>
      [{}, null, 5, ['x'], [[]], [null]].map((value): Change => (file) => ({ ...file, [list]: value as never })),
  ),
];

function changed(list: string, index: number, make: (member: Element) => Element): Change {
  return (file) => {
    const members = file[list];
    return Array.isArray(members)
      ? { ...file, [list]: members.map((member: Element, at) => (at === index ? make(member) : member)) }
      : file;
  };
}

/** The members of a list, which another change may have made anything. */
function membersOf(file: Elements, list: string): readonly Element[] {
  const members: unknown = file[list];
  return Array.isArray(members) ? members : [];
}
