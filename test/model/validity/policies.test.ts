import type { Json, PolicyDefinition } from '../../../model/topology/topology';
import { queue, saidOf, saidOfFile } from './fixture';

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

  test('knows delayed retries from 4.3 on', () => {
    const policies = [policy({ definition: { 'delayed-retry-type': 'all', 'delayed-retry-min': 1000 } })];

    expect(saidOf({ ...here, policies }, '4.2')).toContain('refused policy/unknown-key');
    expect(saidOf({ ...here, policies }, '4.3')).toEqual([]);
  });
});
