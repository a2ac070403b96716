import { topologyOf } from '../../constructs/declared/declaration';
import { Access } from '../../examples/access';
import { administrationOf } from '../../lab/broker';
import { path } from '../../host/management';
import type { Topology } from '../../model/topology/topology';
import { connectAs } from '../differential/attempt';
import { brokerFixture } from '../harness';
import { describeWith } from '../setup/missing';
import { sharedBroker } from '../setup/shared-broker';
import { attempts, environments, may } from './roles';

const PASSWORD = 'only-for-this-test';

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

  test.each(Object.keys(may).flatMap((user) => environments.map((vhost) => ({ user, vhost }))))(
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
