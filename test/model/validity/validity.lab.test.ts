import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { chosenGeneration } from '../../../lab/generation';
import { startBroker } from '../../../lab/start-broker';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { compareOverHttp } from '../differential/http';
import { compareOverAmqp } from '../differential/amqp';
import { compareImports } from '../differential/imports';
import { testSeed as seed } from '../../random';

/** From 4.3 on there is one alone. */
const stores = chosenGeneration() === '4.0' ? (['mnesia', 'khepri'] as const) : (['khepri'] as const);

/** What does not hang on the store is shared between the stores of a server: 5,000 on each. */
const share = 5_000 / stores.length;

describeWith('engine', "the model's verdict is the broker's", () => {
  describe.each(stores)('with metadata in %s', (metadataStore) => {
    const where = `on ${chosenGeneration()}, ${metadataStore}`;
    let broker: StartedBroker;

    beforeAll(async () => {
      broker = await startBroker({ plugins: sharedBrokerPlugins, metadataStore });
    }, 600_000);

    afterAll(() => broker.stop());

    test('on 5,000 random declarations over HTTP', async () => {
      const tally = await compareOverHttp(administrationOf(broker), 'validity-http', seed, 5_000);

      process.stderr.write(`validity over HTTP (${where}), seed ${seed}\n${tally.toString()}\n`);
      expect(tally.lopsided(0.2)).toEqual([]);
    }, 1_200_000);

    test(`on ${share} random queues and exchanges over AMQP`, async () => {
      const tally = await compareOverAmqp(broker, 'validity-amqp', seed, share);

      process.stderr.write(`validity over AMQP (${where}), seed ${seed}\n${tally.toString()}\n`);
      expect(tally.lopsided(0.2)).toEqual([]);
    }, 1_200_000);

    test(`on ${share} random definitions files`, async () => {
      const tally = await compareImports(administrationOf(broker), 'validity-import', seed, share);

      process.stderr.write(`validity of definitions files (${where}), seed ${seed}\n${tally.toString()}\n`);
      expect(tally.lopsided(0.2)).toEqual([]);
    }, 2_400_000);
  });
});
