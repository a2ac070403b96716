import { TerraformStack } from 'cdktf';
import { GrafanaDashboards } from '../../../constructs/monitoring/grafana-dashboards';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { dashboardNames } from '../../../model/monitoring/dashboards/dashboard-names';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';
import { schemaFaults } from '../../model/monitoring/grafana-schema';

function dashboards(props: Partial<ConstructorParameters<typeof GrafanaDashboards>[2]> = {}) {
  const app = testApp();
  const broker = new SingleNodeStack(app, 'single-node');
  const stack = new TerraformStack(app, 'grafana');
  new GrafanaDashboards(stack, 'dashboards', {
    brokers: [broker.broker],
    url: 'https://grafana.example.com',
    ...props,
  });
  // Declared later, and so that Terraform would take its name for a template.
  const vhost = new Vhost(broker, 'shop', { broker: broker.broker });
  new QuorumQueue(broker, 'orders${x}', { vhost });
  return synth(stack);
}

/** What the provider is given: Terraform has replaced its escapes. */
function written(json: ReturnType<typeof dashboards>): readonly { uid: string; text: string }[] {
  return Object.values(json.resource['grafana_dashboard'] ?? {}).map(({ config_json: text }) => {
    const plain = String(text).replaceAll('$${', '${').replaceAll('%%{', '%{');
    return { uid: JSON.parse(plain).uid, text: plain };
  });
}

test('puts every dashboard into a folder of the Grafana, in its own form', () => {
  const json = dashboards();

  expect(json['provider']).toEqual({ grafana: [{ url: 'https://grafana.example.com' }] });
  expect(json['terraform']).toMatchObject({
    required_providers: { grafana: { source: 'grafana/grafana', version: '>= 3.0.0' } },
  });
  const [[folder, { title }] = ['', {}]] = Object.entries(json.resource['grafana_folder'] ?? {});
  expect(title).toBe('RabbitMQ');
  const resources = Object.values(json.resource['grafana_dashboard'] ?? {});
  expect(new Set(resources.map((one) => one['folder']))).toEqual(new Set([`\${grafana_folder.${folder}.uid}`]));
  expect(
    written(json)
      .map(({ uid }) => uid)
      .sort(),
  ).toEqual(dashboardNames.map((name) => `rabbitmq-${name}`).sort());
  expect(schemaFaults(written(json).map(({ text }) => JSON.parse(text)))).toEqual([]);
});

test('knows what is declared later, and the settings of alerts', () => {
  const json = dashboards({
    alerts: { changes: { QueueMessagesHigh: { threshold: 77 } }, runbookUrl: 'https://x.example/r' },
  });

  const text = written(json)
    .map((one) => one.text)
    .join('\n');
  expect(text).toContain('orders\\\\\\\\$');
  expect(text).toContain('"value": 77');
  expect(text).toContain('https://x.example/r/queue-messages-high.md');
});

test('leaves the address to the environment of the provider', () => {
  expect(dashboards({ url: undefined })['provider']).toEqual({ grafana: [{}] });
});

test.each([
  [{ url: 'https://me:secret@grafana.example.com' }, /'url' must be without user and password; .*'GRAFANA_AUTH'/],
  [{ url: 'grafana.example.com' }, /'url' must be an http or https URL/],
  [{ brokers: [] }, /'brokers' must name at least one broker/],
  [{ folder: '' }, /'folder' must not be empty/],
])('fails when it is given %j', (props, message) => {
  expect(() => dashboards(props)).toThrow(message);
});
