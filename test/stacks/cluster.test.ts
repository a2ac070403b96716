import { Testing, type App } from 'cdktf';
import { Tasks } from '../../examples/tasks';
import { Duration } from '../../model/units/duration';
import { ClusterStack, type ClusterStackProps } from '../../stacks/cluster';
import { synth, testApp } from '../harness';

/** The stack with an example on it. */
function cluster(props: ClusterStackProps = {}, app: App = testApp()): ClusterStack {
  const stack = new ClusterStack(app, 'cluster', props);
  new Tasks(stack, 'tasks', stack);
  return stack;
}

test('has this tree', () => {
  expect(`\n${Testing.renderConstructTree(new ClusterStack(testApp(), 'cluster'))}`).toMatchInlineSnapshot(`
   "
   cluster (ClusterStack)
   ├── docker (DockerEngine)
       └── Provider (DockerProvider)
   ├── broker (DockerCluster)
       ├── Password (Password)
       ├── Cookie (Construct)
           └── Password (Password)
       ├── Network (Network)
       ├── Image (Image)
       ├── Node1 (DockerNode)
           ├── Data (Volume)
           └── Default (Container)
       ├── Node2 (DockerNode)
           ├── Data (Volume)
           └── Default (Container)
       ├── Node3 (DockerNode)
           ├── Data (Volume)
           └── Default (Container)
       ├── Balancer (LoadBalancer)
           ├── Image (Image)
           └── Default (Container)
       └── HttpApi (RabbitmqProvider)
   ├── random (RandomProvider)
   ├── vhost (Import)
   ├── amqp_urls (TerraformOutput)
   ├── management_url (TerraformOutput)
   ├── node_management_urls (TerraformOutput)
   ├── prometheus_urls (TerraformOutput)
   ├── statistics_url (TerraformOutput)
   ├── username (TerraformOutput)
   ├── password (TerraformOutput)
   └── connection_string (TerraformOutput)
   "
  `);
});

test('gives every node a volume, the same cookie and the names of all', () => {
  const nodes = nodesOf(cluster({ nodeCount: 5, clusterName: 'hare' }));

  expect(nodes.map(({ name, hostname }) => [name, hostname])).toEqual(
    [1, 2, 3, 4, 5].map((number) => [`hare${number}`, `hare${number}`]),
  );
  expect(new Set(nodes.map(({ volumes }) => JSON.stringify(volumes))).size).toBe(5);
  expect(new Set(nodes.map((node) => fileOf(node, '/var/lib/rabbitmq/.erlang.cookie'))).size).toBe(1);
  for (const node of nodes) expect(confOf(node)).toContain('cluster_formation.classic_config.nodes.5 = rabbit@hare5\n');
});

test('publishes each node on ports of its own', () => {
  const ports = nodesOf(cluster()).map((node) => node.ports.map(({ external }) => external));

  expect(ports).toEqual([
    [5672, 15672, 15692],
    [5673, 15673, 15693],
    [5674, 15674, 15694],
  ]);
});

test('pauses a minority where the server still knows how', () => {
  const [old] = nodesOf(cluster({ image: 'rabbitmq:4.2-management' }));
  const [young] = nodesOf(cluster({ image: 'rabbitmq:4.3-management' }));

  expect(confOf(old)).toContain('cluster_partition_handling = pause_minority\n');
  expect(confOf(young)).not.toContain('cluster_partition_handling');
});

