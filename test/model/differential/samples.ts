import { fc } from '../../random';
import { settingRows } from '../../../model/server/queue-setting-rows';
import type { ServerVersion } from '../../../model/server/server-version';
import { policyKey, queueArgument } from '../../../model/server/queue-setting';
import { anything, type ValueRule } from '../../../model/server/value-rule';
import type { Arguments, Json } from '../../../model/topology/topology';

/**
 * Values for any setting, sensible for some and not for others. Typed by hand: a table under test says which of them to try
 * more often, and only the broker which of them are right.
 */
const values: readonly Json[] = [
  ...[0, 1, 2, 3, 5, 10, 15, 16, 20, 255, 256, 60_000, 1_000_000, 3_000_000_000, 3_000_000_001],
  ...[315_360_000_000, 315_360_000_001, 1e13, 1e15, -1, -5, 1.5, 2.5],
  ...['', 'x', '1', '5', '16', '20', '60000', 'dlx', 'dead', 'amq.direct', 'ae', 'true', '(', '^up', 'up', '.*'],
  ...['7D', '1Y', '10m', '1M', '07D', '7d', '1w', '0D', '-1D', '1 D', 'D', '30s', '12h'],
  ...[
    'drop-head',
    'reject-publish',
    'reject-publish-dlx',
    'drop-tail',
    'at-least-once',
    'at-most-once',
    'at-most-twice',
  ],
  ...['default', 'lazy', 'eager', 'all', 'failed', 'returned', 'disabled', 'any'],
  ...['client-local', 'balanced', 'random', 'least-leaders', 'min-masters', 'nowhere'],
  ...[true, false],
];

const known = Object.keys(settingRows);

/** Names that no server knows, or not as what they stand for here: some were known once, or are for another version yet. */
const strangers = {
  arguments: ['x-ha-policy', 'x-mesage-ttl', 'x-unknown', 'x-member-placement-tag', 'x-selector-fields', 'max-length'],
  policies: [
    ...['ha-mode', 'x-max-length', 'max_length', 'member-placement-tag', 'selector-fields', 'selector-field-max-bytes'],
    ...['quorum-initial-group-size', 'queue-type'],
  ],
};

/** Arguments of a queue: every one that any server knows, with values that this one should take, and others. */
export function queueArguments(version: ServerVersion, types: readonly Json[]): fc.Arbitrary<Arguments> {
  const type = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...types) }, { weight: 1, arbitrary: oddType });
  const others = settings(
    [...known.map((name) => `x-${name}`), ...strangers.arguments],
    (key) => queueArgument(key, version)?.value,
  );
  return fc
    .tuple(fc.option(type, { nil: undefined, freq: 6 }), others)
    .map(([given, rest]) => ({ ...(given === undefined ? {} : { 'x-queue-type': given }), ...rest }));
}

const oddType = fc.constantFrom<Json>('Quorum', 'undefined', '', '', 'foo', 1, true);

/** The definition of a policy, which may be empty. */
export function policyDefinition(version: ServerVersion): fc.Arbitrary<Arguments> {
  return fc.oneof(
    { weight: 9, arbitrary: settings([...known, ...strangers.policies], ruleOfKey(version), 1) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

/** The definition of an operator policy: mostly with keys that those may have. */
export function operatorDefinition(version: ServerVersion): fc.Arbitrary<Arguments> {
  const keys = known.filter((key) => policyKey(key, version)?.operator !== undefined);
  return fc.oneof(
    { weight: 3, arbitrary: settings(keys, ruleOfKey(version), 1) },
    { weight: 1, arbitrary: policyDefinition(version) },
  );
}

function ruleOfKey(version: ServerVersion) {
  return (key: string) => policyKey(key, version)?.value;
}

function settings(
  keys: readonly string[],
  ruleOf: (key: string) => ValueRule | undefined,
  least = 0,
): fc.Arbitrary<Arguments> {
  const own = keys.filter((key) => ruleOf(key) !== undefined);
  const setting = fc
    .oneof({ weight: 4, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: fc.constantFrom(...keys) })
    .chain((key) => fc.tuple(fc.constant(key), valuesFor(ruleOf(key) ?? anything)));
  return fc
    .array(setting, { minLength: least, maxLength: 2 })
    .map((entries) => Object.fromEntries(entries.map(([key, value]) => [key, lasting(key, value)])));
}

/**
 * A value of a setting, but that no queue expires while it is tried: on a busy machine it is gone before the server has
 * started it, and the request fails for that.
 */
export function lasting<Value extends Json | undefined>(key: string | undefined, value: Value): Value | number {
  const isExpiry = key === 'expires' || key === 'x-expires';
  return isExpiry && Number.isInteger(value) && Number(value) > 0 && Number(value) < 600_000 ? 600_000 : value;
}

/** Five of six that the rule allows; the first of a list come first, so that failures shrink towards them. */
function valuesFor(rule: ValueRule): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...values.filter((value) => rule.holds(value))) },
    { weight: 1, arbitrary: fc.constantFrom<Json>(...values, null, [1, 2], { a: 1 }) },
  );
}

/** Names of queues and exchanges, some longer than AMQP can say, some reserved, some empty. */
export const objectName: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('orders', 'a.b', 'with space', 'größe', 'x/y', 'a@b', '日本語', '%2F') },
  { weight: 1, arbitrary: fc.constantFrom('amq.mine', 'AMQ.mine', 'amq', 'amq.', '') },
  { weight: 1, arbitrary: fc.constantFrom('n'.repeat(255), 'n'.repeat(256), 'ü'.repeat(127), 'ü'.repeat(128)) },
);

const patternPieces = [
  ...[
    'a',
    'b',
    'orders',
    '.',
    '\\.',
    '.*',
    '^',
    '$',
    '|',
    '(',
    ')',
    '(?:',
    '(?i)',
    '(?=',
    '(?!',
    '(?<=',
    '(?<n>',
    '(?>',
  ],
  ...[
    '*',
    '+',
    '?',
    '{2}',
    '{1,3}',
    '{3,1}',
    '{0,65536}',
    '++',
    '*+',
    '[a-c]',
    '[^a]',
    '[[:alpha:]]',
    '[[:foo:]]',
    '[z-a]',
  ],
  ...[
    '[a',
    ']',
    '\\d',
    '\\w',
    '\\b',
    '\\A',
    '\\Z',
    '\\Q',
    '\\E',
    '\\u0041',
    '\\x41',
    '\\1',
    '[a-\\d]',
    '(?P<n>',
    'é',
    '\\',
  ],
];

/** Patterns, of which about half are well-formed. */
export const pattern: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '.*', '^orders$', '^(a|b)\\.', '(?i)x', '^$', '[[:alpha:]]+', '(?<=a|bc)d', 'a++b', '\\Qa.b\\E'),
  fc.array(fc.constantFrom(...patternPieces), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
);
