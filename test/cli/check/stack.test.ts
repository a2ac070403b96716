import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { FederationUpstream } from '@cdktf/provider-rabbitmq/lib/federation-upstream';
import { Queue } from '@cdktf/provider-rabbitmq/lib/queue';
import { checkCommand } from '../../../cli/commands/check';
import { run } from '../../../cli/program/program';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { Shovel } from '../../../constructs/topology/links/shovel';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { DockerBroker } from '../../../constructs/docker/docker-broker';
import { Password } from '../../../constructs/access/password';
import { brokerFixture, synth, testApp } from '../../harness';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

const printed = catchPrinted();

/** Synthesizes a stack, changes what lies beside it, and checks it. */
async function check(stack: TerraformStack, ...options: readonly string[]): Promise<number> {
  const folder = folderOf(stack);
  return run(['check', ...options, join(folder, 'cdk.tf.json')], { check: { summary: '', load: () => checkCommand } });
}

function folderOf(stack: TerraformStack): string {
  synth(stack);
  return join(App.of(stack).outdir, 'stacks', stack.node.id);
}

describe('a synthesized stack is checked', () => {
  test('by the version of its own broker, unless one is asked for', async () => {
    const { stack, vhost } = brokerFixture({ serverVersion: '4.0.5' });
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 5 });

    await check(stack, '--format', 'json');
    const own = jsonOutputOf('check', printed.output);
    printed.output = '';
    await check(stack, '--format', 'json', '--server-version', '4.1');

    expect([own[0].serverVersion, jsonOutputOf('check', printed.output)[0].serverVersion]).toEqual(['4.0.5', '4.1']);
  });

  test('by how its broker is reached', async () => {
    const { stack } = brokerFixture({ endpoint: 'https://rabbitmq.example.com:15671', insecure: true });

    await check(stack);

    expect(printed.output).toContain("it is reached at 'rabbitmq.example.com' with 'insecure'");
  });

  test.each([
    ['a number in the place of its resources', { resource: 5 }, "'resource' must be an object"],
    ['a list of resources', { terraform: {}, resource: { rabbitmq_queue: [] } }, "'rabbitmq_queue' of 'resource'"],
    ['a resource that is none', { terraform: {}, resource: { rabbitmq_queue: { q: 5 } } }, "'q' of 'rabbitmq_queue'"],
  ])('and is an error with %s', async (_, content, message) => {
    const { stack } = brokerFixture();
    const file = join(folderOf(stack), 'cdk.tf.json');
    writeFileSync(file, JSON.stringify(content));

    expect(await run(['check', file], { check: { summary: '', load: () => checkCommand } })).toBe(1);

    expect(printed.errors).toContain(message);
  });

  test('by what the rabbitmq.conf of its broker says of deprecated features', async () => {
    const stack = new TerraformStack(testApp(), 'test');
    const broker = new DockerBroker(stack, 'broker', {
      engine: new DockerEngine(stack, 'engine'),
      image: 'rabbitmq:4.3-management',
      removalPolicy: 'destroy',
      conf: { 'deprecated_features.permit.transient_nonexcl_queues': true },
    });
    const vhost = new Vhost(stack, 'shop', { broker });
    new Queue(stack, 'transient', {
      provider: broker.provider,
      name: 'transient',
      vhost: vhost.vhostName,
      settings: { durable: false, argumentsJson: '{"x-queue-type": "classic"}' },
    });

    expect(await check(stack)).toBe(0);

    expect(printed.output).toMatch(/test\/transient: deprecated: queue 'transient'.*queue\/transient/);
  });

  test('with the number of its nodes', async () => {
    const { stack, vhost } = brokerFixture({ nodeCount: 3 });
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 5, initialGroupSize: 5 });

    await check(stack);

    expect(printed.output).toMatch(/test\/orders: hazard: queue 'orders' in 'shop': .*5.*3/);
  });

  test('with its shovels, upstreams and limits', async () => {
    const { stack, broker } = brokerFixture();
    const vhost = new Vhost(stack, 'limited', { broker, maxQueues: 0 });
    const uri = AmqpUri.local('/');
    new Shovel(stack, 'copier', { vhost, source: { uri, queue: 'here' }, destination: { uri } });
    new FederationUpstream(stack, 'up', {
      provider: broker.provider,
      name: 'up',
      vhost: 'limited',
      definition: { uri: 'https://elsewhere' },
    });

    await check(stack, '--format', 'json');

    const [{ findings }] = JSON.parse(printed.output);
    expect(findings.map(({ rule, at }: { rule: string; at: string }) => `${rule} at ${at}`)).toEqual(
      expect.arrayContaining([
        'parameter/uri at test/up',
        'shovel/destination at test/copier',
        'parameter/limit-zero at test/limited',
      ]),
    );
  });

  test('with its plugins, and by the rules on how its broker is run', async () => {
    const stack = new TerraformStack(brokerFixture().stack.node.root, 'docker');
    const broker = new DockerBroker(stack, 'broker', {
      engine: new DockerEngine(stack, 'docker'),
      image: 'rabbitmq:latest',
      serverVersion: '4.2',
      nodeName: 'checked',
    });
    new QuorumQueue(stack, 'orders', { vhost: new Vhost(stack, 'vhost', { broker }), maxLength: 5 });

    await check(stack);

    expect(printed.output).toContain('broker/image-is-pinned');
  });

  test('with the resources that no construct has made, each once', async () => {
    const { stack, broker, vhost } = brokerFixture();
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 5 });
    new Queue(stack, 'raw', {
      provider: broker.provider,
      name: 'raw',
      vhost: 'shop',
      settings: { durable: true, arguments: { 'x-max-length': '5' } },
    });

    expect(await check(stack)).toBe(3);
    expect(printed.output).toContain(`test/raw: refused: queue 'raw' in 'shop': 'x-max-length' must be an integer`);
    expect(printed.output.match(/'orders'/g)).toBeNull();
  });

  test('broker by broker, where it has several', async () => {
    const { stack, vhost } = brokerFixture({ serverVersion: '4.0.5' });
    const far = new RemoteBroker(stack, 'far', {
      endpoint: 'http://127.0.0.1:15673',
      username: 'admin',
      password: Password.generated(stack),
      serverVersion: '4.3',
    });
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 5 });
    const raw = (id: string, provider: RemoteBroker) =>
      new Queue(stack, id, { provider: provider.provider, name: id, vhost: 'shop', settings: { durable: false } });
    new QuorumQueue(stack, 'far-orders', { vhost: new Vhost(stack, 'far-vhost', { broker: far }), maxLength: 5 });
    raw('near-raw', vhost.broker as RemoteBroker);
    raw('far-raw', far);

    await check(stack, '--format', 'json');

    const [{ serverVersion, findings }] = JSON.parse(printed.output);
    const verdicts = findings.filter(({ rule }: { rule: string }) => rule === 'queue/transient');
    expect(serverVersion).toBe('4.0.5, 4.3');
    expect(verdicts.map(({ at, kind }: { at: string; kind: string }) => [at, kind])).toEqual([
      ['test/far-raw', 'refused'],
      ['test/near-raw', 'deprecated'],
    ]);
  });

  test('not at all, where what lies beside it is broken', async () => {
    const { stack, vhost } = brokerFixture();
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 5 });
    const folder = folderOf(stack);
    writeFileSync(join(folder, 'topology.json'), '[{]');

    expect(
      await run(['check', join(folder, 'cdk.tf.json')], { check: { summary: '', load: () => checkCommand } }),
    ).toBe(1);
    expect(printed.errors).toContain(`topology.json' is not what the app writes; synthesize the app again`);
  });
});
