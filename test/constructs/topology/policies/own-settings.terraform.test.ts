import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { Duration } from '../../../../model/units/duration';
import { unlikeName } from '../../../differential/unlike-name';
import { describeWith } from '../../../setup/missing';
import { PolicyChanges, type DeclareQueues } from './policy-changes';

jest.setTimeout(600_000);

const names = Array.from({ length: 80 }, (_, index) => unlikeName(index));

/** Queues with a time to live each, in hours: those of one share a policy. */
function queues(hoursOf: (index: number) => number): DeclareQueues {
  return (stack, vhost) =>
    names.forEach(
      (name, index) => new ClassicQueue(stack, name, { vhost, messageTtl: Duration.hours(hoursOf(index)) }),
    );
}

// A shorter time to live would cost messages, and deploy would ask for leave.
const alone = (index: number) => 10 + index;
const aloneLater = (index: number) => 3_000 + index;

/** The tests go on from each other. */
describeWith('terraform', 'own settings that change for eighty queues under load', () => {
  let changes: PolicyChanges;

  beforeAll(async () => {
    changes = await PolicyChanges.start(
      names,
      queues((index) => (index < 60 ? 1_000 : alone(index))),
    );
  });
  afterAll(() => changes?.stop());

  test('leave no queue without its policy when Terraform changes what many share, and replace none', async () => {
    const seen = await changes.apply(queues((index) => (index < 60 ? 2_000 : alone(index))));

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    expect([...seen].filter(([, { size }], index) => size !== (index < 60 ? 2 : 1))).toEqual([]);
  });

  test('leave none without its policy when deploy has queues join others and what one had alone, which keeps its policy', async () => {
    const seen = await changes.deploy(
      queues((index) => {
        if (index < 5) return aloneLater(index);
        // Of the others ten join the many, and one another.
        if (index < 70) return 2_000;
        return index === 70 ? alone(71) : alone(index);
      }),
    );

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    const moved = names.filter((_, index) => index < 5 || (index >= 60 && index < 71));
    expect([...seen].filter(([, { size }]) => size > 1).map(([name]) => name)).toEqual(expect.arrayContaining(moved));
    expect([...seen].filter(([, { size }], index) => index >= 71 && size !== 1)).toEqual([]);
  });

  test('leave none without its policy when deploy has the others go, and the last keeps the policy that they shared', async () => {
    const seen = await changes.deploy(
      queues((index) => (index < 5 || index === 70 ? aloneLater(index) : index < 70 ? 2_000 : alone(index))),
    );

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    expect([...seen].filter(([, { size }], index) => index >= 71 && size !== 1)).toEqual([]);
  });
});
