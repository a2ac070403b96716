import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../constructs/access/password';
import { RemoteBroker } from '../../constructs/broker/remote-broker';
import { FanoutExchange } from '../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../constructs/topology/vhost';
import { Reliability } from '../../examples/reliability';
import { Duration } from '../../model/units/duration';
import { ClusterStack } from '../../stacks/cluster';
import { MonitoringStack, type MonitoringOptions } from '../../stacks/monitoring';
import { SingleNodeStack } from '../../stacks/single-node';
import { brokerFixture, synth, testApp, type SynthesizedJson } from '../harness';
import { comparable } from '../snapshot';

interface Upload {
  readonly file: string;
  readonly content: string;
}

function monitoring(options: MonitoringOptions = {}): {
  json: SynthesizedJson;
  stack: MonitoringStack;
  broker: SingleNodeStack;
} {
  const app = testApp();
  const broker = new SingleNodeStack(app, 'single-node');
  const stack = new MonitoringStack(app, 'monitoring', { brokers: [broker.broker], ...options });
  return { json: synth(stack), stack, broker };
}

function container(json: SynthesizedJson, part: string): Record<string, unknown> & { upload: Upload[] } {
  const found = Object.values(json.resource['docker_container'] ?? {}).find(({ name }) =>
    String(name).endsWith(`-${part}`),
  );
  return found as never;
}

/** A file as the program reads it: Terraform has replaced its escapes. */
function file(json: SynthesizedJson, part: string, name: string): Record<string, unknown> {
  const found = container(json, part).upload.find((upload) => upload.file.endsWith(name));
  return JSON.parse((found?.content ?? 'null').replaceAll('$${', '${').replaceAll('%%{', '%{'));
}

test('watches a broker over its network, and answers on this machine alone', () => {
  const { json } = monitoring();

  expect(container(json, 'prometheus')).toMatchObject({
    image: expect.stringContaining('image_id'),
    must_run: false,
    networks_advanced: [{ name: expect.stringContaining('docker_network') }, { name: 'rabbitmq-single-node' }],
    ports: [{ internal: 9090, external: 9090, ip: '127.0.0.1' }],
    command: expect.arrayContaining(['--storage.tsdb.retention.time=15d', '--storage.tsdb.retention.size=5368709120B']),
  });
  expect(file(json, 'prometheus', 'prometheus.yml')).toMatchObject({
    global: { scrape_interval: '15s' },
    scrape_configs: [
      {
        static_configs: [
          { targets: ['rabbitmq-single-node:15692'], labels: { broker: 'single-node', job: 'rabbitmq' } },
        ],
      },
      { metrics_path: '/metrics/detailed' },
      { job_name: 'prometheus' },
      { job_name: 'alertmanager' },
    ],
  });
});

test('scrapes every node of a cluster and its load balancer', () => {
  const app = testApp();
  const cluster = new ClusterStack(app, 'cluster');
  const stack = new MonitoringStack(app, 'monitoring', { brokers: [cluster.broker] });

  const config = file(synth(stack), 'prometheus', 'prometheus.yml') as never as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };

  const targets = config.scrape_configs.map(({ static_configs }) => static_configs[0]?.targets);
  expect(targets.slice(0, 3)).toEqual([
    ['rabbit1:15692', 'rabbit2:15692', 'rabbit3:15692'],
    ['rabbit1:15692', 'rabbit2:15692', 'rabbit3:15692'],
    ['rabbit-balancer:8404'],
  ]);
});

test('asks for the families that alerts and dashboards need, and keeps of them the metrics that they name', () => {
  const { json } = monitoring();

  const { scrape_configs: jobs } = file(json, 'prometheus', 'prometheus.yml') as never as {
    scrape_configs: {
      params?: { family: string[] };
      metric_relabel_configs?: { regex: string; action: string }[];
    }[];
  };

  const detailed = jobs.find(({ params }) => params !== undefined);
  expect(detailed?.params?.family).toEqual([
    'exchange_metrics',
    'queue_coarse_metrics',
    'queue_consumer_count',
    'queue_delivery_metrics',
    'ra_metrics',
    'vhost_status',
  ]);
  const [keep] = detailed?.metric_relabel_configs ?? [];
  expect(keep?.action).toBe('keep');
  expect(keep?.regex.split('|')).toContain('rabbitmq_detailed_queue_messages_ready');
  expect(keep?.regex.split('|').filter((name) => !/^rabbitmq_(detailed|cluster)_\w+$/.test(name))).toEqual([]);
});

