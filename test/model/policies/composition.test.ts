import { effectivePolicies } from '../../../model/policies/effective-policy';
import type { PolicyTarget } from '../../../model/policies/policy-target';
import { Duration } from '../../../model/units/duration';
import { Size } from '../../../model/units/size';
import { emptyTopology, type QueueType } from '../../../model/topology/topology';
import {
  alternate,
  composePolicies,
  CompositionError,
  deadLetter,
  expiry,
  federate,
  limits,
  quorumDefaults,
  redelivery,
  retention,
  type AppliedFragment,
  type ComposedPolicy,
  type Fragment,
  type FragmentTarget,
} from '../../../policies';

const serverVersion = { major: 4, minor: 0, patch: 5 };

interface Declared {
  readonly queues?: Readonly<Record<string, QueueType>>;
  readonly exchanges?: readonly string[];
}

function topology({ queues = {}, exchanges = [] }: Declared) {
  return {
    vhosts: [{ name: '/' }],
    queues: Object.entries(queues).map(([name, type]) => ({
      name,
      vhost: '/',
      durable: true,
      auto_delete: false,
      arguments: { 'x-queue-type': type },
    })),
    exchanges: exchanges.map((name) => ({
      name,
      vhost: '/',
      type: 'topic',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: {},
    })),
  };
}

function apply(fragment: Fragment, to: FragmentTarget, precedence?: number): AppliedFragment {
  return { fragment, vhost: '/', to, precedence };
}

function compose(declared: Declared, ...applied: readonly AppliedFragment[]): readonly ComposedPolicy[] {
  return composePolicies(topology(declared), applied, { serverVersion });
}

function composeOperator(declared: Declared, ...applied: readonly AppliedFragment[]): readonly ComposedPolicy[] {
  return composePolicies(topology(declared), applied, { serverVersion, kind: 'operator policy' });
}

function effective(policies: readonly ComposedPolicy[], target: Omit<PolicyTarget, 'vhost'>) {
  const ask = effectivePolicies({ ...emptyTopology, policies }, serverVersion);
  return ask({ ...target, vhost: '/' } as PolicyTarget).definition;
}

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof CompositionError) return error.faults;
    throw error;
  }
  return [];
}

const quorum = { kind: 'queue', type: 'quorum' } as const;
const queues = (pattern: string): FragmentTarget => ({ pattern, applyTo: 'queues' });

describe('fragments on declared objects', () => {
  test('become one policy for all queues with the same definition', () => {
    const policies = compose(
      { queues: { b: 'quorum', 'a.b': 'quorum', c: 'quorum' } },
      apply(limits({ maxLength: 5 }), { queue: 'b' }),
      apply(limits({ maxLength: 5 }), { queue: 'a.b' }),
    );

    expect(policies).toEqual([
      {
        name: expect.stringMatching(/^queues-[0-9a-f]{8}$/),
        vhost: '/',
        pattern: '^(a\\.b|b)$',
        'apply-to': 'queues',
        definition: { 'max-length': 5 },
        priority: 1000,
        after: [],
      },
    ]);
  });

  test('add up on one object', () => {
    const [policy, ...others] = compose(
      { queues: { orders: 'quorum' }, exchanges: ['dlx'] },
      apply(quorumDefaults({ deliveryLimit: 7 }), { queue: 'orders' }),
      apply(deadLetter({ exchange: { exchangeName: 'dlx' }, strategy: 'at-least-once' }), { queue: 'orders' }),
      apply(expiry({ messageTtl: Duration.minutes(1) }), { queue: 'orders' }),
    );

    expect(others).toEqual([]);
    expect(policy).toMatchObject({
      'apply-to': 'quorum_queues',
      definition: {
        'delivery-limit': 7,
        'queue-leader-locator': 'balanced',
        'dead-letter-exchange': 'dlx',
        'dead-letter-strategy': 'at-least-once',
        overflow: 'reject-publish',
        'message-ttl': 60_000,
      },
    });
  });

  test('keep a queue and an exchange of one name apart', () => {
    const policies = compose(
      { queues: { orders: 'classic' }, exchanges: ['orders'] },
      apply(federate({ upstream: 'u' }), { queue: 'orders' }),
      apply(federate({ upstream: 'u' }), { exchange: 'orders' }),
      apply(alternate({ exchange: 'unrouted' }), { exchange: 'orders' }),
    );

    expect(policies.map((policy) => [policy['apply-to'], policy.definition])).toEqual([
      ['queues', { 'federation-upstream': 'u' }],
      ['exchanges', { 'alternate-exchange': 'unrouted', 'federation-upstream': 'u' }],
    ]);
  });

  test('count by precedence, then those for the object itself', () => {
    const policies = compose(
      { queues: { a: 'quorum', b: 'quorum' } },
      apply(limits({ maxLength: 1, overflow: 'drop-head' }), queues('^')),
      apply(limits({ maxLength: 2 }), { queue: 'a' }),
      apply(limits({ maxLength: 3 }), queues('^b'), 1),
      apply(limits({ maxLength: 4 }), { queue: 'b' }),
    );

    expect(effective(policies, { ...quorum, name: 'a' })).toEqual({ 'max-length': 2, overflow: 'drop-head' });
    expect(effective(policies, { ...quorum, name: 'b' })).toEqual({ 'max-length': 3, overflow: 'drop-head' });
  });
});

