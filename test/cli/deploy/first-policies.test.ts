import { fc } from '../../random';
import {
  addressesOf,
  declaringFirst,
  firstPolicies,
  standInsOf,
  withStandIns,
} from '../../../cli/deploy/first-policies';
import type { Plan, PlannedResource } from '../../../cli/terraform/plan';
import { unlikeName } from '../../differential/unlike-name';
import { Duration } from '../../../model/units/duration';
import { effectivePolicies } from '../../../model/policies/effective-policy';
import { readPattern, type Pattern } from '../../../model/pattern/pattern';
import { emptyTopology, type PolicyDefinition } from '../../../model/topology/topology';
import {
  composePolicies,
  expiry,
  limits,
  redelivery,
  type AppliedFragment,
  type ComposedPolicy,
  type Fragment,
} from '../../../policies';

const serverVersion = { major: 4, minor: 2, patch: 9 };
const vhost = '/';

// Long names, so that one definition may take several policies.
const names = Array.from({ length: 16 }, (_, index) =>
  ['orders', ...[1, 2, 3, 4].map((part) => unlikeName(100 * part + index))].join('-'),
);
const queues = names.map((name) => ({
  name,
  vhost,
  durable: true,
  auto_delete: false,
  arguments: { 'x-queue-type': 'quorum' },
}));
const fragments: readonly Fragment[] = [
  limits({ maxLength: 5 }),
  redelivery({ deliveryLimit: 3 }),
  expiry({ messageTtl: Duration.minutes(1) }),
];

/** Which fragments each queue has, as bits. */
type Picks = readonly number[];

const picks = fc.array(fc.nat(7), { minLength: names.length, maxLength: names.length });

function compose(all: Picks, wide: boolean): readonly ComposedPolicy[] {
  const applied = names.flatMap((queue, index) =>
    fragments
      .filter((_, bit) => ((all[index] ?? 0) & (1 << bit)) !== 0)
      .map((fragment): AppliedFragment => ({ fragment, vhost, to: { queue } })),
  );
  const forAll = { name: 'for all', definition: { overflow: 'reject-publish' } };
  const pattern: AppliedFragment = { fragment: forAll, vhost, to: { pattern: '^orders', applyTo: 'quorum_queues' } };
  return composePolicies({ vhosts: [], queues, exchanges: [] }, wide ? [...applied, pattern] : applied, {
    serverVersion,
  });
}

function planOf(resources: readonly PlannedResource[]): Plan {
  return { resources, drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };
}

function planned(before: readonly PolicyDefinition[], after: readonly PolicyDefinition[]): PlannedResource[] {
  const all = new Set([...before, ...after].map(({ name }) => name));
  const resource = (policy: PolicyDefinition | undefined) =>
    policy && {
      name: policy.name,
      vhost,
      policy: [
        {
          pattern: policy.pattern,
          priority: policy.priority,
          apply_to: policy['apply-to'],
          definition: Object.fromEntries(Object.entries(policy.definition).map(([key, value]) => [key, String(value)])),
        },
      ],
    };
  return [...all].map((name) => {
    const [was, is] = [before, after].map((policies) => resource(policies.find((policy) => policy.name === name)));
    const action = was === undefined ? 'create' : is === undefined ? 'delete' : 'update';
    const address = `rabbitmq_policy.${name}`;
    return {
      address,
      type: 'rabbitmq_policy',
      action,
      before: was,
      after: is,
      unknown: {},
      replacePaths: [],
      provider: '',
    };
  });
}

const patterns = new Map<string, Pattern>();

function read(pattern: string): Pattern {
  const known = patterns.get(pattern) ?? readPattern(pattern, serverVersion);
  patterns.set(pattern, known);
  return known;
}

/** The policies of the highest priority that match, by name: the broker applies one of them. */
function possible(policies: Iterable<PolicyDefinition>, queue: string): readonly string[] {
  const matching = [...policies].filter(({ pattern }) => read(pattern).matches(queue) === true);
  const highest = Math.max(...matching.map(({ priority }) => priority));
  return matching.filter(({ priority }) => priority === highest).map(({ name }) => name);
}

function nameFor(policies: readonly PolicyDefinition[]): (queue: string) => string | undefined {
  const ask = effectivePolicies({ ...emptyTopology, policies }, serverVersion);
  return (name) => ask({ kind: 'queue', vhost, name, type: 'quorum' }).policy?.name;
}

function named(policies: readonly PolicyDefinition[], address: string): PolicyDefinition {
  const policy = policies.find(({ name }) => address === `rabbitmq_policy.${name}`);
  if (policy === undefined) throw new Error(`no policy at ${address}`);
  return policy;
}

