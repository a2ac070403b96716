import { deathReasons } from '../../../model/routing/message';
import { compareDeadLetters } from '../../differential/dead-letters';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('broker', `where a dead letter goes (seed ${seed})`, () => {
  test('is where a broker has it, for 60 messages that die in random queues', async () => {
    const parts = [0, 1, 2].map((part) => compareDeadLetters(sharedBroker(), seed + part, `dead-${seed}-${part}`));

    const compared = (await Promise.all(parts)).flat();

    for (const { broker, ...death } of compared) expect(death).toEqual({ ...death, model: broker });
    expect(compared).toHaveLength(60);
    expect(compared.filter(({ broker }) => broker.length > 0).length).toBeGreaterThan(5);
    // Some of each reason, so that none is compared by what goes nowhere alone.
    const arrived = new Set(compared.filter(({ broker }) => broker.length > 0).map(({ reason }) => reason));
    expect([...arrived].sort()).toEqual([...deathReasons].sort());
  }, 180_000);
});
