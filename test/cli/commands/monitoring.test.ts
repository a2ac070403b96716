import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PreviewData } from '../../../cli/monitoring/preview-data';
import { monitoringCommand } from '../../../cli/commands/monitoring';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk monitoring', () => {
  const printed = catchPrinted();
  let folder: string;
  let out: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
    out = join(folder, 'out');
    writeFileSync(join(folder, 'definitions.json'), JSON.stringify(definitions));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const queue = { vhost: 'shop', durable: true, auto_delete: false };
  const definitions = {
    rabbitmq_version: '4.0.5',
    vhosts: [{ name: 'shop' }],
    queues: [{ ...queue, name: 'orders', arguments: { 'x-queue-type': 'quorum', 'x-max-length': 100 } }],
    parameters: [{ component: 'shovel', vhost: 'shop', name: 'move', value: { 'src-delete-after': 'never' } }],
  };
  const monitoring = (...args: readonly string[]) =>
    ran(printed, ['monitoring', join(folder, 'definitions.json'), '--out', out, ...args], {
      monitoring: { summary: '', load: () => monitoringCommand },
    });
  const nodes = ['a:15692', 'b:15692', 'c:15692'].flatMap((address) => ['--address', address]);
  const read = (name: string) => readFileSync(join(out, name), 'utf8');

  test('writes rules, scrapes, a route and dashboards that know what is declared', async () => {
    const { code, output, errors } = await monitoring('--name', 'shop', ...nodes, '--runbooks', 'https://x.example/r/');

    expect(code).toBe(0);
    expect(errors).toContain(
      "note: ShovelDown fires for ever unless the broker has plugin 'rabbitmq_shovel_prometheus'",
    );
    for (const name of ['rules/shop.yml', 'scrape.yml', 'alertmanager.yml', 'dashboards/overview.json']) {
      expect(output).toContain(`  ${name}\n`);
      expect(existsSync(join(out, name))).toBe(true);
    }
    const rules = (parse(read('rules/shop.yml')) as { groups: { rules: { alert: string }[] }[] }).groups.flatMap(
      (group) => group.rules,
    );
    expect(rules.filter(({ alert }) => alert === 'QueueNearLimit')).toMatchObject([
      {
        expr: expect.stringMatching(/broker="shop".*>= 80$/),
        annotations: { runbook_url: 'https://x.example/r/queue-near-limit.md' },
      },
    ]);
    expect(parse(read('scrape.yml'))).toMatchObject({
      scrape_configs: [
        { job_name: 'rabbitmq/shop', static_configs: [{ targets: ['a:15692', 'b:15692', 'c:15692'] }] },
        { job_name: 'rabbitmq-detailed/shop', metrics_path: '/metrics/detailed' },
      ],
    });
    const dashboard = JSON.parse(read('dashboards/queues.json'));
    expect(dashboard.templating.list).toMatchObject([
      { name: 'datasource', type: 'datasource' },
      { name: 'broker' },
      { name: 'queue' },
    ]);
    expect(JSON.stringify(dashboard)).not.toContain('"uid":"prometheus"');
  });

  test('asks over TLS as a user where it is told to', async () => {
    await monitoring(
      ...['--name', 'shop', '--address', 'a:15691', '--ca-file', '/ca.pem'],
      ...['--username', 'monitor', '--password-file', '/password'],
    );

    expect(parse(read('scrape.yml'))).toMatchObject({
      scrape_configs: [
        {
          scheme: 'https',
          tls_config: { ca_file: '/ca.pem' },
          basic_auth: { username: 'monitor', password_file: '/password' },
        },
        {},
      ],
    });
  });

  test("writes the objects of Prometheus' operator, and ConfigMaps for Grafana's sidecar", async () => {
    const { code } = await monitoring(
      ...['--form', 'kubernetes', '--name', 'shop', '--namespace', 'apps', '--nodes', '3', '--label', 'release=prom'],
    );

    expect(code).toBe(0);
    expect(parse(read('prometheus-rule.yaml'))).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'shop', namespace: 'apps', labels: { release: 'prom' } },
    });
    expect(read('prometheus-rule.yaml')).toContain('broker="apps/shop"');
    expect(parse(read('pod-monitor.yaml'))).toMatchObject({
      kind: 'PodMonitor',
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } },
    });
    const map = parse(read('dashboards/overview.yaml'));
    expect(map).toMatchObject({ kind: 'ConfigMap', metadata: { labels: { grafana_dashboard: '1' } } });
    expect(JSON.parse(map.data['shop-overview.json'])).toMatchObject({ uid: 'rabbitmq-overview' });
  });

  describe("of the operators' manifests", () => {
    const api = 'apiVersion: rabbitmq.com/v1beta1';
    const cluster = `${api}
kind: RabbitmqCluster
metadata: { name: shop, namespace: apps }
spec: { replicas: 3, image: 'rabbitmq:4.0.5-management', rabbitmq: { additionalPlugins: [rabbitmq_shovel_prometheus] } }
`;
    const topology = `${api}
kind: Queue
metadata: { name: orders }
spec: { name: orders, arguments: { x-max-length: 100 }, rabbitmqClusterReference: { name: shop } }
---
${api}
kind: Shovel
metadata: { name: move }
spec: { name: move, uriSecret: { name: move }, rabbitmqClusterReference: { name: shop } }
`;
    const ofFolder = (...args: readonly string[]) =>
      ran(printed, ['monitoring', join(folder, 'deploy'), '--out', out, ...args], {
        monitoring: { summary: '', load: () => monitoringCommand },
      });
    beforeEach(() => {
      mkdirSync(join(folder, 'deploy'));
      writeFileSync(join(folder, 'deploy', 'topology.yaml'), topology);
    });

    test('the RabbitmqCluster tells name, nodes, plugins and the addresses of pods', async () => {
      writeFileSync(join(folder, 'deploy', 'cluster.yaml'), cluster);

      const { code, errors } = await ofFolder();

      expect(code).toBe(0);
      expect(errors).toBe('');
      expect(read('rules/shop.yml')).toContain('QueueNearLimit');
      const pods = [0, 1, 2].map((index) => `shop-server-${index}.shop-nodes.apps.svc:15692`);
      expect(parse(read('scrape.yml')).scrape_configs[0].static_configs[0].targets).toEqual(pods);
    });

    test('its namespace is that of the PodMonitor, which finds its pods whatever the label of the series', async () => {
      writeFileSync(join(folder, 'deploy', 'cluster.yaml'), cluster);

      expect((await ofFolder('--form', 'kubernetes', '--name', 'orders')).code).toBe(0);
      expect(parse(read('pod-monitor.yaml'))).toMatchObject({
        metadata: { namespace: 'apps' },
        spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } },
      });
    });

    test('nodes that serve metrics over TLS only are asked there', async () => {
      const tls = cluster.replace('replicas: 3', 'tls: { secretName: tls, disableNonTLSListeners: true }');
      writeFileSync(join(folder, 'deploy', 'cluster.yaml'), tls);

      expect((await ofFolder()).code).toBe(0);
      expect(parse(read('scrape.yml')).scrape_configs[0]).toMatchObject({
        scheme: 'https',
        static_configs: [{ targets: ['shop-server-0.shop-nodes.apps.svc:15691'] }],
      });
    });

    test('without one, options tell what it would', async () => {
      expect((await ofFolder('--name', 'shop')).errors).toContain("give '--nodes', or each by '--address'");
      expect((await ofFolder('--name', 'shop', ...nodes)).code).toBe(0);
    });
  });

  test("writes rules as mimirtool's namespaces", async () => {
    await monitoring('--form', 'mimir', '--name', 'shop', ...nodes);

    expect(Object.keys(parse(read('rules/shop.yml')))).toEqual(['namespace', 'groups']);
  });

  test('writes anew what it wrote itself, and nothing over what somebody changed or made', async () => {
    const args = ['--name', 'shop', ...nodes];
    await monitoring(...args);
    expect((await monitoring(...args, '--scrape-interval', '30')).code).toBe(0);
    expect(read('rules/shop.yml')).toContain('> 20\n');
    const before = read('rules/shop.yml');
    writeFileSync(join(out, 'scrape.yml'), 'mine: true\n');

    const { code, errors } = await monitoring(...args);

    expect(code).toBe(1);
    expect(errors).toContain(`'${join(out, 'scrape.yml')}' is not as this command wrote it; move it away`);
    expect(read('scrape.yml')).toBe('mine: true\n');
    expect(read('rules/shop.yml')).toBe(before);
  });

  test('lists its files as JSON', async () => {
    const { output } = await monitoring('--name', 'shop', ...nodes, '--format', 'json');

    expect(JSON.parse(output)).toMatchObject({ folder: out, notes: [expect.stringContaining('ShovelDown')] });
    expect(jsonOutputOf('monitoring', output).files).toContain('rules/shop.yml');
  });

  test('takes what is other with alerts from a file', async () => {
    const settings =
      'alerts:\n  changes:\n    QueueNearLimit: { threshold: 7, severity: critical }\n    NoConsumers: { leftOutBecause: batch jobs }\n';
    writeFileSync(join(folder, 'settings.yaml'), settings);
    const { code, errors } = await monitoring('--name', 'shop', ...nodes, '--settings', join(folder, 'settings.yaml'));

    expect(code).toBe(0);
    expect(errors).toContain('note: left out: NoConsumers: batch jobs');
    expect(read('rules/shop.yml')).toMatch(/alert: QueueNearLimit\n.*>= 7\n/);
    expect(read('rules/shop.yml')).not.toContain('alert: NoConsumers');
  });

  test.each([
    ['alerts: [', 'settings.yaml: '],
    ['alerts: { changes: { UnackedHigh: { treshold: 3 } } }', "did you mean 'threshold'?"],
    ['alerts: { changes: { UnakedHigh: { threshold: 3 } } }', "did you mean 'UnackedHigh'?"],
    ['receivers: [{ name: people, labels: { team: a } }]', "'receivers[0].name': there is another 'people'"],
    ['receivers: [{ name: a, labels: {} }]', "'receivers[0].labels' must name at least one label"],
  ])('refuses the settings %s and writes nothing', async (settings, message) => {
    writeFileSync(join(folder, 'settings.yaml'), settings);
    const { code, errors } = await monitoring('--name', 'shop', ...nodes, '--settings', join(folder, 'settings.yaml'));

    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [['--nodes', '3'], "give the broker a name by '--name'"],
    [['--name', '../x', '--nodes', '3'], "'--name' must be letters, digits, dots, dashes and underscores, got '../x'"],
    [['--name', 'shop'], "give '--nodes', or each by '--address'"],
    [['--name', 'shop', '--nodes', '3'], "give each by '--address HOST:15692'"],
    [['--name', 'shop', ...nodes, '--username', 'a'], "'--username' and '--password-file' need each other"],
    [['--name', 'shop', ...nodes, '--namespace', 'a'], "'--namespace': not for '--form prometheus'"],
    [['--name', 'shop', '--nodes', '1', '--form', 'kubernetes'], "give '--namespace'"],
    [['--name', 'Shop', '--nodes', '1', '--form', 'kubernetes', '--namespace', 'a'], 'lower-case letters'],
  ])('refuses %j and writes nothing', async (args, message) => {
    const { code, errors } = await monitoring(...args);

    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  describe('the preview', () => {
    const preview = (...args: readonly string[]) =>
      monitoring('--name', 'shop', '--nodes', '1', '--preview', join(folder, 'page.html'), ...args);

    test.each<[string, readonly string[], string]>([
      ['there is no Prometheus', [], "'--preview' needs a Prometheus; give '--prometheus http://HOST:9090'"],
      ['its URL is none', ['--prometheus', 'me:secret@x'], "'--prometheus' must be the http or https URL"],
      ['nobody answers', ['--prometheus', 'http://127.0.0.1:1'], 'cannot ask Prometheus at http://127.0.0.1:1: '],
    ])('is not written when %s', async (_, args, message) => {
      const { code, errors } = await preview(...args);

      expect(code).toBe(1);
      expect(errors).toContain(message);
      expect(errors).not.toContain('secret');
      expect(existsSync(join(folder, 'page.html'))).toBe(false);
    });

    test('is not written when the answer is a refusal, and tells of which query', async () => {
      const server = createServer((_, response) => {
        response.writeHead(422).end(JSON.stringify({ status: 'error', error: 'too many\u001b[2J samples' }));
      }).listen(0, '127.0.0.1');
      try {
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;

        const { code, errors } = await preview('--prometheus', `http://me:secret@127.0.0.1:${port}`);

        expect(code).toBe(1);
        expect(errors).toMatch(/Prometheus at http:\/\/127\.0\.0\.1:\d+ answers 422 too many.* samples to the query /);
        expect(errors).not.toMatch(/\u001b|secret/);
      } finally {
        server.close();
      }
    });

    test('shows no more than twenty series of a panel, and says how many more there are', async () => {
      const result = Array.from({ length: 25 }, (_, number) => ({
        metric: { vhost: 'shop', queue: `q${number}` },
        ...{ value: [0, String(number)], values: [[Math.floor(Date.now() / 15_000) * 15, String(number)]] },
      }));
      const server = createServer((_, response) => void response.end(JSON.stringify({ data: { result } })));
      server.listen(0, '127.0.0.1');
      try {
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;

        const { code } = await preview('--prometheus', `http://127.0.0.1:${port}/below/`, '--since', '30m');

        expect(code).toBe(0);
        const [, json = ''] = /id="data">(.*)<\/script>/.exec(readFileSync(join(folder, 'page.html'), 'utf8')) ?? [];
        const { dashboards } = JSON.parse(json) as PreviewData;
        const [ready] = dashboards.find(({ name }) => name === 'queues')?.rows[0]?.panels ?? [];
        expect([ready?.series.length, ready?.more]).toEqual([20, 5]);
        expect(ready?.series[0]?.name).toBe('shop q24');
      } finally {
        server.close();
      }
    });

    test('is of a time that is said as people say it', async () => {
      const { code, errors } = await preview('--prometheus', 'http://127.0.0.1:1', '--since', 'yesterday');

      expect(code).toBe(1);
      expect(errors).toContain("it must be minutes, hours or days such as '30m', '6h' or '2d'");
    });
  });
});
