import { describeWith } from '../setup/missing';
import { pagesAt, recordedAtBroker } from './recorded-at-broker';

describeWith('terraform', 'at a broker, with the real provider', () => {
  test.each(pagesAt('provider'))(
    'the outputs in %s are what its commands print: `npm run docs:outputs` records them',
    async (file) => {
      const { page, recorded } = await recordedAtBroker(file);

      expect(recorded).toBe(page);
    },
    400_000,
  );
});
