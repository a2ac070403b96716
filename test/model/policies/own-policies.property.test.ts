import { fc } from '../../random';
import { effectivePolicies } from '../../../model/policies/effective-policy';
import { namesOf } from '../../../model/pattern/names-of';
import { ownPolicies, type OwnSettings } from '../../../model/policies/own-policies';
import { emptyTopology, type PolicyDefinition } from '../../../model/topology/topology';
import { ownSettings, targetOf } from '../../differential/own-settings';
import { serverVersion } from '../../differential/fragments';

const runs = { numRuns: 300 };
const home = { vhost: '/', stack: 'shop' };

/** Whether a policy can apply to objects of one type: its names are for those alone. */
const listed = ({ 'apply-to': applyTo, pattern }: PolicyDefinition) =>
  (namesOf(pattern) ?? []).map((name) => `${applyTo} ${name}`);

describe('for random objects with settings of their own, the policies', () => {
  test('give each object its own settings', () => {
    fc.assert(
      fc.property(ownSettings(), (all) => {
        const ask = effectivePolicies({ ...emptyTopology, policies: ownPolicies(home, all) }, serverVersion);
        for (const settings of all) {
          const { definition, undecided } = ask(targetOf(settings));
          expect({ settings, definition, undecided }).toEqual({
            settings,
            definition: settings.definition,
            undecided: [],
          });
        }
      }),
      runs,
    );
  });

  test('are as few as there are types and definitions, and list each object once', () => {
    fc.assert(
      fc.property(ownSettings(), (all) => {
        const policies = ownPolicies(home, all);
        const said = policies.map(({ definition, 'apply-to': applyTo }) => `${applyTo} ${JSON.stringify(definition)}`);
        expect(new Set(said).size).toBe(said.length);
        expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
        expect(policies.flatMap(listed).sort()).toEqual(all.map(({ applyTo, name }) => `${applyTo} ${name}`).sort());
        expect(new Set(policies.map(({ priority }) => priority))).toEqual(new Set(all.length === 0 ? [] : [100]));
      }),
      runs,
    );
  });

  test('keep their names and priorities when another object comes, and no more than one changes its pattern', () => {
    fc.assert(
      fc.property(ownSettings(1), (all) => {
        const [before, after] = [ownPolicies(home, all.slice(1)), ownPolicies(home, all)];
        const names = new Set(after.map(({ name }) => name));
        expect(before.filter(({ name }) => !names.has(name))).toEqual([]);
        const told = new Set(before.map((policy) => JSON.stringify(policy)));
        expect(after.filter((policy) => !told.has(JSON.stringify(policy))).length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  test('have the name that one object alone gives, however many more have the same settings', () => {
    const settings = (name: string): OwnSettings => ({
      kind: 'queue',
      name,
      applyTo: 'classic_queues',
      definition: { 'message-ttl': 5 },
    });
    const [alone, ...more] = ownPolicies(home, [settings('orders')]);
    const [shared, ...others] = ownPolicies(home, [settings('orders'), settings('payments')]);

    expect([more, others]).toEqual([[], []]);
    expect(shared).toEqual({ ...alone, pattern: '^(orders|payments)$' });
  });

  test('of two stacks that share a virtual host have names of their own, since a broker has one of a name', () => {
    fc.assert(
      fc.property(ownSettings(1), (all) => {
        const [names, others] = ['shop', 'mail'].map((stack) =>
          ownPolicies({ vhost: '/', stack }, all).map(({ name }) => name),
        );
        expect(names?.filter((name) => others?.includes(name))).toEqual([]);
      }),
      runs,
    );
  });
});
