import recorded from './recorded/4.0.5.json';
import { brokerState } from '../../../cli/health/broker-state';
import type { HealthFinding } from '../../../cli/health/findings';
import { upgradeFindings } from '../../../cli/health/upgrade-findings';
import { upgradeState } from '../../../cli/health/upgrade-state';
import { UserError } from '../../../cli/program/user-error';
import { version } from '../../model/monitoring/alerts/shop';
import { startAnsweringBroker, type AnsweringBroker, type Answers } from './answering-broker';

let broker: AnsweringBroker;
beforeAll(async () => {
  broker = await startAnsweringBroker();
});
afterAll(() => broker.stop());

test('a real 4.0.5 does not become 4.3, by its version, its metadata store, its queues and its policies', async () => {
  const findings = await before('4.3');

  expect(findings.map(({ severity, check, object }) => [severity, check, object])).toEqual([
    ['danger', 'upgrade-path', 'rabbit@node1'],
    ['danger', 'metadata-store', 'rabbit@node1'],
    ['danger', 'transient-queues', "queue 'transient' in 'up'"],
    ['danger', 'definitions', "policy 'locator' in 'up'"],
    ['danger', 'definitions', "queue 'located' in 'up'"],
    ['danger', 'definitions', "queue 'v1' in 'up'"],
    ['danger', 'definitions', "queue 'timeout' in 'up'"],
    ['danger', 'deprecated-features', 'transient_nonexcl_queues'],
  ]);
  expect(findings[1]?.remedy).toBe(
    "go to 4.2 first, and there 'rabbitmqctl enable_feature_flag khepri_db' while all nodes run",
  );
});

test('the same becomes 4.1 and 4.2 in place', async () => {
  expect(await before('4.1')).toEqual([]);
  expect(await before('4.2')).toEqual([]);
});

test('a 4.2 whose flags are all enabled, and that uses nothing that ends, becomes 4.3', async () => {
  expect(await before('4.3', tidy)).toEqual([]);
});

test.each<[string, Answers, readonly Partial<HealthFinding>[]]>([
  [
    'Khepri is stable and not enabled',
    { 'feature-flags': [{ name: 'khepri_db', state: 'disabled', stability: 'stable' }] },
    [
      {
        severity: 'danger',
        check: 'metadata-store',
        remedy: "'rabbitmqctl enable_feature_flag khepri_db' while all nodes run",
      },
    ],
  ],
  [
    'a flag is not enabled that the new version requires',
    { 'feature-flags': [{ name: 'rabbitmq_4.2.0', state: 'disabled', stability: 'stable' }] },
    [{ severity: 'danger', check: 'feature-flags', object: 'rabbitmq_4.2.0' }],
  ],
  [
    'a flag is not enabled that it does not require',
    { 'feature-flags': [{ name: 'of_a_plugin', state: 'disabled', stability: 'stable' }] },
    [],
  ],
  [
    'a node keeps its metadata in memory',
    { nodes: [{ name: 'rabbit@a', running: true, type: 'ram' }] },
    [
      {
        severity: 'danger',
        check: 'deprecated-features',
        object: 'ram_node_type',
        message:
          'is in use by rabbit@a, and 4.3 has it no more: there are disc nodes only, and Khepri cannot be enabled',
      },
    ],
  ],
  [
    'a policy of mirroring is left',
    { policies: [policy({ 'ha-mode': 'all', 'ha-sync-mode': 'automatic', 'max-length': 5 })] },
    [
      {
        severity: 'notice',
        check: 'mirroring',
        object: "policy 'all' in '/'",
        message:
          "has 'ha-mode', 'ha-sync-mode', which have had no effect since 4.0: an import of the definitions is refused",
      },
    ],
  ],
  [
    'an operator policy of mirroring is left',
    { 'operator-policies': [policy({ 'ha-mode': 'all' })] },
    [{ severity: 'notice', check: 'mirroring', object: "operator policy 'all' in '/'" }],
  ],
  [
    'a plugin of others is enabled',
    { nodes: [{ name: 'rabbit@a', running: true, enabled_plugins: ['rabbitmq_delayed_message_exchange'] }] },
    [{ severity: 'notice', check: 'plugins', object: "plugin 'rabbitmq_delayed_message_exchange'" }],
  ],
  [
    'a policy has a key that no version knows',
    { policies: [policy({ foo: 1 })], definitions: { ...nothing(), policies: [policy({ foo: 1 })] } },
    [{ severity: 'danger', check: 'definitions', message: "on 4.3: 'foo' is not a policy key" }],
  ],
])('before 4.3 it matters whether %s', async (_, answers, expected) => {
  expect(await before('4.3', { ...tidy, ...answers })).toEqual(
    expected.map((finding) => expect.objectContaining(finding)),
  );
});

test('mirrored queues of 3.13 lose their mirrors', async () => {
  const [finding, ...others] = await before('4.2', {
    ...tidy,
    overview: { ...recorded.overview, rabbitmq_version: '3.13.7' },
    policies: [policy({ 'ha-mode': 'all' })],
    definitions: { ...nothing(), policies: [policy({ 'ha-mode': 'all' })] },
  });

  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'danger',
    check: 'mirroring',
    message: "has 'ha-mode': its classic queues lose their mirrors, since 4.0 has none",
  });
});

test('a user who may not export definitions is told of queues and policies, and what was not judged', async () => {
  const { vhosts, queues, exchanges, bindings } = recorded.definitions;

  const findings = await before('4.3', { ...recorded, vhosts, queues, exchanges, bindings, definitions: undefined });

  const found = findings.filter(({ check }) => check === 'definitions');
  expect(found.map(({ severity, object }) => [severity, object])).toEqual([
    ['danger', "policy 'locator' in 'up'"],
    ['danger', "queue 'located' in 'up'"],
    ['danger', "queue 'v1' in 'up'"],
    ['danger', "queue 'timeout' in 'up'"],
    ['notice', 'rabbit@node1'],
  ]);
  expect(found.at(-1)?.message).toBe(
    'its users, permissions and parameters are hidden from this user, and were not judged',
  );
});

test.each<[string, Answers, string]>([
  ['no version', { overview: { cluster_name: 'test', listeners: [] } }, "the broker 'test' does not say its version"],
  ['definitions that are a list', { definitions: [] }, 'answers GET /api/definitions with no object'],
])('fails when the broker answers with %s', async (_, answers, message) => {
  const failed = before('4.3', { ...recorded, ...answers });

  await expect(failed).rejects.toThrow(UserError);
  await expect(failed).rejects.toThrow(message);
});

async function before(to: string, answers: Answers = recorded): Promise<readonly HealthFinding[]> {
  broker.answer(answers);
  const address = { broker: broker.endpoint, nodes: [], remedy: 'give another password' };
  const state = await brokerState(address);
  return upgradeFindings(state, await upgradeState(address, version(to), state));
}

function policy(definition: Readonly<Record<string, unknown>>) {
  return { vhost: '/', name: 'all', pattern: '.*', 'apply-to': 'all', priority: 0, definition };
}

function nothing() {
  return { ...recorded.definitions, vhosts: [{ name: '/' }], queues: [], policies: [], bindings: [], exchanges: [] };
}

/** A 4.2 on which nothing is declared. */
const tidy: Answers = {
  ...recorded,
  overview: { ...recorded.overview, rabbitmq_version: '4.2.9' },
  'feature-flags': recorded['feature-flags'].map((flag) => ({ ...flag, state: 'enabled' })),
  'deprecated-features/used': [],
  queues: [],
  policies: [],
  definitions: nothing(),
};
