import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManagementError, type Management } from '../../../host/management';
import { asConfiguring, remove, removalsByBroker, removalsOf } from '../../../cli/deploy/removals';
import { notRemoved, removeUndeclared } from '../../../cli/deploy/remove-undeclared';
import { emptyTopology } from '../../../model/topology/topology';
import { definitionsChanges, type DefinitionsChange } from '../../../cli/review/definitions-change';

const queue = { name: 'orders', vhost: 'shop', durable: true, auto_delete: false, arguments: {} };
const binding = { vhost: 'shop', source: 'sales', destination: 'orders', destination_type: 'queue', arguments: {} };
const declared = {
  users: [{ name: 'app', password_hash: 'x', tags: [] }],
  vhosts: [{ name: 'shop' }, { name: 'other' }],
  permissions: [{ user: 'app', vhost: 'shop', configure: '', write: '', read: '.*' }],
  policies: [{ name: 'limits', vhost: 'shop', pattern: '^orders$', 'apply-to': 'queues', definition: { expires: 9 } }],
  queues: [queue],
  exchanges: [
    { name: 'sales', vhost: 'shop', type: 'direct', durable: true, auto_delete: false, internal: false, arguments: {} },
  ],
  bindings: [
    { ...binding, routing_key: 'a/b' },
    { ...binding, routing_key: 'a/b', arguments: { weight: 2 } },
  ],
};

test('what is no longer declared goes in an order in which nothing is in the way', () => {
  const removals = removalsOf(changeTo({ vhosts: [{ name: 'shop' }] }));

  expect(removals.map(({ label }) => label)).toEqual([
    `binding 'sales -> orders (a/b)' in 'shop'`,
    `binding 'sales -> orders (a/b)' in 'shop'`,
    `queue 'orders' in 'shop'`,
    `exchange 'sales' in 'shop'`,
    `policy 'limits' in 'shop'`,
    `permissions 'app' in 'shop'`,
    `user 'app'`,
    `vhost 'other'`,
  ]);
});

test('what is declared as before, or otherwise, stays', () => {
  expect(removalsOf(changeTo(declared))).toEqual([]);
  expect(removalsOf(changeTo({ ...declared, queues: [{ ...queue, auto_delete: true }] }))).toEqual([]);
});

test('of a file that only the apply will tell nothing is removed', () => {
  const change = changeTo({ vhosts: [{ name: 'shop' }] });

  expect(removalsOf(change)).not.toEqual([]);
  expect(removalsOf({ ...change, after: undefined })).toEqual([]);
});

test('of two bindings with one key the one goes that is no longer declared', async () => {
  const [removal] = removalsOf(changeTo({ ...declared, bindings: declared.bindings.slice(0, 1) }));
  const broker = new Broker({
    'bindings/shop/e/sales/q/orders': [
      { ...declared.bindings[0], properties_key: 'a%2Fb' },
      { ...declared.bindings[1], properties_key: 'a%2Fb~hash' },
    ],
  });

  await remove(broker, removal ?? fail());

  expect(broker.asked).toEqual([
    'GET bindings/shop/e/sales/q/orders',
    'DELETE bindings/shop/e/sales/q/orders/a%252Fb~hash',
  ]);
});

test('what is gone already is fine, and what is refused is not', async () => {
  const [removal] = removalsOf(changeTo({ ...declared, queues: [] }));

  await remove(new Broker({}, 404), removal ?? fail());

  await expect(remove(new Broker({}, 403), removal ?? fail())).rejects.toThrow(/gives 403: no/);
});

test.each([
  ['gets them for as long as it takes', {}, ['GET', 'PUT', 'done', 'DELETE']],
  ['keeps those that it has', { 'permissions/shop/admin': {} }, ['GET', 'done']],
])('an administrator without permissions in a virtual host: %s', async (_, answers, order) => {
  const broker = new Broker(answers);

  await asConfiguring(broker, 'admin', 'shop', async () => void broker.asked.push('done'));

  expect(broker.asked.map((asked) => asked.split(' ')[0])).toEqual(order);
});

test('an apply that failed says what is left on the broker', () => {
  expect(notRemoved([changeTo({ ...declared, queues: [] })], 'deploy shop')).toEqual([
    `queue 'orders' in 'shop' stays on the broker: the apply did not come to its end; it is removed, if that is still allowed, by: deploy shop`,
  ]);
});

