import type { StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { deathReasons } from '../../../model/routing/message';
import { compareDeadLetters } from '../../differential/dead-letters';
import { compareRoutes } from '../../differential/routes';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { testSeed as seed } from '../../random';

describeWith('engine', `where a message goes (seed ${seed})`, () => {
  let broker: StartedBroker | undefined;
  beforeAll(async () => {
    broker = await startBroker({ plugins: sharedBrokerPlugins });
  }, 180_000);
  afterAll(() => broker?.stop());

  test('is where a broker has it, for 1,000 random messages in 50 random topologies', async () => {
    const started = broker;
    if (started === undefined) throw new Error('the broker was not started');
    let [count, routed] = [0, 0];

    // Some at a time: a small machine can't hold them all at once.
    for (let part = 0; count < 1_000; part += 2) {
      const parts = [part, part + 1].map((one) => compareRoutes(started, seed + one, `routes-${one}`));
      const compared = (await Promise.all(parts)).flat();
      expect(compared.filter(({ disagreement }) => disagreement !== '')).toEqual([]);
      count += compared.length;
      routed += compared.filter(({ broker: { queues } }) => queues.length > 0).length;
    }

    expect(count).toBe(1_000);
    expect(routed).toBeGreaterThan(250);
  }, 900_000);

  test('is where a broker has it, for 400 messages that die in random queues', async () => {
    if (broker === undefined) throw new Error('the broker was not started');
    let [count, routed, round] = [0, 0, 0];
    const arrived = new Set<string>();

    for (let part = 0; count < 400; part += 1) {
      const compared = await compareDeadLetters(broker, seed + part, `dead-${part}`);
      for (const { broker: said, ...death } of compared) expect(death).toEqual({ ...death, model: said });
      count += compared.length;
      routed += compared.filter(({ broker: said }) => said.length > 0).length;
      for (const { broker: said, reason } of compared) if (said.length > 0) arrived.add(reason);
      round += compared.filter(({ cyclic }) => cyclic).length;
    }

    expect(count).toBe(400);
    expect(routed).toBeGreaterThan(80);
    expect([...arrived].sort()).toEqual([...deathReasons].sort());
    // Some came back by themselves, and were dropped.
    expect(round).toBeGreaterThan(0);
  }, 900_000);
});
