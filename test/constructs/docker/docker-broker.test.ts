import { type App, TerraformStack } from 'cdktf';
import { DockerBroker, type DockerBrokerOptions } from '../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { Duration } from '../../../model/units/duration';
import { Size } from '../../../model/units/size';
import { resourceOf, resourcesOf, testApp } from '../../harness';

function fixture(
  options: DockerBrokerOptions = {},
  app: App = testApp(),
): { stack: TerraformStack; broker: DockerBroker } {
  const stack = new TerraformStack(app, 'test');
  const engine = new DockerEngine(stack, 'docker');
  return { stack, broker: new DockerBroker(stack, 'broker', { engine, ...options }) };
}

function container(stack: TerraformStack): Record<string, unknown> {
  const [only] = Object.values(resourcesOf(stack, 'docker_container'));
  return only as Record<string, unknown>;
}

test('a broker answers on this machine alone, by default', () => {
  const { stack, broker } = fixture();

  expect(container(stack)['ports']).toEqual([
    { internal: 5672, external: 5672, ip: '127.0.0.1' },
    { internal: 15672, external: 15672, ip: '127.0.0.1' },
    { internal: 15692, external: 15692, ip: '127.0.0.1' },
  ]);
  expect(broker).toMatchObject({ managementUrl: 'http://127.0.0.1:15672', amqpAddress: '127.0.0.1:5672' });
});

test('a stopped container is neither deleted by a plan nor killed when it goes', () => {
  const { stack } = fixture();

  expect(container(stack)).toMatchObject({
    must_run: false,
    destroy_grace_seconds: 60,
    restart: 'unless-stopped',
    wait: true,
  });
});

test('memory and disk limits follow from the container', () => {
  const { stack } = fixture({ memory: Size.gibibytes(2), plugins: ['rabbitmq_shovel'] });

  expect(container(stack)).toMatchObject({
    memory: 2048,
    memory_swap: 2048,
    upload: [
      {
        file: '/etc/rabbitmq/rabbitmq.conf',
        content: [
          'disk_free_limit.absolute = 2147483648',
          'log.console = true',
          'total_memory_available_override_value = 1717986919',
          'vm_memory_high_watermark.relative = 0.6',
          '',
        ].join('\n'),
      },
      {
        file: '/etc/rabbitmq/enabled_plugins',
        content: '[rabbitmq_management,rabbitmq_prometheus,rabbitmq_shovel].\n',
      },
    ],
  });
});

test('Terraform reads no template in a setting', () => {
  const { stack } = fixture({
    plugins: ['rabbitmq_auth_backend_ldap'],
    conf: { 'auth_ldap.user_dn_pattern': 'cn=${username},dc=example' },
  });

  const [conf] = container(stack)['upload'] as readonly { readonly content: string }[];
  expect(conf?.content).toContain('auth_ldap.user_dn_pattern = cn=$${username},dc=example\n');
});

test('a setting that is given wins over the computed one that it excludes', () => {
  const { stack } = fixture({ conf: { 'disk_free_limit.relative': 1, heartbeat: Duration.minutes(1) } });

  expect(container(stack)['upload']).toContainEqual(
    expect.objectContaining({ content: expect.stringMatching(/^disk_free_limit\.relative = 1\.0\nheartbeat = 60\n/) }),
  );
});

test('the volume is protected unless it may be destroyed', () => {
  const kept = fixture();
  const let_ = fixture({ removalPolicy: 'destroy' });

  expect(Object.values(resourcesOf(kept.stack, 'docker_volume'))[0]).toMatchObject({
    lifecycle: { prevent_destroy: true },
  });
  expect(Object.values(resourcesOf(let_.stack, 'docker_volume'))[0]).not.toHaveProperty('lifecycle');
});

test('what is declared on it waits for its container', () => {
  const { stack, broker } = fixture();
  const vhost = Vhost.fromVhostName(stack, 'vhost', broker, '/');

  const queue = new QuorumQueue(stack, 'orders', { vhost });

  expect(resourceOf(stack, queue)['depends_on']).toEqual([expect.stringMatching(/^docker_container\.broker_Node_/)]);
});

describe('the server version', () => {
  test.each([
    [{}, { major: 4, minor: 3, patch: Infinity }],
    [{ image: 'registry.example.com:5000/rabbitmq:4.0.5-management-alpine' }, { major: 4, minor: 0, patch: 5 }],
    [
      { image: 'rabbitmq:latest', serverVersion: '4.1.3' },
      { major: 4, minor: 1, patch: 3 },
    ],
  ])('of %p is %p', (options, version) => {
    expect(fixture(options).broker.serverVersion).toEqual(version);
  });

  test.each([
    [
      { image: 'rabbitmq:latest' },
      /'serverVersion' is required, because the tag of image 'rabbitmq:latest' has no version/,
    ],
    [{ serverVersion: 'four' }, /'serverVersion' must be a version such as '4.3' or '4.0.5', got 'four'/],
    [{ image: 'rabbitmq:3.13-management' }, /'serverVersion' must be 4.0 or newer/],
  ])('fails when it is asked of %p', (options, message) => {
    expect(() => fixture(options)).toThrow(message);
  });
});

