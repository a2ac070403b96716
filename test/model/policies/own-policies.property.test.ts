import { fc } from '../../random';
import { effectivePolicies } from '../../../model/policies/effective-policy';
import { namesOf } from '../../../model/pattern/names-of';
import { ownPolicies, type OwnSettings } from '../../../model/policies/own-policies';
import { emptyTopology, type PolicyDefinition } from '../../../model/topology/topology';
import { ownSettings, targetOf } from '../../differential/own-settings';
import { serverVersion } from '../../differential/fragments';

const runs = { numRuns: 300 };

function policiesOf(all: readonly OwnSettings[]): readonly PolicyDefinition[] {
  const { alone, shared } = ownPolicies('/', all);
  return [...alone.values(), ...shared];
}

/** Whether a policy can apply to objects of one type: its names are for those alone. */
const listed = ({ 'apply-to': applyTo, pattern }: PolicyDefinition) =>
  (namesOf(pattern) ?? []).map((name) => `${applyTo} ${name}`);

describe('for random objects with settings of their own, the policies', () => {
  test('give each object its own settings', () => {
    fc.assert(
      fc.property(ownSettings(), (all) => {
        const ask = effectivePolicies({ ...emptyTopology, policies: policiesOf(all) }, serverVersion);
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
        const policies = policiesOf(all);
        const said = policies.map(({ definition, 'apply-to': applyTo }) => `${applyTo} ${JSON.stringify(definition)}`);
        expect(new Set(said).size).toBe(said.length);
        expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
        expect(policies.flatMap(listed).sort()).toEqual(all.map(({ applyTo, name }) => `${applyTo} ${name}`).sort());
        expect(new Set(policies.map(({ priority }) => priority))).toEqual(new Set(all.length === 0 ? [] : [100]));
      }),
      runs,
    );
  });

  test('stay as they are when another object comes, but for the one that it shares', () => {
    fc.assert(
      fc.property(ownSettings(1), (all) => {
        const [another, ...others] = all;
        const [before, after] = [others, [...others, another]].map((objects) =>
          ownPolicies(
            '/',
            objects.filter((object) => object !== undefined),
          ),
        );
        const names = (policies: readonly PolicyDefinition[] = []) => policies.map(({ name }) => name);
        // None that several share goes, and no more than the one who had the same alone gets another.
        expect(names(before?.shared).filter((name) => !names(after?.shared).includes(name))).toEqual([]);
        const told = new Set(before?.shared.map((policy) => JSON.stringify(policy)));
        expect(after?.shared.filter((policy) => !told.has(JSON.stringify(policy))).length).toBeLessThanOrEqual(1);
        const given = [...(before?.alone.keys() ?? [])].filter((settings) => after?.alone.has(settings) !== true);
        expect(given.length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });
});
