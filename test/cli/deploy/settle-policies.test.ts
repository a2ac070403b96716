import { changedTogether } from '../../../cli/deploy/settle-policies';
import { outdatedPolicies, type GovernedObject } from '../../../cli/deploy/outdated-policies';
import type { Action, Plan, PlannedResource } from '../../../cli/terraform/plan';

const provider = 'rabbitmq';
const version = { major: 4, minor: 3, patch: 6 };

function resource(type: string, action: Action, attributes: object): PlannedResource {
  const values = { ...attributes };
  return {
    address: `${type}.${JSON.stringify(attributes)}`,
    type,
    action,
    before: action === 'create' ? undefined : values,
    after: action === 'delete' ? undefined : values,
    unknown: {},
    replacePaths: [],
    provider,
  };
}

function policy(action: Action, vhost: string, name: string): PlannedResource {
  return resource('rabbitmq_policy', action, { name, vhost });
}

function vhostsIn(...resources: readonly PlannedResource[]): readonly string[] {
  const plan: Plan = {
    resources,
    drift: [],
    outputs: [],
    errored: false,
    providers: {},
    values: new Map(),
    variables: {},
  };
  return changedTogether(plan).map(({ vhost }) => vhost);
}

describe('policies that changed together', () => {
  test('are several of a virtual host that was there and stays', () => {
    expect(
      vhostsIn(
        policy('create', 'shop', 'one'),
        policy('delete', 'shop', 'other'),
        policy('update', '/', 'alone'),
        policy('none', '/', 'still'),
      ),
    ).toEqual(['shop']);
  });

  test.each(['create', 'delete'] as const)('are none where the virtual host goes or comes with them (%s)', (action) => {
    const vhost = resource('rabbitmq_vhost', action, { name: 'shop' });

    expect(vhostsIn(policy(action, 'shop', 'one'), policy(action, 'shop', 'other'), vhost)).toEqual([]);
  });
});

describe('an object has an outdated policy', () => {
  const all = { vhost: 'shop', definition: { 'max-length': 5 }, 'apply-to': 'queues', priority: 0 } as const;
  const known = { policies: [{ ...all, name: 'limits', pattern: '^orders$' }], operatorPolicies: [] };
  const queue: GovernedObject = { kind: 'queue', vhost: 'shop', name: 'orders', type: 'quorum', policy: 'limits' };

  test.each([
    ['when it is gone', { ...queue, policy: 'gone' }],
    ['when another applies', { ...queue, name: 'emails' }],
    ['when none applies to it yet', { ...queue, policy: null }],
    ['when an operator policy is gone', { ...queue, operator_policy: 'gone' }],
    ['when an exchange keeps one of queues', { ...queue, kind: 'exchange' as const, type: 'fanout' }],
  ])('%s', (_, object) => {
    expect(outdatedPolicies([object], known, version)).toEqual([object]);
  });

  test.each([
    ['when it is the one that applies', queue, known],
    ['when none applies', { ...queue, name: 'emails', policy: '' }, known],
    [
      'when several of one priority may apply',
      { ...queue, policy: 'other' },
      { ...known, policies: [...known.policies, { ...all, name: 'other', pattern: '' }] },
    ],
    ['when only a plugin knows its type', { ...queue, type: 'x-plugin', policy: 'gone' }, known],
  ])('not %s', (_, object, broker) => {
    expect(outdatedPolicies([object], broker, version)).toEqual([]);
  });
});