test('has every node of 4.3 tell the load balancer whether the majority is with it, as it stays open without', () => {
  const [old] = nodesOf(cluster({ image: 'rabbitmq:4.2-management' }));
  const young = nodesOf(cluster({ image: 'rabbitmq:4.3-management' }));
  const [secured] = nodesOf(cluster({ image: 'rabbitmq:4.3-management', tls: { interNode: true } }));

  expect(old?.upload.map(({ file }) => file)).not.toContain('/etc/rabbitmq/majority.erl');
  for (const node of young) {
    expect(fileOf(node, '/etc/rabbitmq/majority.erl')).toContain('gen_tcp:listen(15690,');
    expect(node.env).toContain('RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-eval file:eval("/etc/rabbitmq/majority.erl")');
    expect(node.env.join()).not.toContain('RABBITMQ_CTL_ERL_ARGS');
  }
  expect(secured?.env).toContainEqual(
    expect.stringMatching(/^RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-proto_dist inet_tls .* -eval file:eval\(/),
  );
});

test('tells clients of streams the address of the very node', () => {
  const nodes = nodesOf(cluster({ plugins: ['rabbitmq_stream'] }));

  expect(nodes.map((node) => confOf(node).match(/stream\.advertised_\w+ = .*/g))).toEqual(
    [5552, 5553, 5554].map((port) => ['stream.advertised_host = 127.0.0.1', `stream.advertised_port = ${port}`]),
  );
});

test.each<[string, ClusterStackProps, string]>([
  ['an even number of nodes', { nodeCount: 4 }, "'nodeCount' must be odd and at least 3"],
  ['one node', { nodeCount: 1 }, "'nodeCount' must be odd and at least 3"],
  ['a name that is no host name', { clusterName: 'Rabbit_' }, "'clusterName' must be a host name"],
  [
    'a name that the load balancer cannot add to',
    { clusterName: 'r'.repeat(55) },
    "'clusterName' must be a host name of lower-case letters, digits and dashes, at most 54",
  ],
  ['no port', { balancerPorts: { amqp: 0 } }, "'balancerPorts.amqp' must be a port from 1 to 65535, got 0"],
  ['ports that end', { ports: { amqp: 65_534 } }, "'ports.amqp' of node 3 would be 65536, beyond 65535"],
  [
    'the port at which nodes tell of the majority',
    { image: 'rabbitmq:4.3-management', conf: { 'management.tcp.port': 15690 } },
    'port 15690 of the nodes is used by',
  ],
  ['AMQP for nobody', { conf: { 'listeners.tcp': 'none' } }, "'listeners.tcp' cannot be none"],
  [
    'ports that two would publish',
    { balancerPorts: { amqp: 5674 } },
    "'ports.amqp' of node 3 and 'balancerPorts.amqp' must differ, both are 5674",
  ],
  [
    'a heartbeat that the load balancer would not wait for',
    { conf: { heartbeat: Duration.hours(1) } },
    "'heartbeat' must be at most half of the 1h",
  ],
  [
    'TLS that Terraform could not verify',
    { tls: {}, bindAddress: '10.0.0.1' },
    "'tls.certificateFiles' is required when 'bindAddress' is not a local address",
  ],
])('fails when given %s', (_, props, message) => {
  expect(() => cluster(props)).toThrow(message);
});

test('speaks TLS only, unless it is asked for plain listeners', () => {
  const stack = cluster({ tls: { interNode: true } });
  const [node] = nodesOf(stack);

  expect(node?.ports.map(({ internal }) => internal)).toEqual([5671, 15671, 15691]);
  expect(confOf(node)).toContain('listeners.tcp = none\n');
  expect(confOf(node)).toContain('ssl_options.fail_if_no_peer_cert = true\n');
  expect(node?.env).toContainEqual(expect.stringMatching(/^RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-proto_dist inet_tls /));
  expect(stack.broker.managementUrl).toBe('https://127.0.0.1:15670');
});

test('serves streams over TLS only, too', () => {
  const stack = cluster({ tls: {}, plugins: ['rabbitmq_stream'] });
  const [, node] = nodesOf(stack);

  expect(node?.ports).toContainEqual({ internal: 5551, external: 5553, ip: '127.0.0.1' });
  expect(confOf(node)).toContain('stream.listeners.tcp = none\n');
  expect(confOf(node).match(/stream\.advertised_\w+ = .*/g)).toEqual([
    'stream.advertised_host = 127.0.0.1',
    'stream.advertised_tls_host = 127.0.0.1',
    'stream.advertised_tls_port = 5553',
  ]);
  expect(stack.broker.streamUrls).toContain('rabbitmq-stream+tls://127.0.0.1:5553');
});

test('imports definitions on every node where topology is theirs, and boots without an administrator of the environment', () => {
  const nodes = nodesOf(cluster({ topologyBy: 'definitions' }));

  for (const node of nodes) {
    expect(fileOf(node, '/etc/rabbitmq/definitions.json')).toContain('"task_queue"');
    expect(confOf(node)).toContain('definitions.skip_if_unchanged = true\n');
    expect(node.env.join()).not.toContain('RABBITMQ_DEFAULT_USER');
  }
  expect(synth(cluster({ topologyBy: 'definitions' })).resource).not.toHaveProperty('rabbitmq_queue');
});

test('writes no key of a certificate into what it synthesizes', () => {
  const text = JSON.stringify(synth(cluster({ tls: {} })));

  expect(text).toMatch(/\$\{tls_private_key\.\w+\.private_key_pem\}/);
  expect(text).not.toContain('PRIVATE KEY-----');
});

test('reads certificates that are given when it is applied, and has the provider trust their authority', () => {
  const certificateFiles = {
    caFile: '/certs/ca.pem',
    certificateFile: '/certs/server.pem',
    privateKeyFile: '/certs/key.pem',
  };
  const { resource, provider } = synth(cluster({ tls: { certificateFiles } }));

  expect(JSON.stringify(resource['docker_container'])).toContain('${file(\\"/certs/key.pem\\")}');
  expect(resource).not.toHaveProperty('tls_private_key');
  expect(provider).toMatchObject({ rabbitmq: [{ cacert_file: '/certs/ca.pem' }] });
});

interface Node {
  readonly name: string;
  readonly hostname: string;
  readonly env: readonly string[];
  readonly volumes: readonly object[];
  readonly ports: readonly { readonly internal: number; readonly external: number }[];
  readonly upload: readonly { readonly file: string; readonly content: string }[];
}

function nodesOf(stack: ClusterStack): readonly Node[] {
  const containers = Object.values(synth(stack).resource['docker_container'] ?? {}) as unknown as Node[];
  return containers.filter(({ volumes }) => volumes !== undefined);
}

function confOf(node: Node | undefined): string {
  return fileOf(node, '/etc/rabbitmq/rabbitmq.conf');
}

function fileOf(node: Node | undefined, path: string): string {
  return node?.upload.find(({ file }) => file === path)?.content ?? '';
}
