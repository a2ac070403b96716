import fc from 'fast-check';
import type { Arguments, Json } from '../../../model/topology/topology';

/** Values for each argument of queues, sensible and not. Typed here by hand, so that they don't repeat the tables under test. */
const argumentValues: Readonly<Record<string, readonly Json[]>> = {
  'x-expires': [1, 60_000, 315_360_000_000, 0, -1, 315_360_000_001, '60000', 1.5],
  'x-message-ttl': [0, 1, 60_000, 315_360_000_000, 315_360_000_001, -1, '60000', true],
  'x-dead-letter-exchange': ['dlx', '', 'amq.direct', 7, false],
  'x-dead-letter-routing-key': ['dead', '', 7],
  'x-dead-letter-strategy': ['at-least-once', 'at-most-once', 'at-most-twice', 1],
  'x-max-length': [0, 5, 1e15, -1, '5'],
  'x-max-length-bytes': [0, 1_000_000, -1, 2.5],
  'x-max-in-memory-length': [0, 5, -1],
  'x-max-in-memory-bytes': [0, 'x'],
  'x-max-priority': [0, 1, 10, 255, 256, -1, '10'],
  'x-overflow': ['drop-head', 'reject-publish', 'reject-publish-dlx', 'drop-tail', 1],
  'x-queue-mode': ['default', 'lazy', 'eager', 1],
  'x-queue-version': [1, 2, 3, '2'],
  'x-single-active-consumer': [true, false, 'true', 1],
  'x-quorum-initial-group-size': [1, 3, 5, 0, -1, '3'],
  'x-initial-cluster-size': [1, 3, 0, '3'],
  'x-max-age': ['7D', '1Y', '10m', '1M', '7d', '1w', 'D', '', '0D', '-1D', 7, '07D', '1 D'],
  'x-stream-max-segment-size-bytes': [1_000_000, 3_000_000_000, 3_000_000_001, -1, '5'],
  'x-stream-filter-size-bytes': [16, 255, 15, 256, '16'],
  'x-delivery-limit': [0, 20, -1, '20', true, 1.5],
  'x-queue-leader-locator': ['client-local', 'balanced', 'random', 'least-leaders', 'min-masters', 'nowhere', 1],
  'x-queue-master-locator': ['client-local', 'foo', 1],
  'x-consumer-timeout': [60_000, 'x', -1],
  'x-ha-policy': ['all'],
  'x-mesage-ttl': [60_000, 'x', null],
  'x-unknown': [1, 'x', true, { a: 1 }, [1, 2], null],
};

/** Values for each key of policies, sensible and not. */
const policyValues: Readonly<Record<string, readonly Json[]>> = {
  'message-ttl': [0, 60_000, 1e13, -1, '60000', 1.5],
  expires: [1, 1e13, 0, '1'],
  'max-length': [0, 5, -1, '5', true],
  'max-length-bytes': [0, 5, -1],
  'max-in-memory-length': [0, -1],
  'max-in-memory-bytes': [0, 'x'],
  overflow: ['drop-head', 'reject-publish', 'reject-publish-dlx', 'x', 1],
  'delivery-limit': [0, 20, -1, '20', 1.5],
  'dead-letter-exchange': ['dlx', '', 7],
  'dead-letter-routing-key': ['dead', 7],
  'dead-letter-strategy': ['at-least-once', 'at-most-once', 'x'],
  'queue-mode': ['default', 'lazy', 'x'],
  'queue-version': [1, 2, 3, '2'],
  'queue-leader-locator': ['client-local', 'balanced', 'random', 'least-leaders', 'min-masters', 1],
  'queue-master-locator': ['min-masters', 'client-local', 'random', 'x'],
  'target-group-size': [1, 5, 0, '3'],
  'max-age': ['7D', '10m', '7d', '0D', '1w'],
  'stream-max-segment-size-bytes': [0, 3_000_000_000, 3_000_000_001, -1],
  'stream-filter-size-bytes': [16, 255, 15, 256],
  'initial-cluster-size': [0, 3, -1, '3'],
  'consumer-timeout': [0, 60_000, -1, 'x'],
  'alternate-exchange': ['ae', '', 7],
  'federation-upstream': ['up', 7],
  'federation-upstream-set': ['all', 7],
  'federation-upstream-pattern': ['^up', '(', 7],
  'ha-mode': ['all'],
  'max-priority': [10],
  'x-max-length': [5],
  max_length: [5],
  'single-active-consumer': [true],
};

const operatorKeys = new Set([
  ...['message-ttl', 'expires', 'max-length', 'max-length-bytes', 'max-in-memory-length', 'max-in-memory-bytes'],
  ...['overflow', 'delivery-limit', 'queue-version', 'queue-master-locator', 'target-group-size'],
]);

const operatorValues = Object.fromEntries(Object.entries(policyValues).filter(([key]) => operatorKeys.has(key)));

/** Arguments of a queue; sensible ones come first, so that failures shrink towards them. */
export function queueArguments(types: readonly Json[]): fc.Arbitrary<Arguments> {
  const type = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...types) }, { weight: 1, arbitrary: oddType });
  return fc
    .tuple(fc.option(type, { nil: undefined, freq: 6 }), settings(argumentValues))
    .map(([given, others]) => ({ ...(given === undefined ? {} : { 'x-queue-type': given }), ...others }));
}

const oddType = fc.constantFrom<Json>('Quorum', 'undefined', '', 'foo', 1, true);

/** The definition of a policy, which may be empty. */
export const policyDefinition: fc.Arbitrary<Arguments> = fc.oneof(
  { weight: 9, arbitrary: settings(policyValues, 1) },
  { weight: 1, arbitrary: fc.constant({}) },
);

/** The definition of an operator policy: mostly with keys that those may have. */
export const operatorDefinition: fc.Arbitrary<Arguments> = fc.oneof(
  { weight: 3, arbitrary: settings(operatorValues, 1) },
  { weight: 1, arbitrary: policyDefinition },
);

function settings(values: Readonly<Record<string, readonly Json[]>>, least = 0): fc.Arbitrary<Arguments> {
  const setting = fc
    .constantFrom(...Object.keys(values))
    .chain((key) =>
      fc.tuple(
        fc.constant(key),
        fc.oneof({ weight: 2, arbitrary: early(values[key] ?? []) }, fc.constantFrom(...(values[key] ?? []))),
      ),
    );
  return fc.array(setting, { minLength: least, maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}

/** The first values of a list are the sensible ones. */
function early(values: readonly Json[]): fc.Arbitrary<Json> {
  return fc.constantFrom(...values.slice(0, 2));
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
