import { administrationOf } from '../../../lab/broker';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { compareOverHttp } from '../differential/http';
import { compareOverAmqp } from '../differential/amqp';
import { compareImports } from '../differential/imports';
import { testSeed as seed } from '../../random';

describeWith('broker', "the model's verdict is the broker's", () => {
  test('on random declarations over HTTP', async () => {
    const tally = await compareOverHttp(administrationOf(sharedBroker()), 'validity-http', seed, 500);

    process.stderr.write(`validity over HTTP, seed ${seed}\n${tally.toString()}\n`);
    expect(tally.lopsided(0.2)).toEqual([]);
  }, 300_000);

  test('on random queues and exchanges over AMQP', async () => {
    const tally = await compareOverAmqp(sharedBroker(), 'validity-amqp', seed, 500);

    process.stderr.write(`validity over AMQP, seed ${seed}\n${tally.toString()}\n`);
    expect(tally.lopsided(0.2)).toEqual([]);
  }, 300_000);

  test('on random definitions files', async () => {
    const tally = await compareImports(administrationOf(sharedBroker()), 'validity-import', seed, 500);

    process.stderr.write(`validity of definitions files, seed ${seed}\n${tally.toString()}\n`);
    expect(tally.lopsided(0.2)).toEqual([]);
  }, 300_000);
});
