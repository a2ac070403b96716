import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import type { KubernetesBrokerOptions } from '../../../constructs/kubernetes/broker-options';
import { KubernetesBroker } from '../../../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../../../constructs/kubernetes/kubernetes-cluster';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { Duration } from '../../../model/units/duration';
import { Size } from '../../../model/units/size';
import { resourcesOf, synth, testApp } from '../../harness';

/** A stack with a broker. */
function brokerIn(options: KubernetesBrokerOptions = {}): { stack: TerraformStack; broker: KubernetesBroker } {
  const stack = new TerraformStack(testApp(), 'test');
  const cluster = new KubernetesCluster(stack, 'kubernetes');
  return { stack, broker: new KubernetesBroker(stack, 'broker', { cluster, ...options }) };
}

/** The one resource of a type. */
function only(stack: TerraformStack, type: string) {
  const [resource, ...others] = Object.values(resourcesOf(stack, type));
  if (resource === undefined || others.length > 0)
    throw new Error(`there are ${others.length + 1} of ${type}, or none`);
  return JSON.parse(JSON.stringify(resource));
}

function podOf(stack: TerraformStack) {
  return only(stack, 'kubernetes_stateful_set_v1').spec.template.spec;
}

function serverOf(stack: TerraformStack) {
  return podOf(stack).container[0];
}

test('starts all nodes at once, rolls them one by one, and keeps the claims', () => {
  const { stack } = brokerIn();

  const { spec, lifecycle, wait_for_rollout } = only(stack, 'kubernetes_stateful_set_v1');

  expect(spec).toMatchObject({
    replicas: '3',
    pod_management_policy: 'Parallel',
    update_strategy: [{ type: 'RollingUpdate' }],
    persistent_volume_claim_retention_policy: [{ when_deleted: 'Retain', when_scaled: 'Retain' }],
  });
  expect(lifecycle.prevent_destroy).toBe(true);
  expect(wait_for_rollout).toBe(true);
});