describe('fragments on patterns', () => {
  test('are split by type, so that no key keeps a policy from a queue', () => {
    const policies = compose(
      {},
      apply(limits({ maxLength: 5, maxLengthBytes: Size.mebibytes(1) }), queues('^app\\.')),
      apply(redelivery({ deliveryLimit: 3 }), queues('^app\\.')),
      apply(retention({ maxAge: Duration.days(7) }), queues('^app\\.')),
    );

    expect(policies.map((policy) => [policy['apply-to'], policy.definition])).toEqual([
      ['classic_queues', { 'max-length': 5, 'max-length-bytes': 1048576 }],
      ['quorum_queues', { 'delivery-limit': 3, 'max-length': 5, 'max-length-bytes': 1048576 }],
      ['streams', { 'max-age': '7D', 'max-length-bytes': 1048576 }],
    ]);
    expect(policies.every(({ priority }) => priority === 0)).toBe(true);
  });

  test('bring those of a wider pattern along', () => {
    const policies = compose(
      {},
      apply(redelivery({ deliveryLimit: 3 }), { pattern: '', applyTo: 'quorum_queues' }),
      apply(limits({ maxLength: 5 }), { pattern: '^app\\.', applyTo: 'quorum_queues' }),
    );

    expect(effective(policies, { ...quorum, name: 'other' })).toEqual({ 'delivery-limit': 3 });
    expect(effective(policies, { ...quorum, name: 'app.x' })).toEqual({ 'delivery-limit': 3, 'max-length': 5 });
  });

  test('hold for a declared queue too, with its own', () => {
    const policies = compose(
      { queues: { 'app.orders': 'quorum' } },
      apply(limits({ maxLength: 5 }), queues('^app\\.')),
      apply(redelivery({ deliveryLimit: 3 }), { queue: 'app.orders' }),
    );

    expect(effective(policies, { ...quorum, name: 'app.orders' })).toEqual({ 'delivery-limit': 3, 'max-length': 5 });
    expect(effective(policies, { ...quorum, name: 'app.other' })).toEqual({ 'max-length': 5 });
  });

  test('need no second policy for a declared queue that they suit', () => {
    const policies = compose(
      { queues: { 'app.orders': 'quorum', orders: 'quorum' } },
      apply(limits({ maxLength: 5 }), queues('^app\\.')),
      apply(limits({ maxLength: 5 }), { queue: 'app.orders' }),
    );

    expect(policies.map(({ pattern }) => pattern)).toEqual(['^app\\.', '^app\\.']);
  });

  test('leave no declared queue to two policies of equal priority, not even of the same definition', () => {
    const policies = compose(
      { queues: { 'app.retry': 'quorum', 'app.orders': 'quorum' } },
      apply(redelivery({ deliveryLimit: 3 }), { pattern: '^app\\.', applyTo: 'quorum_queues' }),
      apply(redelivery({ deliveryLimit: 3 }), { pattern: '\\.retry$', applyTo: 'quorum_queues' }),
    );

    expect(policies.map(({ pattern, priority }) => [pattern, priority])).toEqual([
      ['^(app\\.retry)$', 1000],
      ['\\.retry$', 0],
      ['^app\\.', 0],
    ]);
  });

  test('are one where they say the same in other words', () => {
    const policies = compose(
      {},
      apply(limits({ maxLength: 5 }), { pattern: '^app.*', applyTo: 'quorum_queues' }),
      apply(redelivery({ deliveryLimit: 3 }), { pattern: '^app', applyTo: 'quorum_queues' }),
    );

    expect(policies).toHaveLength(1);
    expect(policies[0]).toMatchObject({ pattern: '^app', definition: { 'delivery-limit': 3, 'max-length': 5 } });
  });
});

