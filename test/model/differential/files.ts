import fc from 'fast-check';
import type { Json } from '../../../model/topology/topology';

/** The content of a definitions file about one virtual host, in which something may be badly wrong. */
export type DefinitionsFile = Readonly<Record<string, Json>>;

/** Elements of each list, as they should be. */
function elements(vhost: string, user: string): Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>> {
  const shape = { vhost, durable: true, auto_delete: false, arguments: {} };
  return {
    users: [
      {
        name: user,
        password_hash: hash(36),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: [],
        limits: {},
      },
    ],
    vhosts: [{ name: vhost, metadata: { default_queue_type: 'classic' } }],
    permissions: [{ user, vhost, configure: '', write: '.*', read: '^a' }],
    topic_permissions: [{ user, vhost, exchange: 'amq.topic', write: '.*', read: '^a' }],
    parameters: [
      {
        component: 'operator_policy',
        vhost,
        name: 'o',
        value: { pattern: 'x', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'queues' },
      },
      { component: 'vhost-limits', vhost, name: 'limits', value: { 'max-queues': 50 } },
    ],
    policies: [
      { name: 'p', vhost, pattern: '^none', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'queues' },
    ],
    queues: [
      { ...shape, name: 'a', arguments: { 'x-queue-type': 'classic', 'x-max-length': 5 } },
      { ...shape, name: 'b', arguments: { 'x-queue-type': 'quorum' } },
      { ...shape, name: 'c' },
    ],
    exchanges: [{ ...shape, name: 'e', type: 'direct', internal: false }],
    bindings: [
      { source: 'amq.direct', vhost, destination: 'a', destination_type: 'queue', routing_key: 'k', arguments: {} },
    ],
  };
}

function hash(bytes: number): string {
  return Buffer.alloc(bytes, 7).toString('base64');
}

/** What a field may become; `undefined` is for a field left out. */
const junk: readonly (Json | undefined)[] = [
  ...[undefined, null, 1, -1, 1.5, true, '', 'x', 'quorum', '('],
  ...[[], ['x'], [['x']], [{ k: 1 }], {}, { k: 'v' }],
];

/** Changes of one field of one element that a broker survives, and that leave nothing behind which can't be removed. */
function isHarmless(list: string, key: string, value: Json | undefined): boolean {
  // An element named by no text is stored under the atom `undefined`, and its virtual host can't be used any more.
  if (key === 'name' || key === 'vhost' || key === 'user' || key === 'component') return false;
  if (['exchange', 'source', 'destination'].includes(key)) return false;
  if (list === 'queues' && (key === 'durable' || key === 'auto_delete')) return typeof value === 'boolean';
  return true;
}

/** Files in which one field of one element may have become anything. */
export function definitionsFiles(vhost: string, user: string): fc.Arbitrary<DefinitionsFile> {
  const whole = elements(vhost, user);
  const changes = Object.entries(whole).flatMap(([list, members]) =>
    members.flatMap((member, index) =>
      changesOf(member).flatMap(({ keys, value }) =>
        isHarmless(list, keys[0] ?? '', value) ? [{ list, index, keys, value }] : [],
      ),
    ),
  );
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(...changes).map(({ list, index, keys, value }) => {
        const members = (whole[list] ?? []).map((member, at) => (at === index ? set(member, keys, value) : member));
        return { ...whole, [list]: members } as DefinitionsFile;
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...wholeFileChanges).map((change) => ({ ...whole, ...change }) as DefinitionsFile),
    },
  );
}

const wholeFileChanges: readonly Readonly<Record<string, Json>>[] = [
  {},
  { unknown: 1 },
  { queues: [] },
  { bindings: [], queues: [] },
  { parameters: [] },
];

interface Change {
  readonly keys: readonly string[];
  readonly value: Json | undefined;
}

function changesOf(member: Readonly<Record<string, Json>>, path: readonly string[] = []): readonly Change[] {
  return Object.entries(member).flatMap(([key, value]): readonly Change[] => {
    const keys = [...path, key];
    const here = junk.map((replacement): Change => ({ keys, value: replacement }));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? [...here, ...changesOf(value as Readonly<Record<string, Json>>, keys)] : here;
  });
}

function set(
  table: Readonly<Record<string, Json>>,
  [key = '', ...rest]: readonly string[],
  value: Json | undefined,
): Readonly<Record<string, Json>> {
  if (rest.length > 0) return { ...table, [key]: set(table[key] as Readonly<Record<string, Json>>, rest, value) };
  const others = Object.fromEntries(Object.entries(table).filter(([other]) => other !== key));
  return value === undefined ? others : { ...others, [key]: value };
}
