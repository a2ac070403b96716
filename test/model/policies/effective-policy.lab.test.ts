import type { StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { comparePolicies } from '../../differential/policies';
import { describeWith } from '../../setup/missing';
import { testSeed as seed } from '../../random';

describeWith('engine', `the effective policy (seed ${seed})`, () => {
  let broker: StartedBroker | undefined;
  beforeAll(async () => {
    broker = await startBroker();
  }, 180_000);
  afterAll(() => broker?.stop());

  test('is what a broker applies, for 5,000 random objects', async () => {
    if (broker === undefined) throw new Error('the broker was not started');
    let count = 0;

    // A part at a time: a small machine can't hold thousands of queues at once.
    for (let part = 0; count < 5_000; part += 1) {
      const comparisons = await comparePolicies(broker, 26, seed + part, `effective-policy-${part}`);
      for (const { broker: said, ...compared } of comparisons) expect(compared).toEqual({ ...compared, model: said });
      count += comparisons.length;
    }

    expect(count).toBeGreaterThanOrEqual(5_000);
  }, 1_800_000);
});
