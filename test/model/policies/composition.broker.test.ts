import { fc, testSeed as seed } from '../../random';
import { path, type Management } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { definitionsOf } from '../../../model/definitions/definitions-writer';
import { mergeOperatorPolicy } from '../../../model/policies/operator-merge';
import { emptyTopology, type Arguments } from '../../../model/topology/topology';
import type { AppliedFragment, ComposedPolicy } from '../../../policies';
import { cases, compose, expected, serverVersion, targets, type Case } from '../../differential/fragments';
import { queuesOf } from '../../differential/policies';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';

/** As many virtual hosts, each with random objects, fragments and operator fragments. */
const vhosts = Array.from({ length: 25 }, (_, index) => `composed-${index}`);

interface Composed {
  readonly given: Case;
  readonly policies: readonly ComposedPolicy[];
  readonly operatorFragments: readonly AppliedFragment[];
  readonly operatorPolicies: readonly ComposedPolicy[];
}

/** Fragments that can be composed, and operator fragments for the same objects. */
const composed = fc.tuple(cases('policy'), cases('operator policy')).chain(([given, { applied }]) => {
  const operatorFragments = applied.filter(({ to }) => 'pattern' in to);
  const policies = compose(given, 'policy');
  const operatorPolicies = compose({ ...given, applied: operatorFragments }, 'operator policy');
  return policies === undefined || operatorPolicies === undefined || given.queues.length === 0
    ? fc.constant<readonly Composed[]>([])
    : fc.constant<readonly Composed[]>([{ given, policies, operatorFragments, operatorPolicies }]);
});

/** The second test goes on from the first. */
describeWith('broker', `composed policies (seed ${seed})`, () => {
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    for (const vhost of vhosts) await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
  });

  test('give random objects on a broker exactly what random fragments say', async () => {
    const api = administrationOf(sharedBroker());
    const all = fc.sample(composed, { numRuns: 500, seed }).flat().slice(0, vhosts.length);
    for (const [index, one] of all.entries()) await declare(api, vhosts[index] ?? '', one);
    let compared = 0;

    for (const [index, { given, operatorFragments }] of all.entries()) {
      const vhost = vhosts[index] ?? '';
      const rows = await queuesOf(sharedBroker(), { vhosts: [{ name: vhost }], queues: given.queues });
      for (const target of targets(given)) {
        if (target.kind === 'exchange') continue;
        const wanted = mergeOperatorPolicy(
          expected(target, given.applied, 'policy'),
          expected(target, operatorFragments, 'operator policy'),
          serverVersion,
        );
        const found = definitionOf(rows.get(target.name)?.effective_policy_definition);
        expect({ vhost, target, found }).toEqual({ vhost, target, found: wanted });
        compared += 1;
      }
    }

    expect(compared).toBeGreaterThan(50);
  }, 180_000);

  test('give random exchanges theirs, as far as a broker tells: by name', async () => {
    const api = administrationOf(sharedBroker());
    const all = fc.sample(composed, { numRuns: 500, seed }).flat().slice(0, vhosts.length);
    let compared = 0;

    for (const [index, { given, policies }] of all.entries()) {
      const vhost = vhosts[index] ?? '';
      for (const target of targets(given)) {
        if (target.kind === 'queue') continue;
        const { policy } = await api.get<{ policy?: string }>(path`exchanges/${vhost}/${target.name}`);
        const found = policies.find(({ name }) => name === policy)?.definition ?? {};
        const wanted = expected(target, given.applied, 'policy');
        expect({ vhost, target, found }).toEqual({ vhost, target, found: wanted });
        compared += 1;
      }
    }

    expect(compared).toBeGreaterThan(10);
  }, 60_000);
});

async function declare(api: Management, vhost: string, { given, policies, operatorPolicies }: Composed): Promise<void> {
  const here = <T extends object>(elements: readonly T[]) => elements.map((element) => ({ ...element, vhost }));
  const { definitions } = definitionsOf({
    ...emptyTopology,
    vhosts: [{ name: vhost }],
    queues: here(given.queues),
    exchanges: here(given.exchanges),
    policies: here(policies),
    operatorPolicies: here(operatorPolicies),
  });
  await api.post('definitions', definitions);
}

/** The broker writes an empty definition as a list. */
function definitionOf(told: Arguments | undefined): Arguments | undefined {
  return Array.isArray(told) ? {} : told;
}
