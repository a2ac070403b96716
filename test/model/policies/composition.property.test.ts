import { fc } from '../../random';
import { effectivePolicies } from '../../../model/policies/effective-policy';
import { namesOf } from '../../../model/pattern/names-of';
import { emptyTopology } from '../../../model/topology/topology';
import { composePolicies, type ComposedPolicy } from '../../../policies';
import type { PolicyKind } from '../../../model/policies/merge';
import { cases, compose, declaredQueue, expected, serverVersion, targets } from '../../differential/fragments';

const runs = { numRuns: 300 };

describe.each<PolicyKind>(['policy', 'operator policy'])(
  'for random fragments and objects, each composed %s',
  (kind) => {
    const effective = (policies: readonly ComposedPolicy[]) =>
      effectivePolicies(
        kind === 'policy' ? { ...emptyTopology, policies } : { ...emptyTopology, operatorPolicies: policies },
        serverVersion,
      );

    test('gives every declared object exactly what was applied to it', () => {
      let composed = 0;

      fc.assert(
        fc.property(cases(kind), (given) => {
          const policies = compose(given, kind);
          fc.pre(policies !== undefined);
          composed += 1;
          const ask = effective(policies ?? []);
          for (const target of targets(given)) {
            const { definition, undecided } = ask(target);
            expect({ target, definition, undecided }).toEqual({
              target,
              definition: expected(target, given.applied, kind),
              undecided: [],
            });
          }
        }),
        runs,
      );

      expect(composed).toBeGreaterThan(100);
    });

    test('lists no object that another lists, and is one of as few as there are definitions', () => {
      fc.assert(
        fc.property(cases(kind), (given) => {
          const policies = compose(given, kind);
          fc.pre(policies !== undefined);
          const exact = (policies ?? []).filter(({ priority }) => priority === 1000);
          const listed = exact.flatMap((policy) =>
            (namesOf(policy.pattern) ?? []).map(
              (name) => `${policy['apply-to'] === 'exchanges' ? 'exchange' : 'queue'} ${name}`,
            ),
          );
          const definitions = exact.map(
            (policy) => `${policy['apply-to'] === 'exchanges'} ${JSON.stringify(policy.definition)}`,
          );
          expect(new Set(listed).size).toBe(listed.length);
          expect(new Set(definitions).size).toBe(definitions.length);
          expect(new Set((policies ?? []).map(({ name }) => name)).size).toBe((policies ?? []).length);
        }),
        runs,
      );
    });

    test('stays as it is when another object comes, but for the one that takes it', () => {
      fc.assert(
        fc.property(
          cases(kind),
          fc.constantFrom('a.x', 'bx', 'z'),
          fc.constantFrom('classic', 'quorum'),
          (given, name, type) => {
            const before = compose(given, kind);
            const after = compose({ ...given, queues: [...given.queues, declaredQueue(name, type)] }, kind);
            fc.pre(before !== undefined && after !== undefined);
            const told = new Set((before ?? []).map((policy) => JSON.stringify(policy)));
            const changed = (after ?? []).filter((policy) => !told.has(JSON.stringify(policy)));
            expect(changed.length).toBeLessThanOrEqual(1);
            expect(
              (before ?? []).filter(({ name: was }) => !(after ?? []).some((policy) => policy.name === was)),
            ).toEqual([]);
          },
        ),
        runs,
      );
    });
  },
);

describe('a definition for many queues', () => {
  const apply = (queues: readonly string[]): readonly ComposedPolicy[] =>
    composePolicies(
      { vhosts: [], queues: queues.map((name) => declaredQueue(name, 'quorum')), exchanges: [] },
      queues.map((name) => ({
        fragment: { name: 'limits', definition: { 'max-length': 5 } },
        vhost: '/',
        to: { queue: name },
      })),
      { serverVersion },
    );
  const many = fc.uniqueArray(fc.string({ minLength: 20, maxLength: 60, unit: 'grapheme-ascii' }), {
    minLength: 5,
    maxLength: 120,
  });

  test('is spread over policies whose patterns stay below 1,024 bytes, each queue in one', () => {
    fc.assert(
      fc.property(many, (queues) => {
        const policies = apply(queues);
        expect(policies.every(({ pattern }) => Buffer.byteLength(pattern) < 1024)).toBe(true);
        expect(policies.flatMap(({ pattern }) => namesOf(pattern) ?? []).sort()).toEqual([...queues].sort());
      }),
      { numRuns: 50 },
    );
  });

  test('changes one policy when a queue comes, or moves queues to policies that are made before', () => {
    fc.assert(
      fc.property(many, fc.string({ minLength: 20, maxLength: 60, unit: 'grapheme-ascii' }), (queues, name) => {
        fc.pre(!queues.includes(name));
        const before = new Map(apply(queues).map((policy) => [policy.name, policy.pattern]));
        const after = apply([...queues, name]);
        const touched = after.filter((policy) => before.get(policy.name) !== policy.pattern);
        const kept = touched.filter((policy) => before.has(policy.name));
        const made = touched.filter((policy) => !before.has(policy.name)).map((policy) => policy.name);
        expect([...before.keys()].every((was) => after.some((policy) => policy.name === was))).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(1);
        for (const policy of kept) expect(policy.after).toEqual(expect.arrayContaining(made));
      }),
      { numRuns: 200 },
    );
  });
});
