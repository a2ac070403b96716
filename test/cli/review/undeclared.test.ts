import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { undeclaredOnBrokers } from '../../../cli/review/undeclared';
import type { Plan } from '../../../cli/terraform/plan';
import { providerAlias } from '../../../model/provider/provider-alias';
import { TOPOLOGY_FILE } from '../../../model/topology/declared-on-broker';
import { emptyTopology, type Topology } from '../../../model/topology/topology';
import { startAnsweringBroker, type AnsweringBroker } from '../health/answering-broker';

const topology: Topology = {
  ...emptyTopology,
  vhosts: [{ name: 'shop' }],
  queues: [{ vhost: 'shop', name: 'orders', durable: true, auto_delete: false, arguments: {} }],
  permissions: [{ user: 'worker', vhost: 'shop', configure: '^$', write: '^$', read: '^orders$' }],
};
const policy = {
  vhost: 'shop',
  name: 'rogue',
  pattern: '.*',
  'apply-to': 'all',
  priority: 9,
  definition: { expires: 9 },
};
const binding = { vhost: 'shop', source: 'amq.topic', destination: 'orders', destination_type: 'queue' };
const answers = {
  overview: { rabbitmq_version: '4.3.6' },
  vhosts: topology.vhosts,
  policies: [policy],
  'operator-policies': [],
  bindings: [{ ...binding, routing_key: '#', arguments: {} }],
  permissions: [...topology.permissions, { user: 'mole', vhost: 'shop', configure: '', write: '', read: '.*' }],
};
const told = ['binding/undeclared', 'permissions/undeclared', 'policy/undeclared'];

describe('what nobody declared on the brokers of a stack on which nothing changes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'undeclared-'));
  const stack = { name: 'shop', directory, dependencies: [] };
  const { PATH } = process.env;
  let broker: AnsweringBroker;

  beforeAll(async () => {
    broker = await startAnsweringBroker();
  });
  beforeEach(() => {
    broker.answer(answers);
    given([declared('shop/broker')]);
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
  });
  afterAll(async () => {
    await broker.stop();
    rmSync(directory, { recursive: true });
  });

  test('is told of one that a provider reaches', async () => {
    const { findings, caveats } = await undeclaredOnBrokers(stack, planOf(broker.endpoint), []);

    expect(findings.map(({ change }) => change).sort()).toEqual(told);
    expect(caveats).toEqual([]);
  });

  test('is nothing where the broker has what is declared', async () => {
    const { permissions } = topology;
    broker.answer({ ...answers, policies: [], bindings: [], permissions });

    expect(await undeclaredOnBrokers(stack, planOf(broker.endpoint), [])).toEqual({ findings: [], caveats: [] });
  });

  test('is told of the others where one does not answer, which is a caveat', async () => {
    given([declared('shop/gone'), declared('shop/broker')], [providerAlias('shop/gone')]);
    const { providers } = planOf(broker.endpoint);
    const gone = planOf({ ...broker.endpoint, url: 'http://127.0.0.1:1' }).providers['rabbitmq'] ?? {};
    const plan = {
      ...planOf(broker.endpoint),
      providers: { ...providers, [`rabbitmq.${providerAlias('shop/gone')}`]: gone },
    };

    const { findings, caveats } = await undeclaredOnBrokers(stack, plan, []);

    expect(findings.map(({ change }) => change).sort()).toEqual(told);
    expect(caveats).toEqual([
      {
        kind: 'broker-not-asked',
        message: expect.stringMatching(
          /^its broker could not be queried \(.*ECONNREFUSED.*\); undeclared objects are not listed$/,
        ),
      },
    ]);
  });

  test('is not known of one on Kubernetes that kubectl may not reach, which is a caveat', async () => {
    kubectlIs('echo "Error from server (Forbidden): statefulsets is forbidden" >&2; exit 1');

    const { findings, caveats } = await undeclaredOnBrokers(stack, planOf(undefined), onKubernetes);

    expect(findings).toEqual([]);
    expect(caveats).toEqual([
      { kind: 'broker-not-asked', message: expect.stringMatching(/is forbidden\); undeclared/) },
    ]);
  });

  test.each([
    ['that nothing says how to reach', [declared('shop/broker')]],
    ['on which no virtual host is declared', [{ ...declared('shop/broker'), topology: emptyTopology }]],
  ])('is not asked of one %s', async (_, brokers) => {
    given(brokers);

    expect(await undeclaredOnBrokers(stack, planOf(undefined), [])).toEqual({ findings: [], caveats: [] });
  });

  /** Writes what an app has synthesized. */
  function given(brokers: readonly object[], aliases: readonly string[] = []): void {
    const provider = { rabbitmq: [{}, ...aliases.map((alias) => ({ alias }))] };
    const resource = {
      kubernetes_stateful_set_v1: { broker: { metadata: { name: 'rabbitmq', namespace: 'shop' } } },
    };
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({ provider, resource }));
    writeFileSync(join(directory, TOPOLOGY_FILE), JSON.stringify(brokers));
  }

  function kubectlIs(script: string): void {
    writeFileSync(join(directory, 'kubectl'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, 'kubectl'), 0o755);
    process.env['PATH'] = `${directory}${delimiter}${PATH}`;
  }
});

const onKubernetes = [{ at: 'kubernetes_secret_v1.definitions', provider: 'rabbitmq' }];

function declared(broker: string): object {
  return { broker, serverVersion: '4.3', nodeCount: 1, topology };
}

/** An empty plan, which says how a broker is reached. */
function planOf(endpoint: AnsweringBroker['endpoint'] | undefined): Plan {
  const { url, username, password } = endpoint ?? {};
  const settings = Object.entries({ endpoint: url, username, password });
  const rabbitmq = Object.fromEntries(settings.map(([name, value]) => [name, { constant_value: value }]));
  return {
    ...{ resources: [], drift: [], outputs: [], errored: false, values: new Map(), variables: {} },
    providers: { rabbitmq },
  };
}
