import { reviewPlan } from '../../../cli/review/review-plan';
import type { ReviewFinding } from '../../../cli/review/finding';
import { reviewGivenPlan } from '../../../cli/review/review-stacks';
import type { changes, clusterChanges } from '../../recorded-plans/changes';
import { liveBroker } from './live-broker';
import { recordedJson, recordedNames, recordedPlan } from './recorded';

/** What each recorded plan comes to: effect, kind of change and object. */
const expected: Readonly<Record<keyof typeof changes | keyof typeof clusterChanges | 'created', readonly string[]>> = {
  created: [
    'online binding/created events -> audit (#)',
    'online binding/created events -> emails (order.#)',
    'online binding/created events -> orders (order.created)',
    'online binding/created events -> orders (order.paid)',
    'online binding/created legacy -> invoices (invoice)',
    'online exchange/created events',
    'online exchange/created legacy',
    'online node/created rabbitmq-cdk-recorded',
    'online output/changed amqp',
    'online output/changed password',
    'online permissions/widened api',
    'online permissions/widened worker',
    'online policy/created limits',
    'online queue/created archived',
    'online queue/created audit',
    'online queue/created emails',
    'online queue/created invoices',
    'online queue/created orders',
    'online resource/created rabbitmq-cdk-recorded',
    'online resource/created rabbitmq-cdk/lab-rabbitmq:4.0.5-management',
    'online resource/created random_password.api_Password_78FBC5D5',
    'online resource/created random_password.broker_Password_34C29E89',
    'online resource/created random_password.worker_Password_33D42095',
    'online user/created api',
    'online user/created worker',
    'online vhost/created archive',
    'online vhost/created shop',
  ],
  'no-change': [],
  'construct-renamed': [],
  'construct-renamed-unsaid': [
    'data binding/vanishes legacy -> invoices (invoice)',
    'data queue/deleted invoices',
    'online queue/created invoices',
  ],
  'cluster-nodes-replaced': [
    'availability balancer/replaced recorded-balancer',
    'availability node/replaced recorded1',
    'availability node/replaced recorded2',
    'availability node/replaced recorded3',
  ],
  'cluster-node-replaced': ['restart node/replaced recorded2'],
  'everything-imported': [
    'access user/password-rotated api',
    'access user/password-rotated worker',
    'online vhost/default-queue-type-unknown archive',
    'online vhost/default-queue-type-unknown shop',
    'online vhost/updated archive',
    'online vhost/updated shop',
  ],
  'queue-created': ['online queue/created returns'],
  'queue-replaced': ['data queue/replaced orders'],
  'queue-replaced-for-a-policy-setting': ['data queue/replaced emails'],
  'queue-deleted': ['data queue/deleted orders'],
  'stream-deleted': ['data queue/deleted audit'],
  'protected-queue-replaced': ['data queue/replaced emails'],
  'exchange-replaced': ['availability exchange/replaced events'],
  'exchange-replaced-silently': [
    'data binding/vanishes legacy -> invoices (invoice)',
    'availability exchange/replaced legacy',
  ],
  'exchange-deleted': ['availability exchange/deleted events'],
  'vhost-deleted': ['data vhost/deleted archive'],
  'vhost-renamed': ['data vhost/replaced archive'],
  'vhost-limited': ['availability vhost/updated shop'],
  'binding-removed': ['data binding/deleted events -> orders (order.paid)', 'data route/lost events'],
  'binding-changed': ['data binding/replaced events -> orders (order.paid)', 'data route/lost events'],
  'policy-lowered': ['data queue/settings-changed emails', 'data queue/settings-changed orders'],
  'policy-raised': ['online queue/settings-changed emails', 'online queue/settings-changed orders'],
  'policy-stops-applying': ['online queue/settings-changed emails', 'online queue/settings-changed orders'],
  'policy-narrowed': ['online queue/settings-changed emails'],
  'policy-removed': ['online queue/settings-changed emails', 'online queue/settings-changed orders'],
  'policy-shadowed': ['data queue/settings-changed orders'],
  'operator-policy-added': [
    'data queue/settings-changed emails',
    'data queue/settings-changed invoices',
    'data queue/settings-changed orders',
  ],
  'permissions-widened': ['access permissions/widened api'],
  'permissions-narrowed': ['access permissions/narrowed api'],
  'permissions-wildcard': ['access permissions/widened api'],
  'topic-permissions-added': ['access permissions/topic-changed api'],
  'user-becomes-administrator': ['access user/tags-widened api'],
  'user-deleted': [
    'availability user/deleted worker',
    'online resource/deleted random_password.worker_Password_33D42095',
  ],
  'password-rotated': [
    'access user/password-rotated api',
    'online resource/replaced random_password.api_Password_78FBC5D5',
  ],
  'administrator-password-rotated': [
    'availability node/administrator-password rabbitmq-cdk-recorded',
    'availability node/replaced rabbitmq-cdk-recorded',
    'online output/changed password',
    'online resource/replaced random_password.broker_Password_34C29E89',
  ],
  'node-replaced': ['availability node/replaced rabbitmq-cdk-recorded'],
  'node-replaced-for-memory': ['availability node/replaced rabbitmq-cdk-recorded'],
  'volume-replaced': [
    'data volume/replaced rabbitmq-cdk-recorded-data',
    'availability node/replaced rabbitmq-cdk-recorded-renamed',
    'online resource/replaced rabbitmq-cdk-recorded-renamed',
  ],
};