test('asks a cluster that speaks TLS over TLS, and trusts its authority alone', () => {
  const app = testApp();
  const cluster = new ClusterStack(app, 'cluster', { tls: {} });
  const json = synth(new MonitoringStack(app, 'monitoring', { brokers: [cluster.broker] }));

  expect(file(json, 'prometheus', 'prometheus.yml')).toMatchObject({
    scrape_configs: expect.arrayContaining([
      expect.objectContaining({
        scheme: 'https',
        tls_config: { ca_file: '/etc/prometheus/cluster.ca.pem' },
        static_configs: [expect.objectContaining({ targets: ['rabbit1:15691', 'rabbit2:15691', 'rabbit3:15691'] })],
      }),
    ]),
  });
  const upload = container(json, 'prometheus').upload.find((one) => one.file.endsWith('cluster.ca.pem'));
  expect(upload?.content).toMatch(/^\$\{data\.terraform_remote_state\./);
});

test('knows what is declared after it', () => {
  const app = testApp();
  const broker = new SingleNodeStack(app, 'single-node');
  const stack = new MonitoringStack(app, 'monitoring', { brokers: [broker.broker] });
  const vhost = new Vhost(broker, 'shop', { broker: broker.broker });
  const dlx = new FanoutExchange(broker, 'dlx', { vhost });
  new QuorumQueue(broker, 'dead${letters}', { vhost }).bindTo(dlx);
  new QuorumQueue(broker, 'orders', { vhost, deadLetterExchange: dlx });

  const rules = JSON.stringify(file(synth(stack), 'prometheus', 'rules/single-node.yml'));

  expect(rules).toContain('DeadLetterQueueFilling');
  expect(rules).toContain('dead\\\\\\\\$\\\\\\\\{letters\\\\\\\\}');
});

test('keeps secrets out of the files it synthesizes, and reads them from files in the container', () => {
  const app = testApp();
  const stack = new TerraformStack(app, 'elsewhere');
  const password = Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true }));
  const broker = new RemoteBroker(stack, 'remote', {
    endpoint: 'https://rabbitmq.example.com:15671',
    username: 'admin',
    password,
    serverVersion: '4.2',
  });
  const monitored = new MonitoringStack(app, 'monitoring', {
    brokers: [
      {
        broker,
        name: 'remote',
        addresses: ['rabbitmq.example.com:15691'],
        caCertificate: '-----BEGIN CERTIFICATE-----',
        credentials: { username: 'prometheus', password },
      },
    ],
  });

  const json = synth(monitored);

  expect(file(json, 'prometheus', 'prometheus.yml')).toMatchObject({
    scrape_configs: expect.arrayContaining([
      expect.objectContaining({
        job_name: 'rabbitmq/remote',
        scheme: 'https',
        tls_config: { ca_file: '/etc/prometheus/remote.ca.pem' },
        basic_auth: { username: 'prometheus', password_file: '/etc/prometheus/remote.password' },
      }),
    ]),
  });
  const upload = container(json, 'prometheus').upload.find((one) => one.file.endsWith('remote.password'));
  expect(upload?.content).toMatch(/^\$\{/);
});

test('tells people as they want', () => {
  const { json } = monitoring({
    receivers: {
      webhookUrl: 'http://hooks.example.com/alerts',
      slack: true,
      email: {
        to: 'ops@example.com',
        from: 'alerts@example.com',
        smarthost: 'mail.example.com:587',
        username: 'alerts',
        caCertificate: '-----BEGIN CERTIFICATE-----',
      },
    },
  });

  expect(file(json, 'alertmanager', 'alertmanager.yml')).toMatchObject({
    receivers: [
      {
        webhook_configs: [{ url_file: '/etc/alertmanager/webhook-url', send_resolved: true }],
        slack_configs: [{ api_url_file: '/etc/alertmanager/slack-url', send_resolved: true }],
        email_configs: [
          {
            to: 'ops@example.com',
            smarthost: 'mail.example.com:587',
            auth_username: 'alerts',
            auth_password_file: '/etc/alertmanager/email-password',
            tls_config: { ca_file: '/etc/alertmanager/email-ca.pem' },
          },
        ],
      },
    ],
    route: { group_wait: '30s', group_interval: '5m', repeat_interval: '4h' },
    inhibit_rules: expect.arrayContaining([
      {
        source_matchers: ['alertname = RabbitMQDown'],
        target_matchers: ['scope =~ "queue|link"', 'alertname != QuorumQueueWithoutMajority'],
        equal: ['broker'],
      },
    ]),
  });
});

