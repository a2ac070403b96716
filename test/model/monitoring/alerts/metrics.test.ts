import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generations, nearestGeneration } from '../../../../lab/generation';
import type { MetricList } from '../../../../lab/metrics/metric-list';
import { alertsOf } from '../../../../model/monitoring/alerts/alerts';
import { familiesOf, isServed, metrics, metricsIn, type MetricName } from '../../../../model/monitoring/alerts/metrics';
import { dashboardsOf, expressionsOf } from '../../../../model/monitoring/dashboards/dashboards';
import { Duration } from '../../../../model/units/duration';
import { shop, version } from './shop';

const folder = join(__dirname, '../../../../lab/metrics');
const recorded = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): MetricList => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const timing = { scrapeInterval: Duration.seconds(15), scale: 1 };
const ofTheBroker = new Set(['/metrics', ...Object.keys(recorded[0]?.families ?? {})]);

const namedOf = (...sources: readonly string[]) =>
  Object.entries(metrics).flatMap(([name, { source }]) => (sources.includes(source) ? [[source, name] as const] : []));
const ofQueues = namedOf('queue_coarse_metrics', 'queue_consumer_count', 'queue_delivery_metrics', 'queue_metrics');
const ofExchanges = namedOf('exchange_metrics');

test('metrics are recorded from real brokers of both generations', () => {
  expect(recorded.map(({ serverVersion }) => nearestGeneration(serverVersion)).sort()).toEqual(generations);
});

describe.each(recorded.map((list) => [list.serverVersion, list] as const))('the metrics of a real %s', (_, list) => {
  const served = (name: MetricName) => {
    const { source } = metrics[name];
    const found = source === '/metrics' ? list.endpoints['/metrics'] : list.families[source];
    return found !== undefined && name in found;
  };
  const named = (Object.keys(metrics) as MetricName[]).filter((name) => ofTheBroker.has(metrics[name].source));

  test('hold every metric that the catalogue says they do, where it says, and no other', () => {
    const said = named.filter((name) => isServed(name, version(list.serverVersion)));

    expect(named.filter(served)).toEqual(said);
  });

  test('hold the labels by which alerts tell queues apart', () => {
    const labels = ([family, name]: readonly [keyof MetricList['families'], string]) =>
      list.families[family]?.[name]?.labels;

    expect(ofQueues.map(labels)).toEqual(ofQueues.map(() => ['queue', 'vhost']));
    expect(ofExchanges.map(labels)).toEqual(ofExchanges.map(() => ['exchange', 'vhost']));
    expect(list.endpoints['/metrics']['rabbitmq_shovel_dynamic']?.labels).toEqual(['status']);
    expect(list.endpoints['/metrics']['rabbitmq_federation_links']?.labels).toEqual(['status']);
  });
});

describe('the metrics that alerts and dashboards name', () => {
  test.each(['4.0.5', '4.1', '4.2.0', '4.2.1', '4.2.2', '4.2', '4.3'])(
    'are served by a server of %s',
    (serverVersion) => {
      const broker = shop({ serverVersion: version(serverVersion) });

      const ofAlerts = metricsIn(alertsOf(broker, timing).map(({ expr }) => expr));
      const ofPanels = metricsIn(expressionsOf(dashboardsOf([broker])));

      const missing = [...ofAlerts, ...ofPanels].filter((name) => !isServed(name, broker.serverVersion));
      expect(missing).toEqual([]);
      expect(ofAlerts.length).toBeGreaterThan(35);
      expect(ofPanels.length).toBeGreaterThan(60);
    },
  );

  test('are all in the catalogue', () => {
    const selectors = alertsOf(shop(), timing).flatMap(({ expr }) => [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)]);

    const unknown = selectors.map(([, name = '']) => name).filter((name) => !(name in metrics));

    expect(unknown).toEqual([]);
  });

  test('tell which families of /metrics/detailed are asked for', () => {
    const small = shop({ nodeCount: 1, topology: { ...shop().topology, queues: [], bindings: [] } });

    const families = familiesOf(alertsOf(small, timing).map(({ expr }) => expr));

    expect(families).toEqual(['queue_coarse_metrics', 'queue_consumer_count', 'ra_metrics', 'vhost_status']);
  });
});
