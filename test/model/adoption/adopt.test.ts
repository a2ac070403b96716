import { fc } from '../../random';
import { adopt, type Adoption } from '../../../model/adoption/adopt';
import { comparables } from '../../../model/comparison/comparable';
import { serverExchanges } from '../../../model/adoption/server-exchanges';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { queueTypeOf } from '../../../model/topology/queue-type';
import { emptyTopology, type Arguments, type Declared, type Topology } from '../../../model/topology/topology';
import { runAdopted } from '../../adopted-app';
import { adoptable } from './adoptable';

const versions = ['4.0.5', '4.3.6'].map((text) => parseServerVersion(text) as ServerVersion);

describe.each(versions)('an app that is written of a topology, for RabbitMQ %o', (version) => {
  test('declares all that is taken, object by object, whatever the names are', () => {
    fc.assert(
      fc.property(adoptable(version), fc.boolean(), (whole, isIdiomatic) => {
        const adoption = adopt(whole, { version, broker: { nodeCount: 1 }, isIdiomatic });

        const { topology } = runAdopted(adoption);

        expect(comparable(own(topology), adoption, version)).toEqual(comparable(adoption.topology, adoption, version));
        expect(told(whole, adoption)).toEqual(counts(whole));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

test('gives virtual hosts ids that Terraform takes, though their names begin with digits and look alike', () => {
  const version = versions[1] as ServerVersion;
  const vhosts = ['1 ü', '1 ä', '1', '2'].map((name) => ({ name }));

  const { files } = adopt({ ...emptyTopology, vhosts }, { version, broker: { nodeCount: 1 } });

  const ids = [...(files.get('main.ts') ?? '').matchAll(/new \w+\(stack, '([^']*)', \{ broker/g)].map(([, id]) => id);
  expect(ids).toHaveLength(4);
  expect(ids.filter((id) => !/^[A-Za-z]/.test(id ?? ''))).toEqual([]);
});

test('passes over in comparisons what is left alone, but for what the app refers to', () => {
  const version = versions[1] as ServerVersion;
  const topology = {
    ...emptyTopology,
    vhosts: [{ name: '/' }],
    users: ['app', 'idle'].map((name) => ({ name, tags: [] })),
    permissions: [{ user: 'app', vhost: '/', configure: '', write: '', read: '.*' }],
  };

  const { files } = adopt(topology, { version, broker: { nodeCount: 1 } });

  expect(files.get('diff.ignore')).toContain("user 'idle'");
  expect(files.get('diff.ignore')).not.toContain("user 'app'");
  expect(files.get('.gitignore')).toContain('*.tfstate');
});

test.each([
  ['.', "HTTP drops '.' as a step of a path"],
  ['..', "HTTP drops '..' as a step of a path"],
  ['cafe\u0301', "in Unicode's normal form C"],
  ['\ufefforders', 'without a byte order mark'],
])('leaves %j alone, which the provider would not find again', (name, reason) => {
  const version = versions[1] as ServerVersion;
  const queue = { name, vhost: '/', durable: true, auto_delete: false, arguments: { 'x-queue-type': 'quorum' } };
  const topology = { ...emptyTopology, vhosts: [{ name: '/' }], queues: [queue] };

  const { leftAlone } = adopt(topology, { version, broker: { nodeCount: 1 } });

  expect(leftAlone).toEqual([
    { object: { type: 'queue', vhost: '/', name }, reason: expect.stringContaining(reason) as string },
  ]);
});

test('says equal definitions of policies once, as a fragment, only where that is asked for', () => {
  const version = versions[1] as ServerVersion;
  const policy = (name: string, definition: Arguments) => ({
    ...{ vhost: '/', name, pattern: `^${name}`, 'apply-to': 'queues' as const, priority: 1, definition },
    declaredAt: name,
  });
  const equal = { 'max-length': 100, overflow: 'reject-publish' };
  const policies = [policy('a', equal), policy('b', equal), policy('c', { 'max-length': 5 })];
  const topology = { ...emptyTopology, vhosts: [{ name: '/' }], policies };
  const written = (isIdiomatic: boolean): string =>
    [...adopt(topology, { version, broker: { nodeCount: 1 }, isIdiomatic }).files]
      .filter(([file]) => file.startsWith('vhosts/'))
      .map(([, content]) => content)
      .join('');

  expect([written(false), written(true)].map((text) => text.split("'reject-publish'").length - 1)).toEqual([2, 1]);
  expect([written(false), written(true)].map((text) => text.includes(': Fragment = {'))).toEqual([false, true]);
});

test('names what a broker would refuse as comparisons name it, so that they pass over it', () => {
  const version = versions[1] as ServerVersion;
  const plain = { vhost: '/', durable: true, auto_delete: false };
  const uri = 'amqp:///';
  const shovel = { 'src-protocol': 'amqp091', 'src-uri': uri, 'src-queue': 'q', 'dest-protocol': 'amqp091' };
  const topology: Topology = {
    ...emptyTopology,
    vhosts: [{ name: '/' }],
    exchanges: [{ ...plain, name: 'h', type: 'headers', internal: false, arguments: {}, declaredAt: 'exchange' }],
    queues: [{ ...plain, name: 'q', arguments: { 'x-queue-type': 'quorum' }, declaredAt: 'queue' }],
    bindings: [
      {
        ...{ vhost: '/', source: 'h', destination: 'q', destination_type: 'queue', routing_key: 'k' },
        ...{ arguments: { z: 1, 'x-match': 'some' }, declaredAt: 'binding' },
      },
    ],
    parameters: [
      {
        ...{ component: 'shovel', vhost: '/', name: 'move', declaredAt: 'shovel' },
        value: { ...shovel, 'dest-uri': 'nowhere', 'dest-queue': 'q', 'ack-mode': 'on-confirm', 'reconnect-delay': 5 },
      },
    ],
  };

  const { leftAlone, files } = adopt(topology, { version, broker: { nodeCount: 1 } });

  expect(leftAlone.every(({ reason }) => reason.startsWith('the broker would refuse it'))).toBe(true);
  const compared = comparables(topology, version).map(({ object }) => object);
  expect(leftAlone).toHaveLength(2);
  for (const { object } of leftAlone) expect(compared).toContainEqual(object);
  expect(files.get('diff.ignore')).toContain("shovel 'move' in '/'");
});

test('leaves a binding alone of which an end has line breaks in its name, which a broker drops from what it is sent', () => {
  const version = versions[1] as ServerVersion;
  const plain = { vhost: '/', durable: true, auto_delete: false };
  const topology = {
    ...emptyTopology,
    vhosts: [{ name: '/' }],
    exchanges: [{ ...plain, name: 'a\nb', type: 'topic', internal: false, arguments: {} }],
    queues: [{ ...plain, name: 'q', arguments: { 'x-queue-type': 'quorum' } }],
    bindings: [
      {
        vhost: '/',
        source: 'a\nb',
        destination: 'q',
        destination_type: 'queue' as const,
        routing_key: '',
        arguments: {},
      },
    ],
  };

  const { leftAlone } = adopt(topology, { version, broker: { nodeCount: 1 } });

  expect(leftAlone.map(({ object }) => object.type).sort()).toEqual(['binding', 'exchange']);
});

/** What an app declares, without what it only refers to. */
function own(topology: Topology): Topology {
  const kept = Object.entries(topology).map(([section, elements]: [string, readonly Declared[]]) => [
    section,
    elements.filter(({ imported }) => imported !== true),
  ]);
  return Object.fromEntries(kept) as unknown as Topology;
}

/** Objects in one order, with the type that a queue has, and without what an empty value says as well. */
function comparable(topology: Topology, { referred }: Adoption, version: ServerVersion): Record<string, string[]> {
  const defaults = new Map([...topology.vhosts, ...referred.vhosts].map((one) => [one.name, one.default_queue_type]));
  const queues = topology.queues.map((queue) => ({
    ...queue,
    arguments: { ...queue.arguments, 'x-queue-type': queueTypeOf(queue, defaults.get(queue.vhost), version) ?? '' },
  }));
  return Object.fromEntries(
    Object.entries({ ...topology, queues }).map(([section, elements]) => [
      section,
      (elements as readonly object[]).map((element) => canonical(element)).sort(),
    ]),
  );
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'declaredAt' || key === 'administers') return undefined;
    if ((key === 'description' && inner === '') || (key === 'tracing' && inner === false)) return undefined;
    if (key.endsWith('uri')) return 'a URI';
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** How many objects of a topology an adoption has an answer for. */
test('parameters may be called as what every object of JavaScript has', () => {
  const names = ['constructor', 'toString', '__proto__'];
  const value = JSON.parse('{ "uri": "amqp://one", "constructor": 1, "__proto__": 2, "toString": 3 }') as Arguments;
  const parameters = [...names, 'federation-upstream'].map((component) => ({
    component,
    vhost: '/',
    name: 'one',
    value,
  }));
  const topology = { ...emptyTopology, vhosts: [{ name: '/' }], parameters };

  const { leftAlone } = adopt(topology, { version: versions[1] as ServerVersion, broker: { nodeCount: 1 } });

  expect(leftAlone.map(({ object }) => object.type).sort()).toEqual([...names, 'federation-upstream'].sort());
  expect(leftAlone.filter(({ reason }) => /\[object|function|native/.test(reason))).toEqual([]);
});

function told(whole: Topology, { topology, leftAlone, leftOut }: Adoption): number {
  const passedOver =
    whole.exchanges.filter(
      ({ name, type, auto_delete: passing }) => isServers(name) && type !== 'x-federation-upstream' && !passing,
    ).length +
    whole.bindings.filter(({ source }) => source === '').length +
    whole.parameters.filter(
      ({ component, value }) => component === 'vhost-limits' && ['{}', '[]'].includes(JSON.stringify(value)),
    ).length;
  return (
    counts(topology) + leftAlone.length + [...leftOut.values()].reduce((sum, count) => sum + count, 0) + passedOver
  );
}

function isServers(name: string): boolean {
  return serverExchanges.has(name) || name.startsWith('amq.');
}

function counts(topology: Topology): number {
  return Object.values({ ...emptyTopology, ...topology }).reduce((sum, elements) => sum + elements.length, 0);
}
