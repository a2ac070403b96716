import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { monitoringCommand } from '../../../cli/commands/monitoring';
import { generations, type Generation } from '../../../lab/generation';
import { ensureImage } from '../../../lab/image';
import { alertmanagerImage } from '../../../lab/images/alertmanager';
import { startPromtool, type StartedPromtool } from '../../../lab/promtool';
import { alertingRules, type RuleFile } from '../../../model/monitoring/alerts/alerts';
import { monitoringFiles } from '../../../model/monitoring/own-monitoring';
import { Duration } from '../../../model/units/duration';
import { MonitoringStack } from '../../../stacks/monitoring';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';
import { shop } from '../../model/monitoring/alerts/shop';
import { describeWith } from '../../setup/missing';
import { catchPrinted, ran } from '../printed';

for (const generation of generations)
  describeWith('engine', `files of monitoring for the Prometheus of generation ${generation}`, () =>
    testsOf(generation),
  );

function testsOf(generation: Generation): void {
  const printed = catchPrinted();
  let started: StartedPromtool;
  let amtool: (args: readonly string[], input: string) => { readonly status: number | null; readonly stdout: string };
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-monitoring-'));

  beforeAll(async () => {
    started = await startPromtool(generation);
    const image = await ensureImage(alertmanagerImage(generation));
    const run = ['run', '--rm', '--interactive', '--network', 'none', '--user', '0', '--entrypoint', 'amtool', image];
    amtool = (args, input) => spawnSync('docker', [...run, ...args], { input, encoding: 'utf8' });
    const queue = { vhost: 'shop', durable: true, auto_delete: false };
    const definitions = {
      vhosts: [{ name: 'shop' }],
      queues: [{ ...queue, name: 'orders', arguments: { 'x-queue-type': 'quorum', 'x-max-length': 100 } }],
    };
    writeFileSync(join(folder, 'definitions.json'), JSON.stringify(definitions));
    const main = { rule_files: ['rules/*.yml'], scrape_config_files: ['scrape.yml'] };
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(main));
  }, 600_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await started?.stop();
  });
  const monitoring = (...args: readonly string[]) =>
    ran(printed, ['monitoring', join(folder, 'definitions.json'), '--out', folder, '--name', 'shop', ...args], {
      monitoring: { summary: '', load: () => monitoringCommand },
    });
  const address = ['--address', 'a:15692'];

  test.each(['4.0', '4.3'])('are loaded by Prometheus for a server of %s', async (version) => {
    await monitoring(...address, '--tls', '--server-version', version);

    const { output, isOk } = started.promtool(['check', 'config', join(folder, 'prometheus.yml')]);

    expect(output).toMatch(/SUCCESS: \d\d+ rules found/);
    expect(isOk).toBe(true);
  });

  test('are taken by Alertmanager, which sends all to the receiver', async () => {
    await monitoring(...address, '--webhook-url-file', '/run/secrets/url', '--slack-url-file', '/run/secrets/slack');
    const config = readFileSync(join(folder, 'alertmanager.yml'), 'utf8');

    expect(amtool(['check-config', '/dev/stdin'], config)).toMatchObject({ status: 0 });
    expect(amtool(['check-config', '/dev/stdin'], config.replace('receiver:', 'receivr:')).status).toBe(1);
    expect(
      amtool(['config', 'routes', 'test', '--config.file=/dev/stdin', 'alertname=NoConsumers'], config).stdout.trim(),
    ).toBe('people');
  });

  test('send each alert to the owner that is declared nearest to its queue', () => {
    const { topology } = shop();
    const monitored = [
      { at: 'shop', labels: { team: 'platform' } },
      { at: 'shop/orders', labels: { team: 'orders' } },
    ];
    const teams = ['platform', 'orders'].map((team) => ({
      name: team,
      labels: { team },
      webhook: { urlFile: '/s/a' },
    }));
    const { files } = monitoringFiles(
      {
        ...{ broker: shop({ topology, monitored }), scrapeInterval: Duration.seconds(15), wait: Duration.seconds(30) },
        ...{ targets: { addresses: ['a:15692'] }, receivers: {}, teams, alerts: {} },
        pods: { namespace: 'a', name: 'a', selector: {}, port: 'a', labels: {} },
      },
      'prometheus',
    );
    const config = stringify(files.get('alertmanager.yml'));
    const routed = (labels: Readonly<Record<string, string>>) =>
      amtool(
        [
          ...['config', 'routes', 'test', '--config.file=/dev/stdin'],
          ...Object.entries(labels).map(([label, value]) => `${label}=${value}`),
        ],
        config,
      ).stdout.trim();
    const labelsOf = (name: string) =>
      alertingRules(files.get('rules/shop.yml') as RuleFile)
        .filter(({ alert }) => alert === name)
        .map(({ labels }) => labels);

    expect(amtool(['check-config', '/dev/stdin'], config).status).toBe(0);
    expect(labelsOf('UnackedHigh').map(routed)).toEqual(['people', 'orders', 'platform']);
    expect(labelsOf('QueueNearLimit').map(routed)).toEqual(['orders', 'platform']);
    expect(labelsOf('RabbitMQDown').map(routed)).toEqual(['people']);
  });

  describeWith('jsonnet', 'as a mixin', () => {
    test('add to those of others the same rules and dashboards, which promtool takes', async () => {
      const out = join(folder, 'mixin');
      const settings = ['--settings', join(folder, 'added.yaml')];
      const added = {
        name: 'Mine',
        expr: 'up{x="1"} == 0',
        severity: 'warning',
        summary: 's',
        description: 'd',
        reason: 'r',
      };
      writeFileSync(join(folder, 'added.yaml'), JSON.stringify({ alerts: { added: [added] } }));
      const definitions = join(folder, 'definitions.json');
      const written = await ran(
        printed,
        ['monitoring', definitions, '--form', 'mixin', '--out', out, '--name', 'shop', '--nodes', '1', ...settings],
        { monitoring: { summary: '', load: () => monitoringCommand } },
      );
      await monitoring(...address, ...settings);
      const main = join(out, 'main.jsonnet');
      writeFileSync(
        main,
        `local m = { prometheusAlerts+:: { groups: [{ name: 'other', rules: [] }] } } + import 'mixin.libsonnet';
        { alerts: m.prometheusAlerts, rules: m.prometheusRules, dashboards: m.grafanaDashboards }`,
      );

      const { status, stdout, stderr } = spawnSync('jsonnet', [main], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });

      expect([written.code, stderr, status]).toEqual([0, '', 0]);
      const { alerts, rules, dashboards } = JSON.parse(stdout);
      const plain: RuleFile = parse(readFileSync(join(folder, 'rules/shop.yml'), 'utf8'));
      expect(alerts.groups[0]).toEqual({ name: 'other', rules: [] });
      expect([...alerts.groups.slice(1), ...rules.groups]).toEqual(plain.groups);
      expect(JSON.stringify(alerts)).toContain('"alert":"Mine"');
      expect(Object.keys(dashboards)).toContain('rabbitmq-dead-letters.json');
      expect(dashboards['rabbitmq-queues.json'].title).toBe('RabbitMQ: queues');
      const file = join(out, 'evaluated.json');
      writeFileSync(file, JSON.stringify(alerts));
      expect(started.promtool(['check', 'rules', '--lint=all', '--lint-fatal', file]).isOk).toBe(true);
    });
  });

  test('tell whom MonitoringStack tells, by the labels of its alerts', () => {
    const email = { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail.example.com:587', username: 'alerts' };
    const told = { webhook: true, slack: true, pagerduty: true, opsgenie: true, msteams: true, email };
    const app = testApp();
    const { broker } = new SingleNodeStack(app, 'single-node');
    const owners = ['payments', 'sales'].map((name) => ({ ...told, name, labels: { team: name } }));
    const stack = new MonitoringStack(app, 'monitoring', {
      brokers: [broker],
      receivers: { ...told, owners: [...owners, { name: 'owner-of-b', labels: { owner: 'b' }, slack: true }] },
    });
    const uploads = Object.values(synth(stack).resource['docker_container'] ?? {}).flatMap(
      ({ upload }) => upload as { file: string; content: string }[],
    );
    const config = (uploads.find(({ file }) => file.endsWith('alertmanager.yml'))?.content ?? '').replaceAll(
      '$${',
      '${',
    );
    const routed = (...labels: readonly string[]) =>
      amtool(['config', 'routes', 'test', '--config.file=/dev/stdin', ...labels], config).stdout.trim();

    const checked = amtool(['check-config', '/dev/stdin'], config);

    expect(checked.stdout).toContain('4 receivers');
    expect(checked.status).toBe(0);
    expect(routed('alertname=UnackedHigh', 'team=payments')).toBe('payments');
    expect(routed('alertname=UnackedHigh', 'team=sales')).toBe('sales');
    expect(routed('alertname=UnackedHigh', 'owner=b')).toBe('owner-of-b');
    expect(routed('alertname=RabbitMQDown')).toBe('people');
  });

  test('send the alerts of a team to its receivers, and all others to those of all', async () => {
    const queues = [{ queue: 'orders', labels: { team: 'payments' } }];
    const receiver = {
      ...{ name: 'payments', labels: { team: 'payments' }, slack: { urlFile: '/s/slack', channel: '#payments' } },
      ...{ pagerduty: { routingKeyFile: '/s/pagerduty' }, opsgenie: { apiKeyFile: '/s/opsgenie' } },
      ...{ msteams: { webhookUrlFile: '/s/teams' }, webhook: { urlFile: '/s/webhook' } },
      email: { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail.example.com:587' },
    };
    writeFileSync(join(folder, 'settings.yaml'), JSON.stringify({ alerts: { queues }, receivers: [receiver] }));
    const { code } = await monitoring(...address, '--settings', join(folder, 'settings.yaml'));
    const config = readFileSync(join(folder, 'alertmanager.yml'), 'utf8');
    const routed = (...labels: readonly string[]) =>
      amtool(['config', 'routes', 'test', '--config.file=/dev/stdin', ...labels], config).stdout.trim();

    expect(code).toBe(0);
    const checked = amtool(['check-config', '/dev/stdin'], config);
    expect(checked.stdout).toContain('2 receivers');
    expect(checked.status).toBe(0);
    expect(routed('alertname=UnackedHigh', 'team=payments')).toBe('payments');
    expect(routed('alertname=UnackedHigh', 'team=other')).toBe('people');
    expect(started.promtool(['check', 'config', join(folder, 'prometheus.yml')]).isOk).toBe(true);
  });
}
