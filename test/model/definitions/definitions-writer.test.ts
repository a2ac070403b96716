import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { definitionsOf } from '../../../model/definitions/definitions-writer';
import { emptyTopology, type Topology } from '../../../model/topology/topology';

const topology: Topology = {
  ...emptyTopology,
  vhosts: [
    { name: 'shop', description: 'd', default_queue_type: 'quorum', tracing: true, declaredAt: 's/shop' },
    { name: '/', imported: true },
  ],
  users: [
    { name: 'known', tags: ['monitoring'], password_hash: 'aaaa', hashing_algorithm: 'rabbit_password_hashing_sha256' },
    { name: 'unknown', tags: [], declaredAt: 's/unknown' },
  ],
  permissions: [
    { user: 'known', vhost: 'shop', configure: '', write: '', read: '' },
    { user: 'unknown', vhost: 'shop', configure: '', write: '', read: '' },
  ],
  operatorPolicies: [
    { name: 'op', vhost: 'shop', pattern: '', 'apply-to': 'queues', definition: { 'max-length': 1 }, priority: 2 },
  ],
  parameters: [
    { component: 'shovel', vhost: 'shop', name: 'secret', value: { 'src-uri': 'amqp://withheld' }, declaredAt: 's/m' },
    { component: 'shovel', vhost: 'shop', name: 'open', value: { 'src-uri': 'amqp://' } },
  ],
};

test('leaves out what exists already, and what holds a secret that is not known, and says so', () => {
  const { definitions, omitted } = definitionsOf(topology);

  expect(definitions['vhosts']).toEqual([
    { name: 'shop', tracing: true, metadata: { description: 'd', tags: [], default_queue_type: 'quorum' } },
  ]);
  expect(definitions['users']?.map(({ name }) => name)).toEqual(['known']);
  expect(definitions['permissions']).toHaveLength(1);
  expect(omitted).toEqual([
    {
      object: "user 'unknown' and what it may do",
      declaredAt: 's/unknown',
      reason: 'only Terraform knows the password',
    },
    { object: "shovel 'secret'", declaredAt: 's/m', reason: 'only Terraform knows a URI of it' },
  ]);
});

test('carries operator policies as parameters', () => {
  const { definitions } = definitionsOf(topology);

  expect(definitions['parameters']).toEqual([
    { component: 'shovel', vhost: 'shop', name: 'open', value: { 'src-uri': 'amqp://' } },
    {
      component: 'operator_policy',
      vhost: 'shop',
      name: 'op',
      value: { pattern: '', definition: { 'max-length': 1 }, priority: 2, 'apply-to': 'queues' },
    },
  ]);
});

test('is read back as the topology it was written from', () => {
  const own = { ...topology, vhosts: topology.vhosts.slice(0, 1), users: topology.users.slice(0, 1) };
  const known = { ...own, permissions: own.permissions.slice(0, 1), parameters: own.parameters.slice(1) };

  const read = readDefinitions(JSON.stringify(definitionsOf(known).definitions), 'd.json');

  expect(isFault(read) ? read : plain(read.topology)).toEqual(plain(known));
});

/** Without places, and with what an import makes of what is not given. */
function plain({ users, ...rest }: Topology): unknown {
  const all = { ...rest, users: users.map((user) => ({ limits: {}, ...user })) };
  return JSON.parse(JSON.stringify(all), (key, value) => (key === 'declaredAt' ? undefined : value));
}

test.each([null, 'text', 5, [], {}])('the value of a parameter may be %p', (value) => {
  const written: Topology = { ...topology, parameters: [{ component: 'mine', vhost: 'shop', name: 'one', value }] };

  expect(definitionsOf(written).definitions['parameters']).toContainEqual(expect.objectContaining({ value }));
});