test('runs as nobody in particular, with nothing it could write to but its volumes', () => {
  const { stack } = brokerIn();

  const { security_context, container, init_container, automount_service_account_token } = podOf(stack);

  expect(security_context).toMatchObject({ run_as_user: '999', seccomp_profile: { type: 'RuntimeDefault' } });
  expect(automount_service_account_token).toBe(false);
  for (const { security_context: own } of [...container, ...init_container]) {
    expect(own).toMatchObject({
      allow_privilege_escalation: false,
      read_only_root_filesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
});

test('has no liveness probe, which would kill a node that recovers', () => {
  expect(serverOf(brokerIn().stack)).not.toHaveProperty('liveness_probe');
});

describe('by version', () => {
  test('4.0 asks Kubernetes for its peers, and may', () => {
    const { stack } = brokerIn({ serverVersion: '4.0.5', endpoint: 'http://127.0.0.1:15672' });

    expect(only(stack, 'kubernetes_role_v1')['rule']).toEqual([
      { api_groups: [''], resources: ['endpoints'], resource_names: ['rabbitmq-nodes'], verbs: ['get'] },
      { api_groups: [''], resources: ['events'], verbs: ['create'] },
    ]);
    expect(podOf(stack).automount_service_account_token).toBe(true);
    expect(only(stack, 'kubernetes_config_map_v1').data['rabbitmq.conf']).toContain('cluster_formation.k8s.host = ');
  });

  test('4.1 and newer need no right and no token', () => {
    const { stack } = brokerIn({ serverVersion: '4.1.0', endpoint: 'http://127.0.0.1:15672' });

    expect(resourcesOf(stack, 'kubernetes_role_v1')).toEqual({});
    expect(podOf(stack).automount_service_account_token).toBe(false);
    expect(only(stack, 'kubernetes_config_map_v1').data['rabbitmq.conf']).not.toContain('cluster_formation.k8s.host');
  });

  test.each([
    ['4.0.5', { exec: expect.anything() }, { tcp_socket: [{ port: 'amqp' }] }],
    ['4.1.0', { exec: expect.anything() }, { tcp_socket: [{ port: 'amqp' }] }],
    [
      '4.1.1',
      { exec: expect.anything() },
      { http_get: { path: '/api/health/checks/ready-to-serve-clients', port: 'management', scheme: 'HTTP' } },
    ],
    [
      '4.2.4',
      { http_get: { path: '/api/health/checks/reached-target-cluster-size', port: 'management', scheme: 'HTTP' } },
      { http_get: { path: '/api/health/checks/ready-to-serve-clients', port: 'management', scheme: 'HTTP' } },
    ],
    [
      '4.3',
      { http_get: { path: '/api/health/checks/reached-target-cluster-size', port: 'management', scheme: 'HTTP' } },
      {
        exec: {
          command: [
            'bash',
            '-c',
            '</dev/tcp/127.0.0.1/5672 && read -r state </dev/tcp/127.0.0.1/15690 && [ "$state" = majority ]',
          ],
        },
      },
    ],
  ])('%s is asked what it can answer without a password', (serverVersion, startup, readiness) => {
    const { startup_probe, readiness_probe } = serverOf(brokerIn({ serverVersion }).stack);

    expect(startup_probe).toMatchObject(startup);
    expect(readiness_probe).toMatchObject(readiness);
  });
});

test('a node of 4.3 runs what knows whether the majority is with it, beside what its pod is told', () => {
  const name = 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS';
  const pod = { env: { [name]: '+sbwt none' } };
  const filesOf = (stack: TerraformStack) => Object.keys(only(stack, 'kubernetes_config_map_v1').data);
  const { stack } = brokerIn({ serverVersion: '4.3', endpoint: 'http://127.0.0.1:15672', pod });
  const older = brokerIn({ serverVersion: '4.2', endpoint: 'http://127.0.0.1:15672', pod }).stack;

  const { data } = only(stack, 'kubernetes_config_map_v1');

  expect(data['majority.erl']).toContain(
    'gen_tcp:listen(15690, [binary, {active, false}, {reuseaddr, true}, {ip, {127, 0, 0, 1}}])',
  );
  expect(serverOf(stack).env).toContainEqual({
    name,
    value: '-eval file:eval("/etc/rabbitmq/majority.erl") +sbwt none',
  });
  expect(filesOf(older)).not.toContain('majority.erl');
  expect(serverOf(older).env).toContainEqual({ name, value: '+sbwt none' });
});

test('fails when a listener has the port of the agent', () => {
  expect(() => brokerIn({ serverVersion: '4.3', conf: { 'prometheus.tcp.port': 15_690 } })).toThrow(
    'port 15690 of the pods must be left to what the readiness probe asks for the majority',
  );
});

test('waits for its peers before it goes, for no longer than it is given', () => {
  const { lifecycle } = serverOf(brokerIn({ quorumWait: Duration.seconds(20) }).stack);

  const [, , script] = lifecycle.pre_stop[0].exec.command;

  expect(script).toContain('timeout 20 rabbitmq-upgrade await_online_quorum_plus_one -t 20 || true');
  expect(script).toContain('skipPreStopChecks');
  expect(podOf(brokerIn({ quorumWait: Duration.seconds(20) }).stack).termination_grace_period_seconds).toBe(75);
});

test('a single node waits for nobody, and no budget keeps it where it is', () => {
  const { stack } = brokerIn({ replicas: 1 });

  expect(serverOf(stack).lifecycle.pre_stop[0].exec.command[2]).not.toContain('await_online_quorum_plus_one');
  expect(resourcesOf(stack, 'kubernetes_pod_disruption_budget_v1')).toEqual({});
});

test('another configuration rolls the pods, another number of them does not', () => {
  const checksum = (options: KubernetesBrokerOptions) =>
    only(brokerIn(options).stack, 'kubernetes_stateful_set_v1').spec.template.metadata.annotations[
      'rabbitmq-cdk/configuration'
    ];

  expect(checksum({ conf: { channel_max: 100 } })).not.toBe(checksum({}));
  expect(checksum({ plugins: ['rabbitmq_shovel'] })).not.toBe(checksum({}));
  expect(checksum({ advancedConfig: '[].' })).not.toBe(checksum({}));
  expect(
    checksum({ replicas: 5, conf: { 'quorum_queue.continuous_membership_reconciliation.target_group_size': 3 } }),
  ).toBe(checksum({}));
});

test('a plan may not scale down, nor change the size of claims', () => {
  const { lifecycle } = only(brokerIn({ replicas: 5 }).stack, 'kubernetes_stateful_set_v1');

  expect(lifecycle.precondition).toEqual([
    {
      condition: expect.stringMatching(/^\$\{alltrue\(\[for deployed in .*deployed\.spec\.replicas <= 5\]\)\}$/),
      error_message: expect.stringContaining("'replicas' cannot go down to 5"),
    },
    {
      condition: expect.stringContaining('.storage == "10Gi"'),
      error_message: expect.stringContaining("'storage.size' cannot become 10GiB by itself"),
    },
  ]);
});

test('nobody from another namespace may connect unless named', () => {
  const { stack } = brokerIn({
    serverVersion: '4.2',
    endpoint: 'http://127.0.0.1:15672',
    network: { clients: [{ namespaceLabels: { team: 'shop' } }, { cidr: '10.0.0.0/8' }], metrics: [] },
  });

  const [clients, management, nodes] = only(stack, 'kubernetes_network_policy_v1').spec.ingress;

  expect(clients).toEqual({
    from: [{ namespace_selector: { match_labels: { team: 'shop' } } }, { ip_block: { cidr: '10.0.0.0/8' } }],
    ports: [{ port: '5672', protocol: 'TCP' }],
  });
  expect(management.ports).toEqual([{ port: '15672', protocol: 'TCP' }]);
  expect(nodes.ports).toContainEqual({ port: '35672', end_port: 35682, protocol: 'TCP' });
});

test('with TLS nothing listens without it, probes and Service included', () => {
  const { stack } = brokerIn({ tls: { secretName: 'rabbitmq-tls', verifyClients: true } });

  const [service] = Object.values(resourcesOf(stack, 'kubernetes_service_v1')).filter(
    ({ metadata }) => (metadata as { name: string }).name === 'rabbitmq',
  );

  expect(service).toMatchObject({ spec: { port: [{ port: 5671 }, { port: 15671 }] } });
  expect(serverOf(stack).startup_probe.http_get).toMatchObject({ port: 'management-tls', scheme: 'HTTPS' });
  expect(serverOf(stack).readiness_probe.exec.command[2]).toContain('/dev/tcp/127.0.0.1/5671 ');
  expect(resourcesOf(stack, 'kubernetes_config_map_v1')['test/broker/Configuration']).toMatchObject({
    data: { 'rabbitmq.conf': expect.stringContaining('ssl_options.verify = verify_peer') },
  });
  expect(resourcesOf(stack, 'tls_locally_signed_cert')).toEqual({});
});

test('with TLS streams have it too', () => {
  const { stack } = brokerIn({ tls: {}, plugins: ['rabbitmq_stream'] });

  const { data } = JSON.parse(
    JSON.stringify(resourcesOf(stack, 'kubernetes_config_map_v1')['test/broker/Configuration']),
  );

  expect(data['rabbitmq.conf']).toMatch(/^stream\.listeners\.tcp = none$/m);
  expect(serverOf(stack).port).toContainEqual({ name: 'stream', container_port: 5551, protocol: 'TCP' });
});

test('a certificate that Terraform makes names every way to the broker', () => {
  const { stack } = brokerIn({ tls: { hostNames: ['rabbitmq.example.com'] } });

  expect(only(stack, 'tls_cert_request')['dns_names']).toEqual(
    expect.arrayContaining([
      'rabbitmq.rabbitmq.svc',
      '*.rabbitmq-nodes.rabbitmq.svc.cluster.local',
      'rabbitmq.example.com',
    ]),
  );
});

test('a certificate that Terraform made before brokers had one kind of authority keeps its keys', () => {
  const { stack } = brokerIn({ tls: {} });

  expect(synth(stack)['moved']).toEqual([
    {
      from: 'tls_private_key.broker_AuthorityKey_9466B84A',
      to: expect.stringMatching(/^tls_private_key\.broker_Authority_Key_/),
    },
    {
      from: 'tls_private_key.broker_Key_4CD0E565',
      to: expect.stringMatching(/^tls_private_key\.broker_Certificate_Key_/),
    },
    {
      from: 'tls_cert_request.broker_CertificateRequest_61D03374',
      to: expect.stringMatching(/^tls_cert_request\.broker_Certificate_Request_/),
    },
  ]);
});

test('nodes talk to each other by TLS where that is said, each under a name that the certificate has in full', () => {
  const { stack } = brokerIn({ replicas: 3, tls: { interNode: true } });

  const { data } = resourcesOf(stack, 'kubernetes_config_map_v1')['test/broker/Configuration'] as {
    data: Record<string, string>;
  };
  expect(data['inter-node.config']).toContain('{cacertfile, "/etc/rabbitmq-tls/ca.crt"}');
  const value = '-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter-node.config';
  expect(serverOf(stack).env).toContainEqual({ name: 'RABBITMQ_CTL_ERL_ARGS', value });
  expect(serverOf(stack).env).toContainEqual({
    name: 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS',
    value: expect.stringContaining(`${value} -eval `),
  });
  expect(only(stack, 'tls_cert_request')['dns_names']).toContain(
    'rabbitmq-2.rabbitmq-nodes.rabbitmq.svc.cluster.local',
  );
});

test.each([
  ['keep', /'tls.plainListeners': 'keep' is deprecated.*\['amqp', 'stream', 'management', 'prometheus'\]/, 15672],
  ['off', /'tls.plainListeners': 'off' is deprecated.*remove it/, 15671],
] as const)('the former word %s works for one release and is told', (plainListeners, warning, port) => {
  const { stack, broker } = brokerIn({ tls: { plainListeners } });

  expect(serverOf(stack).port).toContainEqual(expect.objectContaining({ container_port: port }));
  expect(broker.node.metadata.map(({ data }) => data)).toEqual([expect.stringMatching(warning)]);
});

test('an Ingress is there when asked for', () => {
  const { stack } = brokerIn({
    ingress: { host: 'rabbitmq.example.com', className: 'nginx', tlsSecretName: 'web' },
    network: 'open',
  });

  expect(only(stack, 'kubernetes_ingress_v1').spec).toMatchObject({
    ingress_class_name: 'nginx',
    tls: [{ hosts: ['rabbitmq.example.com'], secret_name: 'web' }],
  });
  expect(resourcesOf(stack, 'kubernetes_network_policy_v1')).toEqual({});
});

describe('monitoring', () => {
  const annotationsOf = (stack: TerraformStack) =>
    only(stack, 'kubernetes_stateful_set_v1').spec.template.metadata.annotations;
  const manifest = (stack: TerraformStack, kind: string) =>
    Object.values(resourcesOf(stack, 'kubernetes_manifest'))
      .map((resource) => JSON.parse(JSON.stringify(resource['manifest'])))
      .find((found) => found.kind === kind);

  test('is by annotations of the pods unless said otherwise', () => {
    const { stack } = brokerIn();

    expect(annotationsOf(stack)).toMatchObject({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '15692' });
    expect(resourcesOf(stack, 'kubernetes_manifest')).toEqual({});
  });

  test('is left to others when not wanted', () => {
    expect(annotationsOf(brokerIn({ monitoring: 'none' }).stack)).not.toHaveProperty('prometheus.io/scrape');
  });

  test('by the Prometheus operator names every series as alerts and dashboards know it', () => {
    const { stack } = brokerIn({ monitoring: { labels: { release: 'prometheus' } } });

    const { metadata, spec } = manifest(stack, 'PodMonitor');

    expect(metadata).toMatchObject({ namespace: 'rabbitmq', labels: { release: 'prometheus' } });
    expect(spec.selector.matchLabels).toMatchObject({ 'app.kubernetes.io/instance': 'rabbitmq' });
    expect(spec.podMetricsEndpoints).toMatchObject([
      { port: 'prometheus', path: '/metrics' },
      { port: 'prometheus', path: '/metrics/detailed', params: { family: expect.arrayContaining(['ra_metrics']) } },
    ]);
    for (const { relabelings } of spec.podMetricsEndpoints)
      expect(relabelings).toContainEqual({ targetLabel: 'broker', replacement: 'rabbitmq/rabbitmq' });
    expect(annotationsOf(stack)).not.toHaveProperty('prometheus.io/scrape');
  });

  test('brings the alerts of what is declared later, and of the StatefulSet', () => {
    const { stack, broker } = brokerIn({ monitoring: {} });
    const vhost = Vhost.fromVhostName(stack, 'vhost', broker, '/');
    new QuorumQueue(stack, 'orders', { vhost, queueName: 'orders ${x}', maxLength: 1_000, overflow: 'reject-publish' });

    const { groups } = manifest(stack, 'PrometheusRule').spec;
    const alerts = groups.flatMap(({ rules }: { rules: { alert: string; expr: string }[] }) => rules);

    expect(alerts.map(({ alert }: { alert: string }) => alert)).toEqual(
      expect.arrayContaining(['RabbitMQDown', 'NoMajorityOfNodesReady', 'QueueNearLimit']),
    );
    const near = alerts.find(({ alert }: { alert: string }) => alert === 'QueueNearLimit');
    // As Terraform reads it: the queue's name is no template.
    expect(near.expr).toContain('orders $${x}');
  });

  test('brings no alerts when they come from elsewhere', () => {
    expect(manifest(brokerIn({ monitoring: { alerts: false } }).stack, 'PrometheusRule')).toBeUndefined();
  });

  test.each([
    [
      'made here',
      {},
      { ca: { secret: { name: 'rabbitmq-certificate', key: 'ca.crt' } }, serverName: 'rabbitmq.rabbitmq.svc' },
    ],
    ['given', { secretName: 'own' }, { ca: { secret: { name: 'own', key: 'ca.crt' } }, insecureSkipVerify: true }],
  ])('asks with TLS where metrics have it, of a certificate that is %s', (_, tls, tlsConfig) => {
    const { spec } = manifest(brokerIn({ tls, monitoring: {} }).stack, 'PodMonitor');

    expect(spec.podMetricsEndpoints[0]).toMatchObject({ port: 'prometheus-tls', scheme: 'https', tlsConfig });
  });
});

test('topology without an endpoint is imported by the nodes, and again by a Job', () => {
  const { stack, broker } = brokerIn();
  new QuorumQueue(stack, 'orders', { vhost: Vhost.fromVhostName(stack, 'vhost', broker, '/') });

  expect(resourcesOf(stack, 'kubernetes_secret_v1')['test/broker/DefinitionsSecret']).toMatchObject({
    data: { 'definitions.json': expect.stringContaining('"orders"') },
  });
  expect(only(stack, 'kubernetes_job_v1').lifecycle.replace_triggered_by).toHaveLength(2);
  expect(resourcesOf(stack, 'rabbitmq_queue')).toEqual({});
});

test('topology with an endpoint is the provider’s, after the nodes are ready', () => {
  const { stack, broker } = brokerIn({ endpoint: 'http://127.0.0.1:31672' });
  new Vhost(stack, 'shop', { broker });

  expect(only(stack, 'rabbitmq_vhost')['depends_on']).toEqual(['kubernetes_stateful_set_v1.broker']);
  expect(resourcesOf(stack, 'kubernetes_job_v1')).toEqual({});
});

test('credentials rotate by turns, and a new broker boots with those that act', () => {
  const { stack, broker } = brokerIn({ endpoint: 'http://127.0.0.1:31672', adminRotation: 1 });

  expect(broker.adminUser).toBe('admin-2');
  expect(Object.values(resourcesOf(stack, 'rabbitmq_user')).map(({ name }) => name)).toEqual(['admin-2', 'admin']);
  const secrets = Object.values(resourcesOf(stack, 'kubernetes_secret_v1'));
  expect(secrets.map(({ data }) => (data as { username?: string }).username)).toContain('admin-2');
});

test('existing Secrets are used, and not made', () => {
  const stack = new TerraformStack(testApp(), 'test');
  const adminPassword = Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true }));
  const cluster = new KubernetesCluster(stack, 'kubernetes');
  new KubernetesBroker(stack, 'broker', {
    cluster,
    endpoint: 'http://127.0.0.1:31672',
    adminSecretName: 'admin',
    adminPassword,
    cookieSecretName: 'cookie',
  });

  expect(resourcesOf(stack, 'kubernetes_secret_v1')).toEqual({});
  expect(podOf(stack).volume[1].projected[0].sources).toMatchObject([
    { secret: [{ name: 'cookie' }] },
    { secret: [{ name: 'admin' }] },
  ]);
});