describe('operator fragments', () => {
  test('come to the strictest limit, whatever the precedence', () => {
    const policies = composeOperator(
      { queues: { a: 'quorum' } },
      apply(limits({ maxLength: 5 }), queues('')),
      apply(limits({ maxLength: 9 }), { queue: 'a' }, 50),
      apply(redelivery({ deliveryLimit: -1 }), { queue: 'a' }, 50),
      apply(redelivery({ deliveryLimit: 8 }), { queue: 'a' }),
    );

    expect(policies.find(({ pattern }) => pattern === '^(a)$')?.definition).toEqual({
      'delivery-limit': 8,
      'max-length': 5,
    });
  });

  test('fail where an operator policy cannot hold the key', () => {
    const faults = faultsOf(() =>
      composeOperator({ queues: { a: 'quorum' } }, apply(deadLetter({ exchange: 'dlx' }), { queue: 'a' })),
    );

    expect(faults).toEqual([
      `an operator policy cannot set 'dead-letter-exchange', which fragment 'deadLetter' on queue 'a' sets; use a policy`,
    ]);
  });
});

describe('fails when', () => {
  const declared: Declared = { queues: { a: 'quorum', s: 'stream' }, exchanges: ['e'] };

  test.each<[string, readonly AppliedFragment[], string]>([
    [
      'two fragments of equal rank contradict each other',
      [
        { ...apply(limits({ maxLength: 5 }), { queue: 'a' }), declaredAt: 'stack/one' },
        { ...apply(limits({ maxLength: 6 }), { queue: 'a' }), declaredAt: 'stack/two' },
      ],
      `queue 'a': 'max-length' 5 by fragment 'limits' on queue 'a' (stack/one) contradicts 'max-length' 6 by fragment 'limits' on queue 'a' (stack/two); give one a higher 'precedence', or remove one`,
    ],
    [
      'an exchange is federated in two ways',
      [
        apply(federate({ upstream: 'u' }), { exchange: 'e' }),
        apply(federate({ upstreamSet: 'all' }), { pattern: '^e', applyTo: 'exchanges' }),
      ],
      `exchange 'e': 'federation-upstream' "u" by fragment 'federate' on exchange 'e' contradicts 'federation-upstream-set' "all" by fragment 'federate' on pattern '^e'; give one a higher 'precedence', or remove one`,
    ],
    [
      'a setting does nothing on the type of the queue',
      [apply(limits({ maxLength: 5 }), { queue: 's' })],
      `'max-length' has no effect on streams, but fragment 'limits' on queue 's' sets it`,
    ],
    [
      'an object is not declared',
      [apply(limits({ maxLength: 5 }), { queue: 'b' })],
      `fragment 'limits' on queue 'b' of virtual host '/' targets an object that is not declared; use a pattern for objects that applications declare`,
    ],
    [
      'two patterns may match one name',
      [apply(limits({ maxLength: 5 }), queues('^app')), apply(limits({ maxLength: 6 }), queues('\\.retry$'))],
      `fragment 'limits' on pattern '\\.retry$' and fragment 'limits' on pattern '^app' may match one name, and RabbitMQ would apply either: give one a higher 'precedence'`,
    ],
    [
      'a pattern is none',
      [apply(limits({ maxLength: 5 }), queues('(a'))],
      `the pattern of fragment 'limits' on pattern '(a' cannot be used: missing )`,
    ],
    [
      'a precedence is beyond the range',
      [apply(limits({ maxLength: 5 }), { queue: 'a' }, 100)],
      `'precedence' must be a whole number from -99 to 99, got 100 for fragment 'limits' on queue 'a'`,
    ],
  ])('%s', (_, applied, fault) => {
    const faults = faultsOf(() => compose(declared, ...applied));

    expect(faults).toEqual([fault]);
  });

  test('not when a higher precedence settles it', () => {
    const faults = faultsOf(() =>
      compose(
        declared,
        apply(limits({ maxLength: 5 }), { queue: 'a' }),
        apply(limits({ maxLength: 6 }), { queue: 'a' }),
        apply(limits({ maxLength: 7 }), { queue: 'a' }, 1),
      ),
    );

    expect(faults).toEqual([]);
  });
});
