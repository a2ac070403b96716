import { chosenGeneration } from '../../../lab/generation';
import { startBroker } from '../../../lab/start-broker';
import { parseServerVersion } from '../../../model/server/server-version';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { brokenByBoot, fewestThatBreak, unbreakingFiles } from '../differential/boots';
import recorded from './cases/definitions.json';

const seed = Number(process.env['RABBITMQ_CDK_TEST_SEED'] ?? 20_260_103);

const version = parseServerVersion(chosenGeneration());

/** What a node of this generation did not boot after, where it keeps its metadata by default. */
const breaking = recorded.filter(({ answers }) =>
  Object.entries(answers).some(
    ([server, answer]) => server.startsWith(chosenGeneration()) && 'bootsAgain' in answer && !answer.bootsAgain,
  ),
);

describeWith('engine', 'a node', () => {
  // Where the server keeps its metadata by default: Khepri was experimental in 4.0.
  test('boots again after the import of 30 random files that are not said to break it', async () => {
    if (version === undefined) throw new Error('the generation is no version');
    const start = () => startBroker({ plugins: sharedBrokerPlugins });
    const files = unbreakingFiles(version, seed, 30);

    const broken = await brokenByBoot(start, files);
    const because = broken.length === 0 ? [] : await fewestThatBreak(start, files);

    expect({ broken, because }).toEqual({ broken: [], because: [] });
  }, 600_000);

  test.each(breaking.map(({ name, definitions }) => [name, definitions] as const))(
    'does not boot again after: %s',
    async (_, definitions) => {
      const start = () => startBroker({ plugins: sharedBrokerPlugins });

      expect(await brokenByBoot(start, [JSON.stringify(definitions)])).not.toEqual([]);
    },
    300_000,
  );
});

/** A transient queue with a binding, of which a hazard tells. */
const transientBound = {
  vhosts: [{ name: 'shop' }],
  queues: [{ name: 'q', vhost: 'shop', durable: false, auto_delete: false, arguments: {} }],
  bindings: [
    {
      source: 'amq.direct',
      vhost: 'shop',
      destination: 'q',
      destination_type: 'queue',
      routing_key: 'k',
      arguments: {},
    },
  ],
};

// Elsewhere Khepri is no opt-in, and transient queues are denied.
const optsIn = chosenGeneration() === '4.0' ? describeWith : () => undefined;

optsIn('engine', 'a node with Khepri', () => {
  test('does not boot once after the import of a transient queue with a binding', async () => {
    const start = () => startBroker({ plugins: sharedBrokerPlugins, metadataStore: 'khepri' });

    expect(await brokenByBoot(start, [JSON.stringify(transientBound)])).toEqual([
      expect.stringMatching(/^boot: .*badarg/s),
    ]);
  }, 300_000);
});
