import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { Duration } from '../../../../model/units/duration';
import { expiry, limits } from '../../../../policies';
import { unlikeName } from '../../../differential/unlike-name';
import { describeWith } from '../../../setup/missing';
import { PolicyChanges, type DeclareQueues } from './policy-changes';

jest.setTimeout(600_000);

const names = Array.from({ length: 100 }, (_, index) => unlikeName(index));

/** Queues that all have one fragment, and some of which, from one to another, have messages expire. */
function queues(maxLength: number, ...expiring: readonly [number, number]): DeclareQueues {
  return (stack, vhost) => {
    const all = names.map((name) => new ClassicQueue(stack, name, { vhost }));
    vhost.policies.apply(limits({ maxLength }), all);
    vhost.policies.apply(expiry({ messageTtl: Duration.hours(1) }), all.slice(...expiring));
  };
}

/** The tests go on from each other. */
describeWith('terraform', 'fragments that change for a hundred queues under load', () => {
  let changes: PolicyChanges;

  beforeAll(async () => {
    changes = await PolicyChanges.start(names, queues(100_000, 0, 10));
  });
  afterAll(() => changes?.stop());

  test('leave no queue without its policy when Terraform changes a definition, and replace none', async () => {
    const seen = await changes.apply(queues(200_000, 0, 10));

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    expect([...seen].filter(([, policies]) => policies.size !== 2)).toEqual([]);
  });

  test('leave none without its policy when deploy moves queues between policies that stay', async () => {
    // Some get a time to live, and may hold messages.
    const seen = await changes.deploy(queues(200_000, 5, 40), ['data']);

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    // More move: a pattern that becomes too long is split.
    const moved = [...seen].filter(([, policies]) => policies.size > 1).map(([name]) => name);
    expect(moved).toEqual(expect.arrayContaining([...names.slice(0, 5), ...names.slice(10, 40)]));
  });
});
