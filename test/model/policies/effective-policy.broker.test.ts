import { comparePolicies } from '../../differential/policies';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('broker', `the effective policy (seed ${seed})`, () => {
  test('is what a broker applies, for 500 random objects', async () => {
    const comparisons = await comparePolicies(sharedBroker(), 64, seed, 'effective-policy');

    for (const { broker, ...compared } of comparisons) expect(compared).toEqual({ ...compared, model: broker });
    expect(comparisons.length).toBeGreaterThanOrEqual(500);
  }, 180_000);
});