test('what an earlier deploy has left goes alone where the file stays as it is, and not where its carrier goes', () => {
  const { before = emptyTopology } = changeTo({});
  const topology = { ...before, queues: [], bindings: [] };
  const file = { at: 'docker_container.x', provider: 'rabbitmq', topology, hashes: new Map() };
  const left = { ...emptyTopology, queues: before.queues };
  const plan = { resources: [], values: new Map(), variables: {} };
  const carrier = { ...carried, address: file.at, type: 'docker_container', action: 'delete' } as const;

  const [change, ...others] = definitionsChanges(plan, [{ ...file, left }]);

  expect(others).toEqual([]);
  expect(removalsOf(change ?? fail()).map(({ label }) => label)).toEqual([`queue 'orders' in 'shop'`]);
  expect(definitionsChanges({ ...plan, resources: [carrier] }, [{ ...file, left }])).toEqual([]);
  expect(definitionsChanges(plan, [file])).toEqual([]);
});

test('what is to be removed from one broker is removed once, on however many nodes its file is', () => {
  const change = { ...changeTo({ ...declared, queues: [] }), provider: 'rabbitmq' };

  const [all, ...others] = removalsByBroker([change, { ...change, at: 'docker_container.other' }]);

  expect(others).toEqual([]);
  expect(all?.removals.map(({ label }) => label)).toEqual([`queue 'orders' in 'shop'`]);
});

test('what a broker refuses to remove is told in its words, with what to run', async () => {
  const server = createServer((_, response) => response.writeHead(403).end('{"error":"not_authorised","reason":"no"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const access = { endpoint: url, username: 'admin', password: 's3cret' };
  const plan = {
    ...{ resources: [], drift: [], outputs: [], errored: false, values: new Map(), variables: {} },
    providers: {
      rabbitmq: Object.fromEntries(Object.entries(access).map(([key, value]) => [key, { constant_value: value }])),
    },
  };
  const change = { ...changeTo({ ...declared, policies: [] }), at: 'docker_container.x', provider: 'rabbitmq' };
  const said: string[] = [];

  const options = { again: 'deploy shop', say: (message: string) => void said.push(message), onRemoved: () => fail() };
  const failures = await removeUndeclared({ name: 'shop', directory: '', dependencies: [] }, plan, [change], options);
  server.close();

  expect(said).toEqual([`removing policy 'limits' in 'shop', which is no longer declared`]);
  expect(failures).toEqual([
    `policy 'limits' in 'shop' stays on the broker: DELETE /api/policies/shop/limits gives 403: not_authorised: no; ` +
      `it is removed, if that is still allowed, by: deploy shop`,
  ]);
});

/** What is of no interest about a planned resource. */
const carried = { provider: 'docker', unknown: {}, replacePaths: [] };

function changeTo(after: object): DefinitionsChange {
  const secret = (file: object) => ({ data: { 'definitions.json': JSON.stringify(file) } });
  const [change] = definitionsChanges({
    ...{ values: new Map(), variables: {} },
    resources: [
      {
        ...{
          address: 'kubernetes_secret_v1.x',
          type: 'kubernetes_secret_v1',
          action: 'update',
          provider: 'kubernetes',
        },
        ...{ before: secret(declared), after: secret(after), unknown: {}, replacePaths: [] },
      },
    ],
  });
  return change ?? { at: '', hasJob: false };
}

/** A broker that has some things, and answers a status to whatever is deleted. */
class Broker implements Management {
  readonly asked: string[] = [];

  constructor(
    private readonly answers: Readonly<Record<string, unknown>>,
    private readonly status = 204,
  ) {}

  async get<T>(path: string): Promise<T> {
    this.asked.push(`GET ${path}`);
    if (!(path in this.answers)) throw new ManagementError('GET', path, 404, 'no');
    return this.answers[path] as T;
  }

  async getText(path: string): Promise<string> {
    return JSON.stringify(await this.get(path));
  }

  async put(path: string): Promise<void> {
    this.asked.push(`PUT ${path}`);
  }

  async post<T>(): Promise<T | undefined> {
    throw new Error('nothing is posted');
  }

  async postText(): Promise<void> {
    throw new Error('nothing is posted');
  }

  async delete(path: string): Promise<void> {
    this.asked.push(`DELETE ${path}`);
    if (this.status > 299) throw new ManagementError('DELETE', path, this.status, 'no');
  }
}

function fail(): never {
  throw new Error('nothing is to be removed');
}
