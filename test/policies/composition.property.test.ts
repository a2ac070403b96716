import fc from 'fast-check';
import { effectivePolicies, type PolicyTarget } from '../../model/effective-policy';
import { namesOf } from '../../model/exact-pattern';
import { mergeOperatorValue } from '../../model/operator-merge';
import { readPattern } from '../../model/pattern';
import { policyKeys } from '../../model/policy-key';
import {
  emptyTopology,
  type Arguments,
  type ExchangeDefinition,
  type Json,
  type QueueDefinition,
} from '../../model/topology';
import { composePolicies, CompositionError, type AppliedFragment, type ComposedPolicy } from '../../policies';
import type { PolicyKind } from '../../policies/merge';

const serverVersion = { major: 4, minor: 2, patch: 9 };
const runs = { numRuns: 300 };

const settings: Readonly<Record<string, readonly Json[]>> = {
  'max-length': [1, 2],
  'max-length-bytes': [1000],
  'message-ttl': [5, 6],
  overflow: ['drop-head', 'reject-publish'],
  'delivery-limit': [-1, 3],
  'max-age': ['1D'],
  'dead-letter-exchange': ['dlx'],
  'alternate-exchange': ['ae'],
  'federation-upstream': ['u'],
};
const operatorSettings = Object.fromEntries(
  Object.entries(settings).filter(([key]) => policyKeys[key]?.operator !== undefined),
);

// Few names and patterns, so that they meet; some names need escaping.
const names = ['a', 'a.b', 'a.b.c', 'ab', 'b', 'b+', 'c(d', 'é'];
const patterns = ['', '.*', '^a', '^a\\.', '^a\\.b', '^b', 'b$', '^(a|b)$'];

interface Case {
  readonly queues: readonly QueueDefinition[];
  readonly exchanges: readonly ExchangeDefinition[];
  readonly applied: readonly AppliedFragment[];
}

function cases(kind: PolicyKind): fc.Arbitrary<Case> {
  const known = kind === 'policy' ? settings : operatorSettings;
  const definition = fc
    .dictionary(fc.constantFrom(...Object.keys(known)), fc.nat(1), { minKeys: 1, maxKeys: 3 })
    .map((picks) =>
      Object.fromEntries(Object.entries(picks).map(([key, pick]) => [key, known[key]?.[pick] ?? known[key]?.[0] ?? 0])),
    );
  const queue = fc.record({ name: fc.constantFrom(...names), type: fc.constantFrom('classic', 'quorum', 'stream') });
  return fc
    .record({
      queues: fc.uniqueArray(queue, { selector: ({ name }) => name }),
      exchanges: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
      fragments: fc.array(
        fc.record({
          definition,
          name: fc.constantFrom('one', 'two'),
          queue: fc.nat(),
          to: fc.constantFrom('queue', 'exchange', 'pattern'),
          pattern: fc.constantFrom(...patterns),
          applyTo: fc.constantFrom('all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'),
          precedence: fc.integer({ min: -3, max: 3 }),
        }),
        { maxLength: 5 },
      ),
    })
    .map(({ queues, exchanges, fragments }): Case => ({
      queues: queues.map(({ name, type }) => declaredQueue(name, type)),
      exchanges: exchanges.map(declaredExchange),
      applied: fragments.map(({ definition: given, name, queue: index, to, pattern, applyTo, precedence }) => ({
        fragment: { name, definition: given },
        vhost: '/',
        precedence,
        to:
          to === 'queue' && queues.length > 0
            ? { queue: queues[index % queues.length]?.name ?? '' }
            : to === 'exchange' && exchanges.length > 0
              ? { exchange: exchanges[index % exchanges.length] ?? '' }
              : { pattern, applyTo: applyTo as 'all' },
      })),
    }));
}

function declaredQueue(name: string, type: string): QueueDefinition {
  return { name, vhost: '/', durable: true, auto_delete: false, arguments: { 'x-queue-type': type } };
}

function declaredExchange(name: string): ExchangeDefinition {
  return { name, vhost: '/', type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} };
}

/** Fragments that contradict each other, or do nothing, are another test's. */
function compose({ queues, exchanges, applied }: Case, kind: PolicyKind): readonly ComposedPolicy[] | undefined {
  try {
    return composePolicies({ vhosts: [], queues, exchanges }, applied, { kind, serverVersion });
  } catch (error) {
    if (error instanceof CompositionError) return undefined;
    throw error;
  }
}

function targets({ queues, exchanges }: Case): PolicyTarget[] {
  return [
    ...queues.map(
      ({ name, arguments: { 'x-queue-type': type } }) => ({ kind: 'queue', vhost: '/', name, type }) as PolicyTarget,
    ),
    ...exchanges.map(({ name }): PolicyTarget => ({ kind: 'exchange', vhost: '/', name })),
  ];
}

/** The definition by the rules of the documentation, worked out for one object and as simply as can be. */
function expected(target: PolicyTarget, applied: readonly AppliedFragment[], kind: PolicyKind): Arguments {
  const type = target.kind === 'exchange' ? 'exchange' : target.type;
  const uses = applied.filter(({ to }) => {
    if ('queue' in to) return target.kind === 'queue' && to.queue === target.name;
    if ('exchange' in to) return target.kind === 'exchange' && to.exchange === target.name;
    const kinds = { all: true, queues: type !== 'exchange', exchanges: type === 'exchange' } as Record<string, boolean>;
    const meant = kinds[to.applyTo] ?? to.applyTo.startsWith(type);
    return meant && readPattern(to.pattern, serverVersion).matches(target.name) === true;
  });
  const keys = [...new Set(uses.flatMap(({ fragment }) => Object.keys(fragment.definition)))].filter((key) => {
    const known = policyKeys[key];
    return type === 'exchange' ? known?.exchanges === true : known?.queues.includes(type) === true;
  });
  return Object.fromEntries(
    keys.map((key) => {
      const claims = uses.filter(({ fragment }) => key in fragment.definition);
      const value = (use: AppliedFragment | undefined) => use?.fragment.definition[key] ?? null;
      const merge = policyKeys[key]?.operator;
      if (kind === 'operator policy' && merge !== undefined && merge !== 'operator') {
        return [key, claims.map(value).reduce((one, other) => mergeOperatorValue(merge, one, other) ?? null)];
      }
      const ranked = [...claims].sort(
        (one, other) =>
          (other.precedence ?? 0) - (one.precedence ?? 0) ||
          Number('pattern' in one.to) - Number('pattern' in other.to),
      );
      return [key, value(ranked[0])];
    }),
  );
}

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
