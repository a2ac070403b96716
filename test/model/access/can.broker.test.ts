import { comparePermissions } from '../../differential/permissions';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('broker', `what a user can do (seed ${seed})`, () => {
  test('is what a broker lets it do over AMQP, in 500 random attempts', async () => {
    const parts = [0, 1, 2, 3, 4].map((part) => comparePermissions(sharedBroker(), 10, seed + part, `can-${part}`));

    const verdicts = (await Promise.all(parts)).flat();

    for (const { broker, ...verdict } of verdicts) expect(verdict).toEqual({ ...verdict, model: broker });
    expect(verdicts).toHaveLength(500);
    expect(new Set(verdicts.map(({ broker }) => broker))).toEqual(new Set([true, false]));
  }, 180_000);
});
