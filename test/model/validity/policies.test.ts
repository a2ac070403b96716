import type { Json, PolicyDefinition } from '../../../model/topology/topology';
import { queue, saidOf, saidOfFile, saidWith } from './fixture';

const here = { queues: [queue({ 'x-queue-type': 'quorum' }, { name: 'orders' })] };

function policy(rest: { readonly [K in keyof PolicyDefinition]?: Json } = {}): PolicyDefinition {
  const plain = { name: 'p', vhost: '/', pattern: '^orders$', 'apply-to': 'queues', definition: { 'max-length': 5 } };
  return { ...plain, priority: 0, ...rest } as PolicyDefinition;
}

describe('a policy', () => {
  test.each<[string, object, string[]]>([
    ['as it should be', {}, []],
    ['with an unknown key', { definition: { 'max-lenght': 5 } }, ['refused policy/unknown-key']],
    ['of mirroring', { definition: { 'ha-mode': 'all' } }, ['refused policy/unknown-key']],
    ['with a number as text', { definition: { 'max-length': '5' } }, ['refused policy/value']],
    ['without a definition', { definition: {} }, ['refused policy/definition']],
    ['with a pattern that is none', { pattern: '^(orders' }, ['refused policy/pattern']],
    ['with a priority as text', { priority: '1' }, ['refused policy/priority']],
    ['with another apply-to', { 'apply-to': 'quorum' }, ['refused policy/apply-to']],
    [
      'with two upstreams',
      { definition: { 'federation-upstream': 'a', 'federation-upstream-set': 'b' } },
      ['refused policy/federation-upstreams'],
    ],
    ['with a time to live of centuries', { definition: { 'message-ttl': 1e13 } }, ['hazard policy/value-too-large']],
    ['with a mode', { definition: { 'queue-version': 2 } }, ['deprecated policy/key-without-effect']],
    ['that matches nothing', { pattern: '^nobody$' }, ['hazard policy/matches-nothing']],
    [
      'with a key that disables it',
      { definition: { 'max-age': '7D', 'max-length-bytes': 5 } },
      ['hazard policy/disabled-for-type'],
    ],
    [
      'with a key out of reach',
      { 'apply-to': 'quorum_queues', definition: { 'alternate-exchange': 'a' } },
      ['hazard policy/key-out-of-reach'],
    ],
    [
      'that can never apply',
      { 'apply-to': 'quorum_queues', definition: { 'max-age': '7D' } },
      ['hazard policy/never-applies'],
    ],
  ])('%s', (_, change, expected) => {
    expect(saidOf({ ...here, policies: [policy(change)] })).toEqual(expected);
  });

  test('of the same priority as another on one queue is a hazard', () => {
    const policies = [policy(), policy({ name: 'other', pattern: '^ord', definition: { 'max-length': 6 } })];

    expect(saidOf({ ...here, policies })).toEqual(['hazard policy/undecided']);
  });

  test('of an operator takes limits alone', () => {
    const operatorPolicies = [policy({ definition: { 'dead-letter-exchange': 'amq.fanout' } })];

    expect(saidOf({ ...here, operatorPolicies })).toContain('refused policy/operator-key');
  });

  test('of an operator needs a priority in a file', () => {
    const value = { pattern: '^orders$', definition: { 'max-length': 5 }, 'apply-to': 'queues' };
    const parameters = [{ component: 'operator_policy', vhost: '/', name: 'o', value }];

    expect(saidOfFile({ ...here, parameters })).toContain('refused policy/priority');
  });

  test.each<[object, string, string[]]>([
    [{ 'delayed-retry-type': 'all', 'delayed-retry-min': 1000 }, '4.3.1', []],
    [{ 'delayed-retry-type': 'all' }, '4.3.1', ['refused policy/delayed-retry']],
    [{ 'delayed-retry-min': 5 }, '4.3.0', ['refused policy/unknown-key']],
    [{ 'delayed-retry-min': 5 }, '4.2', ['refused policy/unknown-key']],
    [{ 'consumer-disconnected-timeout': 5 }, '4.3.0', []],
    [{ 'member-placement-tag': 'a' }, '4.3', ['refused policy/unknown-key']],
    [{ 'selector-fields': ['a'] }, '4.3', ['refused policy/unknown-key']],
    [{ 'selector-field-max-bytes': 5 }, '4.3', ['refused policy/unknown-key']],
    [{ 'queue-master-locator': 'random' }, '4.3', ['refused policy/denied-key']],
    [{ 'shards-per-node': -1 }, '4.3', ['refused policy/value']],
  ])('with %j is, for %s, %j', (definition, version, expected) => {
    const policies = [policy({ definition: definition as PolicyDefinition['definition'] })];

    expect(saidOf({ ...here, policies }, version)).toEqual(expected);
  });

  test.each([
    ['classic_queues', '4.2', []],
    ['classic_queues', '4.3', ['hazard policy/key-out-of-reach']],
    ['streams', '4.3', ['hazard policy/key-out-of-reach']],
    ['quorum_queues', '4.3', []],
  ] as const)('with a consumer timeout for %s has, on %s, %j', (applyTo, version, expected) => {
    const type = { classic_queues: 'classic', quorum_queues: 'quorum', streams: 'stream' }[applyTo];
    const queues = [queue({ 'x-queue-type': type }, { name: 'orders' })];
    const policies = [policy({ 'apply-to': applyTo, definition: { 'consumer-timeout': 60_000 } })];

    expect(saidOf({ queues, policies }, version)).toEqual(expected);
  });

  test('with an overflow that quorum queues do not know is told where it is for them alone', () => {
    const policies = [policy({ 'apply-to': 'quorum_queues', definition: { overflow: 'reject-publish-dlx' } })];

    expect(saidOf({ ...here, policies })).toEqual([
      'hazard policy/overflow-of-other-type',
      'hazard queue/overflow-of-other-type',
    ]);
  });

  test.each([
    [['rabbitmq_management'], ['refused policy/plugin-key']],
    [['rabbitmq_federation_management'], []],
  ])('with the key of a plugin is, where %j are enabled, %j', (plugins, expected) => {
    const policies = [policy({ definition: { 'federation-upstream-set': 'all' } })];

    expect(saidWith(plugins, { ...here, policies })).toEqual(expected);
  });
});
