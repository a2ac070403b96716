import { Hopeless, until } from '../../host/until';

describe('waiting for a condition', () => {
  test('ends with what the probe returns at last', async () => {
    let attempts = 0;
    const probe = async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
      return 'ready';
    };

    await expect(until('it is ready', probe, { within: 1_000, every: 1 })).resolves.toBe('ready');
    expect(attempts).toBe(3);
  });

  test('fails with the last reason when the deadline is over', async () => {
    const probe = async () => {
      throw new Error('still booting');
    };

    await expect(until('it is ready', probe, { within: 20, every: 5 })).rejects.toThrow(
      'waited 0.02 s until it is ready; at last: still booting',
    );
  });

  test('fails at once when it is hopeless', async () => {
    const start = Date.now();
    const probe = async () => {
      throw new Hopeless('the container ended');
    };

    await expect(until('it is ready', probe, { within: 10_000 })).rejects.toThrow(
      'gave up waiting until it is ready: the container ended',
    );
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});