test('asks whoever deploys for the secrets of receivers and of the remote write, in sensitive variables', () => {
  const { json } = monitoring({
    receivers: { webhook: true, slack: true, email: { to: 'a@b.c', from: 'd@e.f', smarthost: 'g:25', username: 'h' } },
    remoteWrite: { url: 'https://metrics.example.com/api/v1/write', username: 'prometheus' },
  });

  expect(json['variable']).toMatchObject({
    webhook_url: { sensitive: true },
    slack_url: { sensitive: true },
    email_password: { sensitive: true },
    remote_write_password: { sensitive: true },
  });
  const secret = (part: string, name: string) =>
    container(json, part).upload.find((upload) => upload.file.endsWith(name))?.content;
  expect(secret('alertmanager', 'webhook-url')).toBe('${var.webhook_url}');
  expect(secret('alertmanager', 'slack-url')).toBe('${var.slack_url}');
  expect(secret('alertmanager', 'email-password')).toBe('${var.email_password}');
  expect(secret('prometheus', 'remote-write/password')).toBe('${var.remote_write_password}');
  expect(file(json, 'prometheus', 'prometheus.yml')).toMatchObject({
    remote_write: [
      {
        url: 'https://metrics.example.com/api/v1/write',
        basic_auth: { username: 'prometheus', password_file: '/etc/prometheus/remote-write/password' },
      },
    ],
  });
});

