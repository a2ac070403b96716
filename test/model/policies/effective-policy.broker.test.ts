import { comparePolicies } from '../../differential/policies';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('broker', `the effective policy (seed ${seed})`, () => {
  test('is what a broker applies, for 200 random objects', async () => {
    const comparisons = await comparePolicies(sharedBroker(), 26, seed, 'effective-policy');

    for (const { broker, ...compared } of comparisons) expect(compared).toEqual({ ...compared, model: broker });
    expect(comparisons.length).toBeGreaterThanOrEqual(200);
  }, 180_000);
});
