import { fc } from '../../random';
import { isFault, readDefinitions, type Definitions } from '../../../model/definitions/definitions';

function read(content: unknown): Definitions {
  const result = readDefinitions(typeof content === 'string' ? content : JSON.stringify(content), 'd.json');
  if (isFault(result)) throw new Error(result.message);
  return result;
}

describe('a definitions file', () => {
  test('becomes a topology that says where each element was declared', () => {
    const { topology, faults } = read({
      vhosts: [{ name: '/', metadata: { default_queue_type: 'quorum' } }],
      queues: [{ name: 'orders', vhost: '/', arguments: { 'x-max-length': 5 } }],
    });

    expect(faults).toEqual([]);
    expect(topology.vhosts).toEqual([{ name: '/', default_queue_type: 'quorum', declaredAt: 'd.json#/vhosts/0' }]);
    expect(topology.queues).toEqual([
      {
        name: 'orders',
        vhost: '/',
        durable: true,
        auto_delete: false,
        arguments: { 'x-max-length': 5 },
        declaredAt: 'd.json#/queues/0',
      },
    ]);
  });

  test('keeps operator policies apart from other parameters', () => {
    const value = { pattern: '.*', definition: { 'max-length': 5 }, priority: 1, 'apply-to': 'queues' };

    const { topology } = read({ parameters: [{ component: 'operator_policy', vhost: '/', name: 'limits', value }] });

    expect(topology.parameters).toEqual([]);
    expect(topology.operatorPolicies).toEqual([
      { name: 'limits', vhost: '/', ...value, declaredAt: 'd.json#/parameters/0' },
    ]);
  });

  test('of a single virtual host is read as for that one', () => {
    const { topology, vhost } = read({ queues: [{ name: 'orders' }] });

    expect(vhost).toBe('/');
    expect(topology.queues[0]).toMatchObject({ name: 'orders', vhost: '/' });
  });

  test('keeps what it said where it said it badly', () => {
    const { topology, entries, faults, malformed } = read({
      vhosts: [],
      queues: [{ vhost: '/' }, 7, { name: 'b', vhost: '/', durable: 'maybe' }],
      policies: { no: 'list' },
    });

    expect(topology.queues.map(({ name }) => name)).toEqual(['b']);
    expect(entries.queues[1]?.fields).toEqual({ name: 'b', vhost: '/', durable: 'maybe' });
    expect(malformed).toEqual([
      { at: 'd.json#/policies', message: "'policies' must be a list" },
      { at: 'd.json#/queues/1', message: "an element of 'queues' must be an object" },
    ]);
    expect(faults).toContainEqual({ at: 'd.json#/queues/0', message: "'name' must be a string" });
  });

  test.each([
    ['[]', 'it must be a JSON object'],
    ['{"queues": [}', 'invalid JSON: a value is expected (a trailing comma?) at line 1, column 13'],
    ['{"users": [{"password": "s3cret" x}]}', 'invalid JSON: unexpected character at line 1, column 34'],
  ])('that is none is a fault: %j', (content, message) => {
    expect(readDefinitions(content, 'd.json')).toEqual({ at: 'd.json', message });
  });

  test('tells that a password is there, and never which', () => {
    const users = [
      { name: 'u', tags: [], password: 's3cret' },
      { name: 'v', tags: [], password: '' },
    ];

    const { topology } = read({ users });

    expect(topology.users.map(({ hasPlainPassword = false }) => hasPlainPassword)).toEqual([true, false]);
    expect(JSON.stringify(topology)).not.toContain('s3cret');
  });

  test('may hold anything without harm', () => {
    const element = fc.dictionary(
      fc.constantFrom(
        'name',
        'vhost',
        'arguments',
        'pattern',
        'definition',
        'value',
        'tags',
        '__proto__',
        'constructor',
      ),
      fc.jsonValue(),
    );
    const file = fc.dictionary(
      fc.constantFrom('queues', 'users', 'vhosts', 'policies', 'parameters', 'bindings', 'toString', '__proto__'),
      fc.oneof(fc.array(element), fc.jsonValue()),
    );

    fc.assert(fc.property(file, (content) => void readDefinitions(JSON.stringify(content), 'd.json')));
    fc.assert(fc.property(fc.string(), (content) => void readDefinitions(content, 'd.json')));
  });
});