test('tells the owners of queues, and asks for their secrets in variables with their names', () => {
  const { json } = monitoring({
    receivers: {
      ...{ pagerduty: true, opsgenie: true, msteams: true },
      owners: [
        {
          ...{ name: 'team-payments', labels: { team: 'payments' }, slack: true, slackChannel: '#payments' },
          ...{ webhook: true, pagerduty: true, opsgenie: true, msteams: true },
          email: { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail.example.com:587', username: 'alerts' },
        },
      ],
    },
  });

  const names = [
    'webhook_url',
    'slack_url',
    'pagerduty_routing_key',
    'opsgenie_api_key',
    'msteams_url',
    'email_password',
  ];
  expect(Object.keys(json['variable'] ?? {}).sort()).toEqual(
    [
      ...['pagerduty_routing_key', 'opsgenie_api_key', 'msteams_url'],
      ...names.map((name) => `team_payments_${name}`),
    ].sort(),
  );
  expect(Object.values(json['variable'] ?? {}).every((one) => (one as { sensitive?: boolean }).sensitive)).toBe(true);
  const config = file(json, 'alertmanager', 'alertmanager.yml');
  expect(config['route']).toMatchObject({
    routes: [{ receiver: 'team-payments', matchers: ['team = payments'] }],
  });
  const uploads = container(json, 'alertmanager').upload.map((upload) => [upload.file, upload.content]);
  expect(uploads).toContainEqual(['/etc/alertmanager/team-payments/slack-url', '${var.team_payments_slack_url}']);
  const named = [...JSON.stringify(config).matchAll(/_file":"([^"]+)"/g)].map(([, name]) => name);
  expect(named.length).toBe(9);
  expect(named.filter((name) => !uploads.some(([uploaded]) => uploaded === name))).toEqual([]);
});

test('gives Grafana its data source and every dashboard', () => {
  const { json } = monitoring();

  expect(container(json, 'grafana')['env']).toContainEqual(
    expect.stringMatching(/^GF_SECURITY_ADMIN_PASSWORD=\$\{random_password\./),
  );
  expect(file(json, 'grafana', 'datasources/prometheus.yml')).toEqual({
    apiVersion: 1,
    datasources: [
      {
        name: 'Prometheus',
        type: 'prometheus',
        uid: 'prometheus',
        access: 'proxy',
        url: 'http://rabbitmq-monitoring-prometheus:9090',
        isDefault: true,
        editable: false,
      },
    ],
  });
  expect(container(json, 'grafana').upload.filter((upload) => upload.file.includes('/dashboards/')).length).toBe(11);
});

test('sets alerts as the app says, and refuses what no watched broker has', () => {
  const { json } = monitoring({ alerts: { changes: { UnackedHigh: { threshold: 7, labels: { team: 'a' } } } } });

  const { groups } = file(json, 'prometheus', 'single-node.yml') as {
    groups: { rules: { alert: string; expr: string; labels: object }[] }[];
  };
  const rule = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === 'UnackedHigh');
  expect(rule?.expr).toMatch(/ > 7$/);
  expect(rule?.labels).toMatchObject({ team: 'a' });
  expect(() => monitoring({ alerts: { changes: { UnakedHigh: { threshold: 7 } } } })).toThrow(
    "'changes.UnakedHigh': there is no alert 'UnakedHigh'; did you mean 'UnackedHigh'?",
  );
});

test('can do without Grafana', () => {
  const { json } = monitoring({ grafanaImage: 'none' });

  expect(Object.keys(json.resource['docker_container'] ?? {}).length).toBe(2);
});

test('waits for the stacks of the brokers, of which it needs nothing else', () => {
  const { stack, broker, json } = monitoring();

  expect(stack.dependencies).toEqual([broker]);
  expect(json['data']).toBeUndefined();
});

describe('fails when', () => {
  test.each<[MonitoringOptions, RegExp]>([
    [{ timeScale: 0 }, /'timeScale' must be more than 0 and at most 10, got 0/],
    [{ receivers: { webhookUrl: 'hooks.example.com/token' } }, /'receivers.webhookUrl' must be an http or https URL$/],
    [
      { receivers: { webhookUrl: 'https://me:secret@hooks.example.com' } },
      /'receivers.webhookUrl' must be without user and password; set 'receivers.webhook' .*'TF_VAR_webhook_url'$/,
    ],
    [
      { receivers: { webhookUrl: 'https://hooks.example.com', webhook: true } },
      /'receivers.webhookUrl' and 'receivers.webhook' are mutually exclusive; set one/,
    ],
    [
      { remoteWrite: { url: 'https://me:secret@metrics.example.com/write' } },
      /'remoteWrite.url' must be without user and password; give 'remoteWrite.username' .*'TF_VAR_remote_write_password'$/,
    ],
    [
      { certificateProbe: { exporter: 'blackbox:9115', targets: { cluster: ['rabbit1:5671'] } } },
      /'certificateProbe.targets' must be of watched brokers \(single-node\), got 'cluster'/,
    ],
    [
      { receivers: { owners: [{ name: 'A team', labels: {}, slackChannel: '#a' }] } },
      /owners\[0\].name' must be lower-case .*\n.*owners\[0\].labels' must name .*\n.*owners\[0\]' must say how it is told.*\n.*slackChannel' needs/,
    ],
    [
      {
        receivers: {
          owners: ['a-b', 'a-b'].map((name) => ({ name, labels: { team: name }, slack: true })),
        },
      },
      /owners\[1\].name': there is another 'a-b'; rename one/,
    ],
    [
      { receivers: { email: { to: 'ops', from: '', smarthost: 'mail' } } },
      /'receivers.email.to' must be .*\n.*'receivers.email.from' must be .*\n.*'receivers.email.smarthost' must be HOST:PORT/,
    ],
  ])('it is given %p', (options, message) => {
    expect(() => monitoring(options)).toThrow(message);
  });

  test('there is nothing to watch, or two brokers have one name', () => {
    const app = testApp();
    const { broker } = new SingleNodeStack(app, 'single-node');

    expect(() => new MonitoringStack(app, 'none', { brokers: [] })).toThrow(/'brokers' must name at least one/);
    expect(() => new MonitoringStack(app, 'twice', { brokers: [broker, broker] })).toThrow(/duplicate broker name/);
  });
});

test('fails when shovels or upstreams are declared of which a broker is known to tell nothing', () => {
  const app = testApp();
  const plugins = ['rabbitmq_shovel', 'rabbitmq_federation'];
  const stack = new SingleNodeStack(app, 'single-node', { plugins });
  new MonitoringStack(app, 'monitoring', { brokers: [stack.broker] });
  new Reliability(stack, 'reliability', stack);

  expect(() => synth(stack)).toThrow(
    /ShovelDown would fire for ever: .*\[single-node\/broker\].*'rabbitmq_shovel_prometheus'(.|\n)*FederationLinkDown would/,
  );
});

test('fails when a StatefulSet is named, and nobody who tells of it', () => {
  const { broker } = brokerFixture();
  const statefulSet = { namespace: 'messaging', name: 'shop' };
  const brokers = [{ broker, name: 'shop', addresses: ['shop-0:15692'], statefulSet }];

  expect(() => new MonitoringStack(testApp(), 'monitoring', { brokers })).toThrow(
    /'kubeStateMetrics' is required for the 'statefulSet' of broker 'shop'/,
  );
});

test('compresses every waiting for drills', () => {
  const { json } = monitoring({ timeScale: 0.1, scrapeInterval: Duration.seconds(5) });

  const rules = file(json, 'prometheus', 'rules/single-node.yml') as never as {
    groups: { rules: { alert: string; for?: string; expr: string }[] }[];
  };
  const down = rules.groups.flatMap((group) => group.rules).find(({ alert }) => alert === 'RabbitMQDown');
  expect(down?.for).toBe('6s');
  expect(JSON.stringify(rules)).toContain('[30s]');
});

test('is synthesized like this', () => {
  const { json } = monitoring();

  expect(comparable(json)).toMatchSnapshot();
});
