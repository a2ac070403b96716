import { type AppliedStack, applyStack } from '../../lab/apply';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { until } from '../../host/until';
import { dashboardNames } from '../../model/monitoring/dashboards/dashboard-names';
import { Duration } from '../../model/units/duration';
import { MonitoringStack } from '../../stacks/monitoring';
import { SingleNodeStack } from '../../stacks/single-node';
import { synth, testApp } from '../harness';
import { describeWith } from '../setup/missing';

jest.setTimeout(180_000);

describeWith('grafana', 'Grafana, with nothing clicked', () => {
  const name = `lab-grafana-${process.pid}`;
  const made: AppliedStack[] = [];
  let url: string;
  let password: string;

  beforeAll(async () => {
    const [amqp, management, metrics, prometheus, alertmanager, grafana] = await freePorts(6);
    const app = testApp();
    const broker = new SingleNodeStack(app, 'single-node', {
      nodeName: name,
      image: await ensureImage(rabbitmqImage()),
      ports: { amqp, management, prometheus: metrics },
    });
    const monitoring = new MonitoringStack(app, 'monitoring', {
      brokers: [broker.broker],
      monitoringName: `${name}-watch`,
      ports: { prometheus, alertmanager, grafana },
      scrapeInterval: Duration.seconds(1),
    });
    made.push(await applyStack(synth(broker)));
    const watching = await applyStack(synth(monitoring));
    made.push(watching);
    url = String(watching.outputs['grafana_url']);
    password = String(watching.outputs['grafana_password']);
  });

  afterAll(async () => {
    for (const stack of made.reverse()) await stack.destroy();
  });

  test('lets in its administrator with the generated password, and nobody with another', async () => {
    expect((await ask('/api/org')).status).toBe(200);
    expect((await ask('/api/org', 'admin')).status).toBe(401);
  });

  test('has every dashboard', async () => {
    const found = (await (await ask('/api/search?type=dash-db')).json()) as readonly { readonly uid: string }[];

    expect(found.map(({ uid }) => uid).sort()).toEqual(dashboardNames.map((one) => `rabbitmq-${one}`).sort());
  });

  test('asks Prometheus', async () => {
    const query = encodeURIComponent('sum(rabbitmq_build_info{broker="single-node"})');
    const answers = async () => {
      const response = await ask(`/api/datasources/proxy/uid/prometheus/api/v1/query?query=${query}`);
      const { data } = (await response.json()) as { data: { result: readonly { value: [number, string] }[] } };
      expect(data.result[0]?.value[1]).toBe('1');
    };

    await until('its data source has samples of the broker', answers, { within: 30_000, every: 500 });
    expect((await ask('/api/datasources/uid/prometheus')).status).toBe(200);
  });

  function ask(path: string, secret = password): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`;
    return fetch(`${url}${path}`, { headers: { authorization } });
  }
});