const refused: [string, KubernetesBrokerOptions, RegExp][] = [
  ['an even number of nodes', { replicas: 4 }, /'replicas' must be odd.*got 4; use 3 or 5/],
  ['no node', { replicas: 0 }, /'replicas' must be odd/],
  ['too little memory', { resources: { memory: Size.mebibytes(128) } }, /'resources.memory' must be at least 256MiB/],
  [
    'a request above the limit',
    { resources: { memory: Size.gibibytes(1), memoryRequest: Size.gibibytes(2) } },
    /'resources.memoryRequest' must be at most 'resources.memory', 1GiB, got 2GiB/,
  ],
  [
    'a claim smaller than the disk limit',
    { storage: { size: Size.gibibytes(1) } },
    /'storage.size' must be more than the disk limit, 2GiB, got 1GiB/,
  ],
  [
    'a claim smaller than a relative disk limit',
    { storage: { size: Size.gibibytes(3) }, conf: { 'disk_free_limit.relative': 1.5 } },
    /'storage.size' must be more than the disk limit, 3GiB/,
  ],
  [
    'TLS without a Secret',
    { conf: { 'listeners.ssl.default': 5671 } },
    /'listeners.ssl.default', but there is no certificate/,
  ],
  ['TLS from a Secret without a name', { tls: { secretName: '' } }, /'tls.secretName' must not be empty/],
  [
    'an Ingress with a Secret without a name',
    { ingress: { host: 'x', tlsSecretName: '' }, network: 'open' },
    /'ingress.tlsSecretName' must not be empty; remove it/,
  ],
  ['host names for a given certificate', { tls: { secretName: 'x', hostNames: ['y'] } }, /'tls.hostNames' apply to/],
  [
    'unknown settings',
    { conf: { 'cluster_formation.nodes': 1 } as never },
    /unknown rabbitmq.conf key 'cluster_formation.nodes'/,
  ],
  ['an unknown plugin', { plugins: ['Rabbit'] }, /Rabbit/],
  [
    'a back end without its plugin',
    { conf: { 'auth_backends.1': 'ldap' } },
    /'auth_backends.1' needs plugin 'rabbitmq_auth_backend_ldap'; add it to 'plugins'/,
  ],
  ['AMQP for nobody', { conf: { 'listeners.tcp': 'none' } }, /'listeners.tcp' cannot be none/],
  ['names that are no host names', { brokerName: 'Rabbit_1' }, /'brokerName' must be lower-case letters/],
  ['a namespace that is no host name', { namespace: '1.2' }, /'namespace' must be lower-case letters/],
  ['a domain that is none', { clusterDomain: '.local' }, /'clusterDomain' must be a domain/],
  ['an endpoint with credentials', { endpoint: 'http://u:p@host' }, /'endpoint' must be/],
  [
    'the provider without an endpoint',
    { topologyBy: 'provider' },
    /'endpoint' is required: it is where Terraform reaches/,
  ],
  [
    'definitions with a foreign administrator',
    { adminSecretName: 'admin' },
    /'adminSecretName' cannot be combined with boot/,
  ],
  [
    'a foreign administrator without a password',
    { adminSecretName: 'admin', endpoint: 'http://host' },
    /'adminPassword' is required with 'adminSecretName'/,
  ],
  ['rotation beside definitions', { adminRotation: 1 }, /'adminRotation' requires topology by the provider/],
  [
    'rotation of a foreign administrator',
    { adminRotation: 1, adminSecretName: 'admin', endpoint: 'http://host' },
    /'adminRotation' must not be given with 'adminPassword' or 'adminSecretName'/,
  ],
  [
    'claims that go although protected',
    { storage: { whenDeleted: 'Delete' } },
    /must be 'Retain' where 'removalPolicy'/,
  ],
  [
    'claims that stay although their namespace goes',
    { removalPolicy: 'destroy', storage: { whenDeleted: 'Retain' } },
    /cannot be 'Retain' where the namespace goes.*'createNamespace: false'/,
  ],
  [
    'a load balancer that nobody may use',
    { service: { type: 'LoadBalancer' } },
    /'network.clients' is required: it lists who/,
  ],
  ['an Ingress whose controller may not connect', { ingress: { host: 'x' } }, /'network.management' must name/],
  ['node ports of an inner Service', { service: { nodePorts: { amqp: 30672 } } }, /'service.nodePorts' needs the type/],
  [
    'a node port that the Service has not',
    { service: { type: 'NodePort', nodePorts: { amqps: 30671 } }, network: 'open' },
    /'service.nodePorts.amqps' is not a port of the Service; the ports are amqp, management/,
  ],
  [
    'a node port below what Kubernetes gives',
    { service: { type: 'NodePort', nodePorts: { amqp: 5672 } }, network: 'open' },
    /'service.nodePorts.amqp' must be a port from 30000 to 32767, got 5672/,
  ],
  [
    'a node port above what Kubernetes gives',
    { service: { type: 'NodePort', nodePorts: { amqp: 32_768 } }, network: 'open' },
    /'service.nodePorts.amqp' must be a port from 30000 to 32767, got 32768/,
  ],
  [
    'ranges without a load balancer',
    { service: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
    /must be set with the type 'Load/,
  ],
  ['a range that is none', { network: { clients: [{ cidr: 'everybody' }] } }, /must have a 'cidr' such as/],
  [
    'a range with labels',
    { network: { metrics: [{ cidr: '10.0.0.0/8', podLabels: {} }] } },
    /'network.metrics' must name a 'cidr' or labels, got both/,
  ],
];

test.each(refused)('fails when given %s', (_, options, message) => {
  expect(() => brokerIn(options)).toThrow(message);
});

test('fails with all faults at once', () => {
  expect(() => brokerIn({ replicas: 2, namespace: '' })).toThrow(/'namespace'[^]*'replicas'/);
});

test('gives a broker all the numbers of a course as one example', () => {
  const { stack } = brokerIn({
    resources: { cpuRequest: '500m', memoryRequest: Size.gibibytes(1), cpuLimit: '2', memory: Size.gibibytes(2) },
    storage: { size: Size.gibibytes(10), storageClassName: 'fast' },
    scheduling: { hosts: 'required', zones: 'required', priorityClassName: 'high', nodeSelector: { disk: 'ssd' } },
    pod: { env: { TZ: 'UTC' }, pullSecrets: ['registry'], labels: { team: 'a' } },
  });

  expect(serverOf(stack).resources).toEqual({
    requests: { cpu: '500m', memory: '1Gi' },
    limits: { cpu: '2', memory: '2Gi' },
  });
  expect(podOf(stack)).toMatchObject({
    priority_class_name: 'high',
    node_selector: { disk: 'ssd' },
    image_pull_secrets: [{ name: 'registry' }],
    affinity: { pod_anti_affinity: { required_during_scheduling_ignored_during_execution: [expect.anything()] } },
    topology_spread_constraint: [{ when_unsatisfiable: 'DoNotSchedule' }],
  });
  expect(synth(stack)).toBeDefined();
});
