import type { StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { comparePermissions } from '../../differential/permissions';
import { describeWith } from '../../setup/missing';
import { testSeed as seed } from '../../random';

describeWith('engine', `what a user can do (seed ${seed})`, () => {
  let broker: StartedBroker | undefined;
  beforeAll(async () => {
    broker = await startBroker();
  }, 180_000);
  afterAll(() => broker?.stop());

  test('is what a broker lets it do over AMQP, in 5,000 random attempts', async () => {
    const started = broker;
    if (started === undefined) throw new Error('the broker was not started');
    let count = 0;

    for (let part = 0; count < 5_000; part += 4) {
      const parts = [0, 1, 2, 3].map((offset) => part + offset);
      const some = await Promise.all(parts.map((one) => comparePermissions(started, 5, seed + one, `can-${one}`)));
      for (const { broker: said, ...verdict } of some.flat()) expect(verdict).toEqual({ ...verdict, model: said });
      count += some.flat().length;
    }

    expect(count).toBe(5_000);
  }, 1_200_000);
});
