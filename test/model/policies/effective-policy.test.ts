import { effectivePolicy } from '../../../model/policies/effective-policy';
import type { PolicyTarget } from '../../../model/policies/policy-target';
import { emptyTopology, type Arguments, type PolicyDefinition } from '../../../model/topology/topology';

const serverVersion = { major: 4, minor: 0, patch: 5 };
const quorum: PolicyTarget = { kind: 'queue', vhost: '/', name: 'orders', type: 'quorum' };
const classic: PolicyTarget = { ...quorum, type: 'classic' };
const stream: PolicyTarget = { ...quorum, type: 'stream' };
const exchange: PolicyTarget = { kind: 'exchange', vhost: '/', name: 'orders' };

function policy(name: string, definition: Arguments, given: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return { name, vhost: '/', pattern: '', 'apply-to': 'all', priority: 0, definition, ...given };
}

function ask(
  target: PolicyTarget,
  policies: readonly PolicyDefinition[],
  operatorPolicies: readonly PolicyDefinition[] = [],
) {
  const {
    policy: user,
    operatorPolicy,
    definition,
    undecided,
  } = effectivePolicy({ ...emptyTopology, policies, operatorPolicies }, target, serverVersion);
  return { policy: user?.name, operatorPolicy: operatorPolicy?.name, definition, undecided };
}

const limit = { 'max-length': 5 };

test.each<[string, PolicyTarget, readonly PolicyDefinition[], string | undefined]>([
  ['the highest priority', quorum, [policy('a', limit), policy('b', limit, { priority: 1 })], 'b'],
  [
    'fractions and negative priorities too',
    quorum,
    [policy('a', limit, { priority: -1 }), policy('b', limit, { priority: -0.5 })],
    'b',
  ],
  ['what is found anywhere in the name', quorum, [policy('a', limit, { pattern: 'der' })], 'a'],
  ['not what is anchored elsewhere', quorum, [policy('a', limit, { pattern: '^der' })], undefined],
  ['names that a pattern lists', quorum, [policy('a', limit, { pattern: '^(b|orders)$' })], 'a'],
  ['not other names', quorum, [policy('a', limit, { pattern: '^(b|order)$' })], undefined],
  ['queues of its type', stream, [policy('a', { 'max-age': '1D' }, { 'apply-to': 'streams' })], 'a'],
  ['not those of other types', quorum, [policy('a', limit, { 'apply-to': 'classic_queues' })], undefined],
  ['exchanges by all', exchange, [policy('a', limit)], 'a'],
  ['exchanges even with a key that disables it for queues', exchange, [policy('a', { 'delivery-limit': 1 })], 'a'],
  ['not exchanges by queues', exchange, [policy('a', limit, { 'apply-to': 'queues' })], undefined],
  ['not another virtual host', quorum, [policy('a', limit, { vhost: 'b' })], undefined],
  [
    'the next one where a key is for another type',
    classic,
    [policy('a', { ...limit, 'delivery-limit': 3 }, { priority: 9 }), policy('b', limit)],
    'b',
  ],
  [
    'the one with that key where it is for the type',
    quorum,
    [policy('a', { ...limit, 'delivery-limit': 3 }, { priority: 9 }), policy('b', limit)],
    'a',
  ],
  ['not what the broker refuses', quorum, [policy('a', limit, { pattern: '(', priority: 1 }), policy('b', limit)], 'b'],
])('a policy applies: %s', (_, target, policies, expected) => {
  const answer = ask(target, policies);

  expect(answer.policy).toBe(expected);
  expect(answer.undecided).toEqual([]);
});

test.each<[string, Arguments, Arguments, Arguments]>([
  [
    'the lower limit',
    { 'max-length': 5, 'message-ttl': 1 },
    { 'max-length': 3, 'message-ttl': 2 },
    { 'max-length': 3, 'message-ttl': 1 },
  ],
  ['the lower delivery limit', { 'delivery-limit': 5 }, { 'delivery-limit': 3 }, { 'delivery-limit': 3 }],
  ['the one delivery limit that is one', { 'delivery-limit': -1 }, { 'delivery-limit': 3 }, { 'delivery-limit': 3 }],
  ['the larger group', { 'target-group-size': 3 }, { 'target-group-size': 5 }, { 'target-group-size': 5 }],
  [
    "the operator's overflow",
    { overflow: 'drop-head' },
    { overflow: 'reject-publish' },
    { overflow: 'reject-publish' },
  ],
  ['what only one says', { 'max-length': 1 }, { expires: 2 }, { 'max-length': 1, expires: 2 }],
])('a policy and an operator policy merge to %s', (_, user, operator, expected) => {
  const answer = ask(quorum, [policy('u', user)], [policy('o', operator)]);

  expect(answer).toEqual({ policy: 'u', operatorPolicy: 'o', definition: expected, undecided: [] });
});

describe('it cannot be told', () => {
  test('which of two with one priority applies', () => {
    const answer = ask(quorum, [policy('a', limit), policy('b', { 'max-length': 6 })]);

    expect(answer).toEqual({
      policy: undefined,
      operatorPolicy: undefined,
      definition: undefined,
      undecided: [
        "policy 'a' (priority 0) and policy 'b' (priority 0) match with the same priority, and which one applies is not defined",
      ],
    });
  });

  test('but the definition can, when both say the same', () => {
    const answer = ask(quorum, [policy('a', limit), policy('b', limit)]);

    expect(answer.definition).toEqual(limit);
    expect(answer.undecided).toHaveLength(1);
  });

  test('what a key is that the server fails to merge', () => {
    const key = { 'queue-master-locator': 'random' };

    const answer = ask(classic, [policy('a', key)], [policy('o', key)]);

    expect(answer.definition).toBeUndefined();
    expect(answer.undecided).toEqual([
      'the server fails to merge the policy and the operator policy, because both set the same key; set it in one',
    ]);
  });
});

test('every policy that was considered is explained', () => {
  const { because } = effectivePolicy(
    {
      ...emptyTopology,
      policies: [
        policy('a', { 'max-age': '1D' }, { priority: 9 }),
        policy('b', limit, { priority: 5 }),
        policy('c', limit),
      ],
    },
    quorum,
    serverVersion,
  );

  expect(because).toEqual([
    "policy 'b' (priority 5) applies",
    "policy 'a' (priority 9) does not apply to quorum queues because it holds 'max-age'",
    "policy 'c' (priority 0) is outranked",
    'no operator policy applies',
  ]);
});
