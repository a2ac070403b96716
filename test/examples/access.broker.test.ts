import { topologyOf } from '../../constructs/declaration';
import { Access } from '../../examples/access';
import { administrationOf } from '../../lab/broker';
import { path } from '../../host/management';
import type { Attempt } from '../../model/can';
import type { Topology } from '../../model/topology';
import { connectAs } from '../differential/attempt';
import { brokerFixture } from '../harness';
import { describeWith } from '../setup/missing';
import { sharedBroker } from '../setup/shared-broker';

const PASSWORD = 'only-for-this-test';

/** Everything that is tried, by the name under which the table below knows it. */
const attempts: Readonly<Record<string, Attempt>> = {
  'publish order': { action: 'publish', exchange: 'app.events', key: 'order.created' },
  'publish other key': { action: 'publish', exchange: 'app.events', key: 'user.created' },
  'publish elsewhere': { action: 'publish', exchange: 'amq.topic', key: 'order.created' },
  'publish to queue': { action: 'publish', exchange: '', key: 'app.orders' },
  'consume orders': { action: 'consume', queue: 'app.orders' },
  'get orders': { action: 'get', queue: 'app.orders' },
  'get audit': { action: 'get', queue: 'audit' },
  'purge orders': { action: 'purge', queue: 'app.orders' },
  'declare app': { action: 'declare', queue: 'app.new' },
  'declare other': { action: 'declare', queue: 'other' },
  'declare exchange': { action: 'declare', exchange: 'app.new' },
  'bind orders': { action: 'bind', queue: 'app.orders', exchange: 'app.events', key: '#' },
  'unbind orders': { action: 'unbind', queue: 'app.orders', exchange: 'app.events', key: '#' },
  'bind exchange': { action: 'bind', destination: 'app.events', exchange: 'amq.topic', key: '#' },
  'unbind exchange': { action: 'unbind', destination: 'app.events', exchange: 'amq.topic', key: '#' },
  'subscribe by a queue of its own': { action: 'declare', queue: '' },
  'delete other': { action: 'delete', queue: 'other' },
  'delete app': { action: 'delete', queue: 'app.new' },
  'delete exchange': { action: 'delete', exchange: 'app.new' },
};

const all = Object.keys(attempts);
const read = ['consume orders', 'get orders', 'purge orders'];
const nothing: readonly string[] = [];

/** What each may do, by virtual host; all else it may not. */
const may: Readonly<Record<string, Readonly<Record<'/dev' | '/prod', readonly string[]>>>> = {
  admin_user: { '/dev': all, '/prod': all },
  monitor_user: { '/dev': nothing, '/prod': nothing },
  producer_user: { '/dev': nothing, '/prod': ['publish order', 'publish other key'] },
  consumer_user: { '/dev': nothing, '/prod': read },
  dev_user: { '/dev': all, '/prod': nothing },
  prod_user: { '/dev': nothing, '/prod': ['publish order', ...read] },
};

describeWith('broker', 'the users of the example', () => {
  const { stack, broker } = brokerFixture();
  new Access(stack, 'access', { broker });
  const topology = topologyOf(stack);

  beforeAll(() => declare(topology));
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    for (const vhost of ['/dev', '/prod']) await api.delete(path`vhosts/${vhost}`);
    for (const { name } of topology.users) await api.delete(path`users/${name}`);
  });

  test('are all in the table', () => {
    expect(topology.users.map(({ name }) => name).sort()).toEqual(Object.keys(may).sort());
  });

  test.each(Object.keys(may).flatMap((user) => (['/dev', '/prod'] as const).map((vhost) => ({ user, vhost }))))(
    '$user does in $vhost what it may, and nothing else',
    async ({ user, vhost }) => {
      const client = await connectAs(sharedBroker(), user, PASSWORD, vhost);

      const done: string[] = [];
      for (const [what, attempt] of Object.entries(attempts)) if (await client.tries(attempt)) done.push(what);
      await client.close();

      expect(done.sort()).toEqual([...(may[user]?.[vhost] ?? [])].sort());
    },
  );

  test('monitor_user sees the queues of both virtual hosts all the same', async () => {
    const { managementUrl } = sharedBroker();
    const authorization = `Basic ${Buffer.from(`monitor_user:${PASSWORD}`).toString('base64')}`;

    const answers = await Promise.all(
      ['/dev', '/prod'].map((vhost) =>
        fetch(`${managementUrl}/api/${path`queues/${vhost}/${'audit'}`}`, { headers: { authorization } }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

async function declare(topology: Topology): Promise<void> {
  const api = administrationOf(sharedBroker());
  for (const { name, tags } of topology.users)
    await api.put(path`users/${name}`, { password: PASSWORD, tags: tags.join() });
  for (const { name } of topology.vhosts) if (name.startsWith('/')) await api.put(path`vhosts/${name}`);
  const here = <T extends { readonly vhost: string }>(elements: readonly T[]) =>
    elements.filter(({ vhost }) => vhost !== 'shop');
  await api.post('definitions', {
    queues: here(topology.queues),
    exchanges: here(topology.exchanges),
    bindings: here(topology.bindings),
    permissions: here(topology.permissions),
    topic_permissions: here(topology.topicPermissions),
  });
}
