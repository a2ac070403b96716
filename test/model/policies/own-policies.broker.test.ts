import { fc, testSeed as seed } from '../../random';
import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { definitionsOf } from '../../../model/definitions/definitions-writer';
import { ownPolicies, type OwnSettings } from '../../../model/policies/own-policies';
import { emptyTopology, type Arguments } from '../../../model/topology/topology';
import { ownSettings, queueTypeOfSettings } from '../../differential/own-settings';
import { declaredQueue } from '../../differential/fragments';
import { queuesOf } from '../../differential/policies';
import { unlikeName } from '../../differential/unlike-name';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';

const vhosts = Array.from({ length: 10 }, (_, index) => `own-${index}`);
const numbered = 'own-numbered';
const unlike = 'own-unlike';

describeWith('broker', `policies of own settings (seed ${seed})`, () => {
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    for (const vhost of [...vhosts, numbered, unlike]) await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
  });

  test('give random queues on a broker exactly what they set', async () => {
    const all = fc.sample(ownSettings(1), { numRuns: vhosts.length, seed });
    let compared = 0;
    for (const [index, settings] of all.entries()) {
      const found = await effective(vhosts[index] ?? '', settings);
      for (const { kind, name, definition } of settings) {
        if (kind === 'exchange') continue;
        expect({ name, found: found.get(name) }).toEqual({ name, found: definition });
        compared += 1;
      }
    }

    expect(compared).toBeGreaterThan(50);
  }, 180_000);

  test.each<[string, string, (index: number) => string, number]>([
    [numbered, '500 numbered names', (index) => `queue-${index * 3}`, 3],
    [unlike, '100 names that have nothing in common', unlikeName, 16],
  ])(
    'reach every queue and no other through the patterns of %s, %s',
    async (vhost, _, nameOf, most) => {
      const definition = { 'message-ttl': 60_000 };
      const settings = Array.from({ length: vhost === numbered ? 500 : 100 }, (__, index): OwnSettings => ({
        kind: 'queue',
        name: nameOf(index),
        applyTo: 'classic_queues',
        definition,
      }));
      // Alike, but without settings.
      const others = Array.from({ length: 50 }, (__, index) => `${nameOf(index)}1`).filter(
        (name) => !settings.some((one) => one.name === name),
      );

      const found = await effective(vhost, settings, others);

      expect(ownPolicies({ vhost, stack: 'shop' }, settings).length).toBeLessThanOrEqual(most);
      expect(others.length).toBeGreaterThan(20);
      for (const { name } of settings) expect([name, found.get(name)]).toEqual([name, definition]);
      for (const name of others) expect([name, found.get(name)]).toEqual([name, {}]);
    },
    180_000,
  );
});

/** Declares the queues with their policies, and asks for what applies to each. */
async function effective(
  vhost: string,
  settings: readonly OwnSettings[],
  bare: readonly string[] = [],
): Promise<ReadonlyMap<string, Arguments>> {
  const queues = [
    ...settings
      .filter(({ kind }) => kind === 'queue')
      .map((one) => ({ ...declaredQueue(one.name, queueTypeOfSettings(one)), vhost })),
    ...bare.map((name) => ({ ...declaredQueue(name, 'classic'), vhost })),
  ];
  const policies = ownPolicies({ vhost, stack: 'shop' }, settings);
  const { definitions } = definitionsOf({ ...emptyTopology, vhosts: [{ name: vhost }], queues, policies });
  await administrationOf(sharedBroker()).post('definitions', definitions);
  const rows = await queuesOf(sharedBroker(), { vhosts: [{ name: vhost }], queues });
  return new Map(
    queues.map(({ name }) => {
      const told = rows.get(name)?.effective_policy_definition;
      // The broker writes an empty definition as a list.
      return [name, told === undefined || Array.isArray(told) ? {} : told];
    }),
  );
}
