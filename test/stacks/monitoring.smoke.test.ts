import { type AppliedStack, applyStack } from '../../lab/apply';
import { freePorts } from '../../lab/ports';
import { until } from '../../host/until';
import { Duration } from '../../model/units/duration';
import { MonitoringStack } from '../../stacks/monitoring';
import { SingleNodeStack } from '../../stacks/single-node';
import { synth, testApp } from '../harness';
import { describeWith } from '../setup/missing';

jest.setTimeout(120_000);

describeWith('engine', 'the monitoring stack', () => {
  const name = `smoke-monitoring-${process.pid}`;
  const made: AppliedStack[] = [];

  afterAll(async () => {
    for (const stack of made.reverse()) await stack.destroy();
  });

  test('scrapes everything it watches, and every rule can be evaluated', async () => {
    const [amqp, management, metrics, prometheusPort, alertmanagerPort] = await freePorts(5);
    const app = testApp();
    const broker = new SingleNodeStack(app, 'single-node', {
      nodeName: name,
      ports: { amqp, management, prometheus: metrics },
    });
    const monitoring = new MonitoringStack(app, 'monitoring', {
      brokers: [broker.broker],
      monitoringName: `${name}-watch`,
      grafanaImage: 'none',
      ports: { prometheus: prometheusPort, alertmanager: alertmanagerPort },
      scrapeInterval: Duration.seconds(1),
    });

    made.push(await applyStack(synth(broker)));
    const watching = await applyStack(synth(monitoring));
    made.push(watching);
    const ask = async <T>(path: string): Promise<T> => {
      const answer = await fetch(`${String(watching.outputs['prometheus_url'])}/api/v1/${path}`);
      return ((await answer.json()) as { data: T }).data;
    };

    const everything = async () => {
      const { activeTargets } = await ask<{ activeTargets: { health: string }[] }>('targets');
      const { groups } = await ask<{ groups: { rules: { health: string }[] }[] }>('rules');
      expect(activeTargets.map(({ health }) => health)).toEqual(['up', 'up', 'up', 'up']);
      expect([...new Set(groups.flatMap(({ rules }) => rules.map(({ health }) => health)))]).toEqual(['ok']);
    };
    await until('everything is scraped and judged', everything, { within: 30_000, every: 500 });
    expect(made.length).toBe(2);
  });
});
