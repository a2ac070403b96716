import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { restorePolicies, widenedPolicies, widenPolicies } from '../../../cli/deploy/widen-policies';
import type { PlannedResource } from '../../../cli/terraform/plan';
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
const names = Array.from({ length: 16 }, (_, index) => `${'orders-of-a-region-'.repeat(4)}${index}`);
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

test('whatever order Terraform takes, each queue has its old or its new policy at every moment', () => {
  let moved = 0;

  fc.assert(
    fc.property(picks, picks, fc.boolean(), fc.infiniteStream(fc.nat(1_000)), (one, other, wide, order) => {
      const [before, after] = [compose(one, wide), compose(other, wide)];
      const [old, now] = [nameFor(before), nameFor(after)];
      const watched = names.filter((name) => old(name) !== undefined && now(name) !== undefined);
      const broker = new Map(before.map((policy) => [policy.name, policy as PolicyDefinition]));
      const resources = planned(before, after);
      const steps = [
        ...widenedPolicies(resources).map(
          ({ policy }) =>
            () =>
              broker.set(policy.name, policy),
        ),
        ...resources
          .map((resource) => ({ resource, at: order.next().value ?? 0 }))
          .sort((first, second) => first.at - second.at)
          .map(({ resource: { action, before: was, after: is } }) => () => {
            const name = String((is ?? was)?.['name']);
            const policy = after.find((composed) => composed.name === name);
            return action === 'delete' || policy === undefined ? broker.delete(name) : broker.set(name, policy);
          }),
      ];

      for (const step of steps) {
        step();
        for (const name of watched) {
          const found = possible(broker.values(), name);
          expect(found.length).toBeGreaterThan(0);
          expect([old(name), now(name)]).toEqual(expect.arrayContaining([...found]));
        }
      }
      expect([...broker.values()].map(({ name }) => name).sort()).toEqual(after.map(({ name }) => name).sort());
      moved += watched.filter((name) => old(name) !== now(name)).length;
    }),
    { numRuns: 25 },
  );

  expect(moved).toBeGreaterThan(100);
});

test('nothing is widened when nothing is given up', () => {
  const before = compose([1, 1, 0, 0], false);
  const after = compose([1, 1, 1, 2], false);

  expect(widenedPolicies(planned(before, after))).toEqual([]);
});

test('the plan is applied all the same when the broker can not be told', async () => {
  const said: string[] = [];
  const resources = planned(compose([1, 1], false), compose([1, 2], false));
  const plan = { resources, drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };

  await widenPolicies(plan, (message) => said.push(message));

  expect(said).toEqual([
    'letting the new policies apply before the old ones go',
    'some objects may be without a policy for a moment, because the broker could not be told: the plan does not say how to reach it',
  ]);
});

describe('a broker whose plan was not applied', () => {
  const policies = new Map<string, unknown>();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const isThere = policies.has(name);
      if (request.method === 'PUT') policies.set(name, JSON.parse(body));
      else policies.delete(name);
      response.writeHead(request.method === 'DELETE' && !isThere ? 404 : 204).end();
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  test('has the policies again that the state says, and none that were written ahead', async () => {
    const [before, after] = [compose([1, 1], false), compose([2, 1], false)];
    const resources = planned(before, after);
    const { port } = server.address() as AddressInfo;
    const expressions = { endpoint: `http://127.0.0.1:${port}`, username: 'me', password: 's3cret' };
    const provider = Object.fromEntries(
      Object.entries(expressions).map(([key, value]) => [key, { constant_value: value }]),
    );
    const rest = { drift: [], outputs: [], errored: false, values: new Map(), variables: {} };
    const plan = { ...rest, resources, providers: { '': provider } };
    const said: string[] = [];
    for (const { name, pattern } of before) policies.set(name, { pattern });

    const written = await widenPolicies(plan, (message) => said.push(message));
    const during = [...policies.keys()].sort();
    const state = new Map(
      resources.flatMap(({ address, type, before: attributes }) =>
        attributes === undefined ? [] : [[address, { type, attributes }] as const],
      ),
    );
    await restorePolicies(plan, written, state, (message) => said.push(message));

    expect(during.length).toBeGreaterThan(before.length);
    expect([...policies].map(([name, policy]) => [name, (policy as { pattern: string }).pattern]).sort()).toEqual(
      before.map(({ name, pattern }) => [name, pattern]).sort(),
    );
    expect(said).toEqual(['letting the new policies apply before the old ones go']);
  });
});
