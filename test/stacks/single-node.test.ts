import { Testing, type App, type TerraformStack } from 'cdktf';
import { topologyOf } from '../../constructs/declared/declaration';
import { Logging } from '../../examples/logging';
import { Tasks } from '../../examples/tasks';
import { SingleNodeStack, type SingleNodeStackProps } from '../../stacks/single-node';
import { synth, synthApp, testApp } from '../harness';
import { comparable } from '../snapshot';

/** The stack with examples for which it needs no more plugins. */
function singleNode(props: SingleNodeStackProps = {}, app: App = testApp()): SingleNodeStack {
  const stack = new SingleNodeStack(app, 'single-node', props);
  new Logging(stack, 'logging', stack);
  new Tasks(stack, 'tasks', stack);
  return stack;
}

test('has this tree', () => {
  expect(tree(new SingleNodeStack(testApp(), 'single-node'))).toMatchInlineSnapshot(`
   "
   single-node (SingleNodeStack)
   ├── docker (DockerEngine)
       └── Provider (DockerProvider)
   ├── broker (DockerBroker)
       ├── Password (Password)
       ├── Image (Image)
       ├── Network (Network)
       ├── Node (DockerNode)
           ├── Data (Volume)
           └── Default (Container)
       └── HttpApi (RabbitmqProvider)
   ├── random (RandomProvider)
   ├── vhost (Import)
   ├── amqp_url (TerraformOutput)
   ├── management_url (TerraformOutput)
   ├── prometheus_url (TerraformOutput)
   ├── username (TerraformOutput)
   ├── password (TerraformOutput)
   └── connection_string (TerraformOutput)
   "
  `);
});

test('is synthesized twice in the same way', () => {
  expect(comparable(synth(singleNode()))).toEqual(comparable(synth(singleNode())));
});

test('runs another image on another engine, with other ports and another name', () => {
  const { resource, provider, output } = synth(
    singleNode({
      image: 'registry.example.com/rabbitmq:4.1.2-management',
      dockerHost: 'ssh://ops@broker.example.com',
      nodeName: 'rabbit1',
      ports: { amqp: 5673 },
      bindAddress: '0.0.0.0',
    }),
  );

  const [container] = Object.values(resource['docker_container'] ?? {});
  expect(Object.values(resource['docker_image'] ?? {})[0]).toMatchObject({
    name: 'registry.example.com/rabbitmq:4.1.2-management',
  });
  expect(provider).toMatchObject({
    docker: [{ host: 'ssh://ops@broker.example.com' }],
    rabbitmq: [{ endpoint: 'http://broker.example.com:15672' }],
  });
  expect(container).toMatchObject({
    name: 'rabbit1',
    ports: expect.arrayContaining([{ internal: 5672, external: 5673, ip: '0.0.0.0' }]),
  });
  expect(output).toMatchObject({
    amqp_url: { value: 'amqp://broker.example.com:5673' },
    management_url: { value: 'http://broker.example.com:15672' },
    password: { sensitive: true },
    connection_string: { sensitive: true },
  });
});

test('knows its topology as plain data, and where each element was declared', () => {
  const topology = topologyOf(singleNode());

  expect(topology.queues.find(({ name }) => name === 'task_queue')).toEqual({
    name: 'task_queue',
    vhost: 'tasks',
    durable: true,
    auto_delete: false,
    arguments: { 'x-queue-type': 'quorum' },
    declaredAt: 'single-node/tasks/task_queue',
  });
  expect(topology.policies.find(({ pattern }) => pattern === '^(task_queue)$')).toMatchObject({
    name: expect.stringMatching(/^quorum_queues-[0-9a-f]{8}$/),
    definition: { 'delivery-limit': 3, 'dead-letter-exchange': 'dlx' },
    declaredAt: 'single-node/tasks/vhost/Policies',
  });
});

test('holds no secret in any file that is synthesized: every one is an expression', () => {
  const files = synthApp(singleNode() as TerraformStack);

  const passwords = files.flatMap(({ json }) => secretsIn(json));
  expect(passwords.length).toBeGreaterThan(5);
  for (const { at, value } of passwords) expect(`${at}: ${value}`).toMatch(/\$\{random_password\.[\w-]+\.result\}/);
});

function tree(stack: TerraformStack): string {
  return `\n${Testing.renderConstructTree(stack)}`;
}

/** Every string under a key, or in an environment variable, that speaks of a secret; of URIs, those with credentials. */
function secretsIn(json: unknown, at = '', key = ''): { at: string; value: string }[] {
  if (typeof json === 'string') {
    return /pass(word)?$|secret|cookie|connection_string\/value/i.test(`${at}`) ||
      /^\w*(PASS|SECRET|COOKIE)\w*=/.test(json) ||
      (/uri$/i.test(at) && json.includes('@'))
      ? [{ at, value: json }]
      : [];
  }
  if (json === null || typeof json !== 'object' || key === '//') return [];
  return Object.entries(json).flatMap(([name, value]) => secretsIn(value, `${at}/${name}`, name));
}
