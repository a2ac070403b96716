import { compareRoutes } from '../../differential/routes';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('broker', `where a message goes (seed ${seed})`, () => {
  test('is where a broker has it, for 200 random messages in 10 random topologies', async () => {
    const parts = Array.from({ length: 10 }, (_, part) =>
      compareRoutes(sharedBroker(), seed + part, `routes-${seed}-${part}`),
    );

    const compared = (await Promise.all(parts)).flat();

    expect(compared.filter(({ disagreement }) => disagreement !== '')).toEqual([]);
    expect(compared).toHaveLength(200);
    // Some of all: what goes nowhere alone would prove little.
    const count = (is: (one: (typeof compared)[number]) => boolean) => compared.filter(is).length;
    expect(count(({ broker }) => broker.queues.length > 0)).toBeGreaterThan(40);
    expect(count(({ model }) => model.certain.length > 0)).toBeGreaterThan(30);
    expect(count(({ broker }) => broker.returned)).toBeGreaterThan(0);
    expect(count(({ broker }) => broker.refused)).toBeGreaterThan(0);
  }, 180_000);
});