test('TLS is given to the container as files, and to Terraform and clients as another scheme', () => {
  const { stack, broker } = fixture({ tls: { interNode: true, hostNames: ['rabbitmq.example.com'] } });
  const { ports, upload, env } = container(stack) as Record<string, readonly { file: string }[]>;

  expect(ports).toEqual([
    { internal: 5671, external: 5671, ip: '127.0.0.1' },
    { internal: 15671, external: 15672, ip: '127.0.0.1' },
    { internal: 15691, external: 15692, ip: '127.0.0.1' },
  ]);
  expect(upload?.map(({ file }) => file)).toEqual(
    expect.arrayContaining(
      ['ca.pem', 'certificate.pem', 'key.pem', 'inter-node.config'].map((name) => `/etc/rabbitmq/tls/${name}`),
    ),
  );
  expect(env).toContainEqual(expect.stringMatching(/^RABBITMQ_CTL_ERL_ARGS=-proto_dist inet_tls /));
  expect(broker).toMatchObject({
    amqpAddress: '127.0.0.1:5671',
    amqpUrl: 'amqps://127.0.0.1:5671',
    managementUrl: 'https://127.0.0.1:15672',
    prometheusUrl: 'https://127.0.0.1:15692/metrics',
  });
  expect(Object.values(resourcesOf(stack, 'tls_cert_request'))[0]).toMatchObject({
    dns_names: ['rabbitmq-single-node', 'localhost', 'rabbitmq.example.com'],
    ip_addresses: ['127.0.0.1'],
  });
});

test('TLS with files that are given needs no authority, and beyond the machine it is the only way', () => {
  const certificateFiles = { caFile: '/ca.pem', certificateFile: '/node.pem', privateKeyFile: '/key.pem' };
  const { stack, broker } = fixture({ bindAddress: '10.0.0.1', tls: { certificateFiles } });

  expect(resourcesOf(stack, 'tls_private_key')).toEqual({});
  expect(broker.authority).toBeUndefined();
  expect(broker.deployment.plainText).toEqual([]);
});

test.each([
  [true, /'tls.plainListener' is deprecated.*give 'tls.plainListeners': \['amqp', 'stream'\]/, ['amqp', 'amqps']],
  [false, /'tls.plainListener' is deprecated.*remove it/, ['amqps']],
])('the former prop plainListener, %p, works for one release and is told', (plainListener, warning, served) => {
  const { broker } = fixture({ tls: { plainListener } });

  const { amqp, amqps } = broker.nodes[0]?.listeners ?? {};
  expect(Object.entries({ amqp, amqps }).flatMap(([name, port]) => (port === undefined ? [] : [name]))).toEqual(served);
  expect(broker.node.metadata.map(({ data }) => data)).toEqual([expect.stringMatching(warning)]);
});

test('a broker without former props warns of nothing', () => {
  expect(fixture({ tls: {} }).broker.node.metadata).toEqual([]);
});

describe('fails when', () => {
  test.each([
    [{ memory: Size.mebibytes(100) }, /'memory' must be at least 256MiB, got 100MiB/],
    [{ nodeName: 'Rabbit_1' }, /'nodeName' must be a host name .* got 'Rabbit_1'/],
    [{ ports: { amqp: 15672 } }, /'ports.amqp' and 'ports.management' must differ, both are 15672/],
    [{ ports: { amqp: 0 } }, /'ports.amqp' must be a port from 1 to 65535, got 0/],
    [{ ports: { stream: 70_000 } }, /'ports.stream' must be a port from 1 to 65535, got 70000/],
    [{ conf: { 'listeners.tcp': 'none' } }, /'listeners.tcp' cannot be none without a key 'listeners.ssl.*'/],
    [
      { tls: { hostNames: ['x'], certificateFiles: { caFile: '', certificateFile: '', privateKeyFile: '' } } },
      /'tls.hostNames' apply to certificates that Terraform generates/,
    ],
    [{ tls: {}, bindAddress: '10.0.0.1' }, /'tls.certificateFiles' is required when 'bindAddress'/],
    [{ plugins: ['Shovel!'] }, /'plugins' must be names as 'rabbitmq-plugins list' shows them, got 'Shovel!'/],
    [{ conf: { hartbeat: 1 } as never }, /unknown rabbitmq.conf key 'hartbeat'; did you mean 'heartbeat'\?/],
  ] satisfies [DockerBrokerOptions, RegExp][])('it is given %p', (options, message) => {
    expect(() => fixture(options)).toThrow(message);
  });
});