test('whatever order Terraform takes, each queue has its old or its new policy at every moment', () => {
  let [moved, standIns] = [0, 0];

  fc.assert(
    fc.property(picks, picks, fc.boolean(), fc.infiniteStream(fc.nat(1_000)), (one, other, wide, order) => {
      const [before, after] = [compose(one, wide), compose(other, wide)];
      const [old, now] = [nameFor(before), nameFor(after)];
      const watched = names.filter((name) => old(name) !== undefined && now(name) !== undefined);
      const broker = new Map(before.map((policy) => [policy.name, policy as PolicyDefinition]));
      const resources = planned(before, after);
      const first = firstPolicies(planOf(resources));
      standIns += first.standIns.length;
      const steps = [
        ...[...first.created, ...first.widened.keys()].map((address) => () => {
          const policy = named(after, address);
          const pattern = first.widened.get(address) ?? policy.pattern;
          return broker.set(policy.name, { ...policy, pattern });
        }),
        ...first.standIns.map((address) => () => broker.set(`for ${address}`, named(after, address))),
        ...resources
          .map((resource) => ({ resource, at: order.next().value ?? 0 }))
          .sort((first, second) => first.at - second.at)
          .map(({ resource: { action, before: was, after: is } }) => () => {
            const name = String((is ?? was)?.['name']);
            const policy = after.find((composed) => composed.name === name);
            return action === 'delete' || policy === undefined ? broker.delete(name) : broker.set(name, policy);
          }),
        ...first.standIns.map((address) => () => broker.delete(`for ${address}`)),
      ];

      for (const step of steps) {
        step();
        for (const name of watched) {
          const found = possible(broker.values(), name);
          expect(found.length).toBeGreaterThan(0);
          const standsFor = found.map((policy) => policy.replace('for rabbitmq_policy.', ''));
          expect([old(name), now(name)]).toEqual(expect.arrayContaining(standsFor));
        }
      }
      expect([...broker.values()].map(({ name }) => name).sort()).toEqual(after.map(({ name }) => name).sort());
      moved += watched.filter((name) => old(name) !== now(name)).length;
    }),
    { numRuns: 25 },
  );

  expect(moved).toBeGreaterThan(100);
  // Of names as long as these two patterns do not fit into one.
  expect(standIns).toBeGreaterThan(0);
});

test('nothing is widened when nothing is given up', () => {
  const before = compose([1, 1, 0, 0], false);
  const after = compose([1, 1, 1, 2], false);

  expect(addressesOf(firstPolicies(planOf(planned(before, after))))).toEqual([]);
});

/** What `cdk.tf.json` says of policies. */
function declared(policies: readonly PolicyDefinition[]) {
  const byId = policies.map(({ name, pattern, priority, 'apply-to': apply_to, definition }) => {
    const values = Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, String(value)]));
    return [name, { name, vhost, policy: { pattern, priority, apply_to, definition: values } }] as const;
  });
  return { resource: { rabbitmq_policy: Object.fromEntries(byId) } };
}

test('until the first policies are there the others are declared as they are', () => {
  const [before, after] = [compose([1, 1, 2, 2, 4], false), compose([2, 1, 2, 1, 4], false)];
  const plan = planOf(planned(before, after));
  const first = firstPolicies(plan);

  const { resource = {} } = declaringFirst(first, plan)(declared(after));

  const patterns = Object.entries(resource['rabbitmq_policy'] ?? {}).map(([id, { policy }]) => [
    id,
    (policy as { pattern: string }).pattern,
  ]);
  expect(first.created.length + first.widened.size).toBeGreaterThan(0);
  expect(Object.fromEntries(patterns)).toEqual(
    Object.fromEntries(
      after.map(({ name, pattern }) => [
        name,
        first.widened.get(`rabbitmq_policy.${name}`) ??
          before.find((policy) => policy.name === name)?.pattern ??
          pattern,
      ]),
    ),
  );
});

test('a policy that gets another name is made before it goes', () => {
  const [policy] = compose([1], false);
  if (policy === undefined) throw new Error('no policy');
  const [was, is] = [policy, { ...policy, name: 'renamed' }];
  const [gone, made] = planned([was], [is]);
  if (gone === undefined || made === undefined) throw new Error('no plan');
  const address = 'rabbitmq_policy.one';
  const plan = planOf([{ ...made, address, action: 'replace', before: gone.before }]);
  const config = { resource: { rabbitmq_policy: { one: { name: 'renamed', depends_on: ['x'] } } } };

  expect(declaringFirst(firstPolicies(plan), plan)(config)).toEqual({
    resource: {
      rabbitmq_policy: { one: { name: 'renamed', depends_on: ['x'], lifecycle: { create_before_destroy: true } } },
    },
  });
});

test.each([
  ['lists no names', '^orders', '^emails', {}],
  ['says something else too', '^orders$', '^(emails|orders)$', { 'max-length': 9 }],
  ['would list too many', `^${'o'.repeat(900)}$`, `^${'e'.repeat(900)}$`, {}],
])('another policy stands in for one that %s', (_, had, has, definition) => {
  const all = { vhost, 'apply-to': 'queues', priority: 1, definition: { 'max-length': 5 } } as const;
  const giving = { ...all, name: 'giving', pattern: '^gone$' };
  const taking = { ...all, name: 'taking', pattern: had };
  const now = { ...taking, pattern: has, definition: { ...taking.definition, ...definition } };
  const first = firstPolicies(planOf(planned([giving, taking], [now])));
  const policy = { pattern: has };

  const { resource = {} } = withStandIns(first)({
    resource: { rabbitmq_policy: { taking: { name: 'taking', policy } } },
  });

  expect(first.standIns).toEqual(['rabbitmq_policy.taking']);
  expect(standInsOf(first.standIns)).toEqual(['rabbitmq_policy.rabbitmq-cdk-stands-in-0']);
  expect(resource['rabbitmq_policy']).toEqual({
    taking: { name: 'taking', policy },
    'rabbitmq-cdk-stands-in-0': { name: 'rabbitmq-cdk-stands-in-0', policy },
  });
});