describe('the review of a plan that the real Terraform made', () => {
  test.each(Object.entries(expected))('tells what %s comes to', (name, findings) => {
    const reviewed = reviewPlan(recordedPlan(name));

    expect(reviewed.map(({ effect, change, object }) => `${effect} ${change} ${object.name}`)).toEqual(findings);
  });

  test('has a plan for each expectation, and an expectation for each plan', () => {
    expect(Object.keys(expected).sort()).toEqual([...recordedNames()].sort());
  });

  test.each(Object.keys(expected))('finds no secret and no path of the machine in the recording of %s', (name) => {
    const json = recordedJson(name);

    expect(json.match(/\$2[aby]\$|RABBITMQ_DEFAULT_PASS=(?!<secret|\$\{)|"result":"(?!<secret)/)).toBeNull();
    expect(json).not.toMatch(/"(?:\/home|\/root|\/tmp|\/work)/);
  });
});

describe('a replaced queue', () => {
  test('loses its messages, and the setting that did it is named with what it costs to change it', () => {
    expect(only('queue-replaced')).toMatchObject({
      at: 'rabbitmq_queue.orders',
      message:
        'is replaced: its messages go, and 2 bindings with it, which the plan makes again, and its consumers are cut off',
      because: 'x-max-priority 5 → 10',
      remedy: expect.stringContaining('declare the new queue beside it'),
    });
  });

  test('would have changed online by a policy, if one can carry the setting', () => {
    expect(only('queue-replaced-for-a-policy-setting')).toMatchObject({
      because: 'x-message-ttl 3600000 → 7200000',
      remedy: expect.stringMatching(/^a policy can carry 'message-ttl', and would make it an online change/),
    });
  });

  test('says nothing of bindings that Terraform did not come to plan', () => {
    const findings = reviewPlan(recordedPlan('protected-queue-replaced'));

    expect(findings.map(({ change }) => change)).toEqual(['queue/replaced']);
  });
});

describe('a declaration that was removed', () => {
  test('takes its protection with it', () => {
    expect(only('queue-deleted').because).toBe(
      'its declaration was removed, and with it the removal policy that could have stopped this',
    );
    expect(only('exchange-deleted').because).toBe('its declaration was removed');
  });
});

describe('a construct that got another id', () => {
  test('keeps what it is on the broker when that is said', () => {
    const { findings, moved } = reviewGivenPlan('shop', recordedPlan('construct-renamed'), {});

    expect(findings).toEqual([]);
    expect(moved).toEqual([{ from: 'rabbitmq_queue.invoices', to: 'rabbitmq_queue.bills' }]);
  });

  test('is told to be the same when that is not said', () => {
    const deleted = reviewPlan(recordedPlan('construct-renamed-unsaid')).find(
      ({ change }) => change === 'queue/deleted',
    );

    expect(deleted?.because).toMatch(/^its construct has another id or place.* 'rabbitmq_queue\.bills'/);
    expect(deleted?.remedy).toMatch(/movedFrom/);
  });
});

describe('what exists and is taken over', () => {
  test('is told apart from what that changes', () => {
    const { imported } = reviewGivenPlan('shop', recordedPlan('everything-imported'), {});

    expect(imported).toHaveLength(19);
    expect(imported).toContainEqual({ id: 'orders@shop', to: 'rabbitmq_queue.orders' });
  });
});

describe('a replaced exchange', () => {
  test('takes bindings with it of which the plan says nothing', () => {
    const [vanishing, exchange] = reviewPlan(recordedPlan('exchange-replaced-silently'));

    expect(vanishing?.message).toMatch(/^vanishes with exchange 'legacy' although the plan is silent about it/);
    expect(vanishing?.at).toBe('rabbitmq_binding.legacy-invoices');
    expect(exchange?.message).toMatch(/1 binding with it \(1 without a word in the plan\)/);
  });

  test('takes bindings with it that only the broker knows', () => {
    const live = liveBroker({
      bindings: [
        {
          vhost: 'shop',
          source: 'events',
          destination: 'amq.gen-1',
          destination_type: 'queue',
          routing_key: 'order.*',
          arguments: {},
        },
      ],
    });

    const findings = reviewPlan(recordedPlan('exchange-replaced'), { live });

    expect(findings[0]).toMatchObject({
      effect: 'data',
      change: 'binding/vanishes-undeclared',
      message: "loses 1 binding that are not declared: 'events - order.* -> amq.gen-1'",
    });
  });
});

describe('a changed policy', () => {
  test('is told as what it changes for each queue', () => {
    const [emails] = reviewPlan(recordedPlan('policy-lowered'));

    expect(emails).toMatchObject({
      object: { type: 'queue', vhost: 'shop', name: 'emails' },
      at: 'rabbitmq_policy.limits',
      message: 'changes max-length 1000 → 100 (the oldest messages beyond it go, and nothing keeps them)',
      because: "policy 'limits'",
    });
  });

  test('may stop applying to queues of a type that does not know one of its keys', () => {
    const [emails, orders] = reviewPlan(recordedPlan('policy-stops-applying'));

    expect(emails?.message).toBe('changes delivery-limit none → 3 (a message is given up after fewer attempts)');
    expect(orders).toMatchObject({
      message: 'changes max-length 1000 → none',
      because: "policy 'limits' no longer applies",
    });
  });

  test('may lose to one of higher priority', () => {
    expect(only('policy-shadowed')).toMatchObject({
      at: 'rabbitmq_policy.urgent',
      because: "policy 'urgent' applies now instead of 'limits'",
    });
  });

  test('changes queues too that applications declared', () => {
    const queue = { vhost: 'shop', name: 'orders', durable: true, auto_delete: false, arguments: {} };
    const live = liveBroker({ queues: [{ ...queue, name: 'undeclared' }], operatorPolicies: [] });

    const findings = reviewPlan(recordedPlan('operator-policy-added'), { live });

    expect(findings.map(({ object }) => object.name)).toContain('undeclared');
  });

  test('counts for nothing where a policy that only the broker knows comes first', () => {
    const policy = { vhost: 'shop', name: 'by hand', pattern: '.*', 'apply-to': 'all', priority: 50 } as const;
    const live = liveBroker({ policies: [{ ...policy, definition: { 'max-length': 7 } }] });

    const findings = reviewPlan(recordedPlan('policy-lowered'), { live });

    expect(findings.filter(({ change }) => change !== 'policy/undeclared').map(({ change }) => change)).toEqual([
      'policy/updated',
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        change: 'policy/undeclared',
        object: { type: 'policy', vhost: 'shop', name: 'by hand' },
        message: expect.stringMatching(
          /^is declared nowhere here, and applies to .* instead of 'limits': max-length none → 7$/,
        ),
        because: "priority 50, pattern '.*'",
      }),
    );
  });
});

describe('changed permissions', () => {
  test('are told as operations', () => {
    expect(only('permissions-widened').message).toBe("may now consume from 'invoices', publish to 'legacy'");
    expect(only('permissions-narrowed').message).toBe("may no longer publish to 'events'");
    expect(only('topic-permissions-added').message).toBe(
      "may publish to 'events' by routing keys that match '^order\\.' only, and bind from it by those that match '.*'",
    );
  });

  test('that match every name are said to', () => {
    expect(only('permissions-wildcard').remedy).toMatch(/^'configure', 'write', 'read' matches every name/);
  });
});

describe('a node', () => {
  test('is replaced for settings that are named, and never shown', () => {
    expect(only('node-replaced')).toMatchObject({
      message:
        'is stopped and recreated: it is the only node, so that no client can work until it is back; transient messages in its classic queues go',
      because: "/etc/rabbitmq/rabbitmq.conf ('channel_max')",
    });
  });

  test('of a cluster may go while the others go on, but not all of them', () => {
    const [one] = reviewPlan(recordedPlan('cluster-node-replaced'));
    const all = reviewPlan(recordedPlan('cluster-nodes-replaced')).filter(({ change }) => change === 'node/replaced');

    expect(one?.message).toMatch(/: 2 of 3 nodes stay; clients of this one connect again, and quorum queues go on;/);
    expect(all.map(({ message }) => message)).toEqual(
      Array(3).fill(expect.stringMatching(/: all 3 nodes go at once, so that no client can work until they are back;/)),
    );
  });

  test('that loses its volume loses all that is declared on it, of which the plan is silent', () => {
    const [volume] = reviewPlan(recordedPlan('volume-replaced'));

    expect(volume?.message).toBe(
      'is replaced: everything that its node has stored goes; of what is declared on the broker 19 objects would be there again only after the next apply',
    );
  });

  test('reads the password of its administrator at its first boot only', () => {
    const [finding] = reviewPlan(recordedPlan('administrator-password-rotated'));

    expect(finding?.message).toMatch(/which it reads at its first boot only: Terraform will be locked out/);
  });
});

describe('a broker that is asked', () => {
  test('tells what a lost queue holds now', () => {
    const live = liveBroker({ queue: (vhost, name) => ({ messages: `${vhost}/${name}`.length, consumers: 2 }) });

    const [finding] = reviewPlan(recordedPlan('queue-deleted'), { live });

    expect(finding?.now).toEqual({ messages: 'shop/orders'.length, consumers: 2 });
  });
});

function only(name: string): ReviewFinding {
  const [finding, ...others] = reviewPlan(recordedPlan(name));
  if (finding === undefined || others.length > 0) throw new Error(`${name} has ${others.length + 1} findings`);
  return finding;
}
