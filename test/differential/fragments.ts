import { fc } from '../random';
import type { PolicyTarget } from '../../model/policies/policy-target';
import { mergeOperatorValue } from '../../model/policies/operator-merge';
import { readPattern } from '../../model/pattern/pattern';
import { policyKey } from '../../model/server/queue-setting';
import type { Arguments, ExchangeDefinition, Json, QueueDefinition } from '../../model/topology/topology';
import { composePolicies, CompositionError, type AppliedFragment, type ComposedPolicy } from '../../policies';
import type { PolicyKind } from '../../model/policies/merge';

export const serverVersion = { major: 4, minor: 2, patch: 9 };

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
  Object.entries(settings).filter(([key]) => policyKey(key, serverVersion)?.operator !== undefined),
);

// Few names and patterns, so that they meet; some names need escaping.
const names = ['a', 'a.b', 'a.b.c', 'ab', 'b', 'b+', 'c(d', 'é'];
const patterns = ['', '.*', '^a', '^a\\.', '^a\\.b', '^b', 'b$', '^(a|b)$'];

/** Random objects, and fragments that are applied to some of them. */
export interface Case {
  readonly queues: readonly QueueDefinition[];
  readonly exchanges: readonly ExchangeDefinition[];
  readonly applied: readonly AppliedFragment[];
}

/** Cases of which about every second can be composed. */
export function cases(kind: PolicyKind): fc.Arbitrary<Case> {
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

/** A queue of the virtual host `/`. */
export function declaredQueue(name: string, type: string): QueueDefinition {
  return { name, vhost: '/', durable: true, auto_delete: false, arguments: { 'x-queue-type': type } };
}

function declaredExchange(name: string): ExchangeDefinition {
  return { name, vhost: '/', type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} };
}

/** Fragments that contradict each other, or do nothing, are another test's. */
export function compose({ queues, exchanges, applied }: Case, kind: PolicyKind): readonly ComposedPolicy[] | undefined {
  try {
    return composePolicies({ vhosts: [], queues, exchanges }, applied, { kind, serverVersion });
  } catch (error) {
    if (error instanceof CompositionError) return undefined;
    throw error;
  }
}

/** The objects of a case as policies know them. */
export function targets({ queues, exchanges }: Case): PolicyTarget[] {
  return [
    ...queues.map(
      ({ name, arguments: { 'x-queue-type': type } }) => ({ kind: 'queue', vhost: '/', name, type }) as PolicyTarget,
    ),
    ...exchanges.map(({ name }): PolicyTarget => ({ kind: 'exchange', vhost: '/', name })),
  ];
}

/** The definition by the rules of the documentation, worked out for one object and as simply as can be. */
export function expected(target: PolicyTarget, applied: readonly AppliedFragment[], kind: PolicyKind): Arguments {
  const type = target.kind === 'exchange' ? 'exchange' : target.type;
  const uses = applied.filter(({ to }) => {
    if ('queue' in to) return target.kind === 'queue' && to.queue === target.name;
    if ('exchange' in to) return target.kind === 'exchange' && to.exchange === target.name;
    const kinds = { all: true, queues: type !== 'exchange', exchanges: type === 'exchange' } as Record<string, boolean>;
    const meant = kinds[to.applyTo] ?? to.applyTo.startsWith(type);
    return meant && readPattern(to.pattern, serverVersion).matches(target.name) === true;
  });
  const keys = [...new Set(uses.flatMap(({ fragment }) => Object.keys(fragment.definition)))].filter((key) => {
    const known = policyKey(key, serverVersion);
    return type === 'exchange' ? known?.exchanges === true : known?.queues.includes(type) === true;
  });
  return Object.fromEntries(
    keys.map((key) => {
      const claims = uses.filter(({ fragment }) => key in fragment.definition);
      const value = (use: AppliedFragment | undefined) => use?.fragment.definition[key] ?? null;
      const merge = policyKey(key, serverVersion)?.operator;
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
