import { administrationOf, connectionUrl } from '../../../lab/broker';
import { path, type Management } from '../../../host/management';
import { until } from '../../../host/until';
import type { QueueDefinition } from '../../../model/topology/topology';
import { composePolicies, limits, redelivery, type AppliedFragment, type ComposedPolicy } from '../../../policies';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { unlikeName } from '../../differential/unlike-name';
import { held, startLoad } from './load';

const vhost = 'policy-change';

const queues: readonly QueueDefinition[] = Array.from({ length: 100 }, (_, index) => ({
  name: unlikeName(index),
  vhost,
  durable: true,
  auto_delete: false,
  arguments: { 'x-queue-type': index % 5 === 0 ? 'quorum' : 'classic' },
}));

const names = queues.map(({ name }) => name);

function compose(maxLength: number): readonly ComposedPolicy[] {
  const applied = queues.flatMap(({ name, arguments: given }): AppliedFragment[] => [
    { fragment: limits({ maxLength }), vhost, to: { queue: name } },
    ...(given['x-queue-type'] === 'quorum'
      ? [{ fragment: redelivery({ deliveryLimit: 5 }), vhost, to: { queue: name } }]
      : []),
  ]);
  return composePolicies({ vhosts: [], queues, exchanges: [] }, applied, {
    serverVersion: { major: 4, minor: 0, patch: 5 },
  });
}

/** As Terraform does with `create_before_destroy` and dependencies on all of `after`. */
async function change(
  api: Management,
  before: readonly ComposedPolicy[],
  after: readonly ComposedPolicy[],
): Promise<void> {
  const told = new Set(before.map((policy) => JSON.stringify(policy)));
  const waiting = after.filter((policy) => !told.has(JSON.stringify(policy)));
  const done = new Set(after.map(({ name }) => name));
  for (const { name } of waiting) done.delete(name);
  while (waiting.length > 0) {
    const [next = waiting[0]] = waiting.filter((policy) => policy.after.every((name) => done.has(name)));
    if (next === undefined) break;
    const { name, pattern, definition, priority } = next;
    const body = { pattern, definition, priority, 'apply-to': next['apply-to'] };
    await api.put(path`policies/${vhost}/${name}`, body);
    done.add(name);
    waiting.splice(waiting.indexOf(next), 1);
  }
  const names = new Set(after.map(({ name }) => name));
  for (const { name } of before) if (!names.has(name)) await api.delete(path`policies/${vhost}/${name}`);
}

describeWith('broker', 'a fragment changes with a hundred queues under load', () => {
  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('and no queue is ever without its policy, and none is replaced', async () => {
    const broker = sharedBroker();
    const api = administrationOf(broker);
    const [before, after] = [compose(1_000), compose(2_000)];
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`permissions/${vhost}/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
    await change(api, [], before);
    await api.post('definitions', { queues });
    const policyOf = async () => {
      const rows = await api.get<{ name: string; policy?: string | null }[]>(`queues/${vhost}?disable_stats=true`);
      return new Map(rows.map(({ name, policy }) => [name, policy ?? undefined]));
    };
    await until(
      'every queue has its policy',
      async () => expect([...(await policyOf()).values()]).not.toContain(undefined),
      {
        within: 30_000,
      },
    );
    const load = await startLoad(connectionUrl(broker, vhost), names);

    const seen = new Set<string | undefined>();
    let polls = 0;
    let changing = true;
    const poll = async () => {
      while (changing) {
        const now = await policyOf();
        // A queue that is not listed counts as one without a policy.
        for (const name of names) seen.add(now.get(name));
        polls += 1;
      }
    };
    const polling = [poll(), poll()];
    await change(api, before, after);
    changing = false;
    await Promise.all(polling);
    const { published, returned } = await load.stop();

    expect(before.length).toBeGreaterThan(2);
    expect(polls).toBeGreaterThan(5);
    expect(seen).not.toContain(undefined);
    const now = await policyOf();
    expect(new Set(now.values())).toEqual(new Set(after.map(({ name }) => name)));
    expect(published).toBeGreaterThan(100);
    expect(returned).toBe(0);
    expect(await held(connectionUrl(broker, vhost), names)).toBe(published);
  }, 180_000);
});
